"""Which consents and agreements there are, which of them stand, and what left the unit."""

from offramp.consent.queries.consents import (
    agreement_with,
    agreements_in_force,
    agreements_of,
    consent_for,
    consent_in_force,
    consents_ending,
    consents_of,
    consents_standing,
    consents_visible_to,
    not_now_of,
    officers_covered,
    officers_on_care_team,
    standing,
)
from offramp.consent.queries.demands import demand_for, demands, demands_due, given_on, person_of_file
from offramp.consent.queries.disclosures import REGISTER, LedgerLine, disclosures_of, ledger

__all__ = [
    "REGISTER",
    "LedgerLine",
    "agreement_with",
    "agreements_in_force",
    "agreements_of",
    "consent_for",
    "consent_in_force",
    "consents_ending",
    "consents_of",
    "consents_standing",
    "consents_visible_to",
    "demand_for",
    "demands",
    "demands_due",
    "disclosures_of",
    "given_on",
    "ledger",
    "not_now_of",
    "officers_covered",
    "officers_on_care_team",
    "person_of_file",
    "standing",
]
