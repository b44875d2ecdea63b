"""Record consents and "not now", take consents back, write down what left the unit and who demanded it."""

from offramp.consent.actions.agreeing import (
    acknowledge_withdrawal,
    check_consent,
    extend_to_officer,
    hold_consent,
    note_told,
    record_consent,
    record_not_now,
    withdraw_consent,
    withhold_from_officer,
)
from offramp.consent.actions.agreements import end_agreement, hold_agreement, make_agreement
from offramp.consent.actions.coming_of_age import end_at_of_age
from offramp.consent.actions.demands import close_demand, decide_demand, give_on_demand, record_demand
from offramp.consent.actions.disclosing import disclose_under_consent, record_disclosure
from offramp.consent.actions.renewing import note_renewal_mailing
from offramp.consent.actions.turns import hold_who_sees
from offramp.consent.rules import AgreementTerms, ConsentTerms, DemandTerms, DisclosureTerms

__all__ = [
    "AgreementTerms",
    "ConsentTerms",
    "DemandTerms",
    "DisclosureTerms",
    "acknowledge_withdrawal",
    "check_consent",
    "close_demand",
    "decide_demand",
    "disclose_under_consent",
    "end_agreement",
    "end_at_of_age",
    "extend_to_officer",
    "give_on_demand",
    "hold_agreement",
    "hold_consent",
    "hold_who_sees",
    "make_agreement",
    "note_renewal_mailing",
    "note_told",
    "record_consent",
    "record_demand",
    "record_disclosure",
    "record_not_now",
    "withdraw_consent",
    "withhold_from_officer",
]
