"""What a withdrawal, or the end of an agreement, must reach, whatever the one who records it may see."""

SQL = """
-- The referrals that were sent under a consent, and to whom. For the navigators of the unit that sent them.
CREATE OR REPLACE FUNCTION referrals_sent_under(of_consent uuid) RETURNS TABLE (referral uuid, agency uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT t.referral_id, t.agency_id FROM referrals_referralterms t
  WHERE t.consent_id = of_consent AND t.unit_id = (SELECT unit_id FROM wall_posting())
    AND wall_role() IN ('navigator', 'navigator_lead')
$$;

-- What an agency received of a unit's people ends no later than their agreement. For the privacy officer, who keeps it.
CREATE OR REPLACE FUNCTION referrals_end_with_agreement(of_unit uuid, with_agency uuid, until_at timestamptz)
RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH ended AS (
    UPDATE access_grant g SET ends_at = until_at FROM referrals_referralterms t
    WHERE wall_role() = 'privacy_officer' AND t.unit_id = of_unit AND t.agency_id = with_agency
      AND g.founded_on = t.referral_id AND g.basis = 'referral' AND g.party = with_agency
      AND (g.ends_at IS NULL OR g.ends_at > until_at)
    RETURNING 1
  ) SELECT count(*)::integer FROM ended
$$;
"""

OWNED_BY = {
    "offramp_gate": (
        "referrals_sent_under(uuid)",
        "referrals_end_with_agreement(uuid, uuid, timestamptz)",
    )
}
