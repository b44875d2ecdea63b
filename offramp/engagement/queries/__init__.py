"""Reads of PACE, as far as row security opens them."""

from offramp.engagement.queries.concerns import overdue_concerns, overdue_promises
from offramp.engagement.queries.inviting import (
    Line,
    accepted_ahead,
    ages_of,
    decisions_about,
    earlier_ones,
    invitation_for,
    invitation_of_link,
    invitations,
    inviter_of,
    languages_of,
    lead_days,
    messages_about,
    promise_for,
    promise_of,
    same_event,
    settled,
    waiting,
    weighed,
)
from offramp.engagement.queries.mails import mails_waiting
from offramp.engagement.queries.members import asking_to_join, closed_accounts, own_member, trainings_ending
from offramp.engagement.queries.places import not_released, places_of_mine, unanswered, understaffed
from offramp.engagement.queries.themes import ThemeCount, theme_counted, themes_counted
from offramp.engagement.queries.visits import been_to, briefs_ready, debriefs_due, untold

__all__ = [
    "Line",
    "ThemeCount",
    "accepted_ahead",
    "ages_of",
    "asking_to_join",
    "been_to",
    "briefs_ready",
    "closed_accounts",
    "debriefs_due",
    "decisions_about",
    "earlier_ones",
    "invitation_for",
    "invitation_of_link",
    "invitations",
    "inviter_of",
    "languages_of",
    "lead_days",
    "mails_waiting",
    "messages_about",
    "not_released",
    "overdue_concerns",
    "overdue_promises",
    "own_member",
    "places_of_mine",
    "promise_for",
    "promise_of",
    "same_event",
    "settled",
    "theme_counted",
    "themes_counted",
    "trainings_ending",
    "unanswered",
    "understaffed",
    "untold",
    "waiting",
    "weighed",
]
