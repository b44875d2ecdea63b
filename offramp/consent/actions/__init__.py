"""Record consents and "not now", take consents back, write down what left the unit and who demanded it."""

from offramp.consent.actions.agreeing import (
    acknowledge_withdrawal,
    check_consent,
    extend_to_officer,
    hold_consent,
    record_consent,
    record_not_now,
    withdraw_consent,
    withhold_from_officer,
)
from offramp.consent.actions.demands import close_demand, decide_demand, give_on_demand, record_demand
from offramp.consent.actions.disclosing import disclose_under_consent, record_disclosure
from offramp.consent.actions.renewing import note_renewal_mailing
from offramp.consent.rules import ConsentTerms, DemandTerms, DisclosureTerms

__all__ = [
    "ConsentTerms",
    "DemandTerms",
    "DisclosureTerms",
    "acknowledge_withdrawal",
    "check_consent",
    "close_demand",
    "decide_demand",
    "disclose_under_consent",
    "extend_to_officer",
    "give_on_demand",
    "hold_consent",
    "note_renewal_mailing",
    "record_consent",
    "record_demand",
    "record_disclosure",
    "record_not_now",
    "withdraw_consent",
    "withhold_from_officer",
]
