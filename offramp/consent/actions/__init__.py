"""Record consents and "not now", take consents back, write down what left the unit."""

from offramp.consent.actions.agreeing import (
    check_consent,
    extend_to_officer,
    hold_consent,
    record_consent,
    record_not_now,
    withdraw_consent,
    withhold_from_officer,
)
from offramp.consent.actions.disclosing import disclose_under_consent, record_disclosure
from offramp.consent.rules import ConsentTerms, DisclosureTerms

__all__ = [
    "ConsentTerms",
    "DisclosureTerms",
    "check_consent",
    "disclose_under_consent",
    "extend_to_officer",
    "hold_consent",
    "record_consent",
    "record_disclosure",
    "record_not_now",
    "withdraw_consent",
    "withhold_from_officer",
]
