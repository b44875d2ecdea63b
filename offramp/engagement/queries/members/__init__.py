"""Reads of members: the roster, one member, what runs out, who could go. Row security opens them as far as it may."""

from offramp.engagement.queries.members.base import OVER, members, on_roster
from offramp.engagement.queries.members.candidates import candidates_for
from offramp.engagement.queries.members.joining import (
    account_to_add,
    accounts_to_add,
    asking_to_join,
    closed_accounts,
    mentors_for,
)
from offramp.engagement.queries.members.one import (
    Told,
    events_before,
    member_for,
    own_member,
    places_ahead,
    places_meeting,
    told,
)
from offramp.engagement.queries.members.roster import Line, Load, RosterPage, Sieve, roster
from offramp.engagement.queries.members.trainings import (
    is_trained,
    training_to_warn,
    trainings_ending,
    usual_months,
    warnings_due,
)

__all__ = [
    "OVER",
    "Line",
    "Load",
    "RosterPage",
    "Sieve",
    "Told",
    "account_to_add",
    "accounts_to_add",
    "asking_to_join",
    "candidates_for",
    "closed_accounts",
    "events_before",
    "is_trained",
    "member_for",
    "members",
    "mentors_for",
    "on_roster",
    "own_member",
    "places_ahead",
    "places_meeting",
    "roster",
    "told",
    "training_to_warn",
    "trainings_ending",
    "usual_months",
    "warnings_due",
]
