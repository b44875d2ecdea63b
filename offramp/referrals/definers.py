"""What a withdrawal must reach, whatever the one who records it may see."""

SQL = """
-- The referrals that were sent under a consent, and to whom. For the navigators of the unit that sent them.
CREATE OR REPLACE FUNCTION referrals_sent_under(of_consent uuid) RETURNS TABLE (referral uuid, agency uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT t.referral_id, t.agency_id FROM referrals_referralterms t
  WHERE t.consent_id = of_consent AND t.unit_id = (SELECT unit_id FROM wall_posting())
    AND wall_role() IN ('navigator', 'navigator_lead')
$$;
"""

OWNED_BY = {"offramp_gate": ("referrals_sent_under(uuid)",)}
