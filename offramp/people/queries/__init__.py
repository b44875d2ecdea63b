"""Who may be seen, what they are called, how they are, how to approach them. Every read notes what it shows."""

from offramp.people.queries.identity import (
    Called,
    Identity,
    contacts_of,
    identity_of,
    names_held,
    names_of,
    particulars_of,
    people_visible_to,
    self_description_of,
    unit_of,
)
from offramp.people.queries.life import (
    LatestStatus,
    declined_between,
    latest_status,
    reminders_stopped,
    sightings_of,
    status_history,
    status_of,
    statuses_open_to,
)
from offramp.people.queries.safety import (
    Cards,
    LookedUp,
    cards_looked_up,
    lookup_by,
    safety_card_of,
    safety_cards_to_review,
)
from offramp.people.queries.search import Found, likely_the_same, may_open_files, search_people
from offramp.people.queries.searched import Searched, searched_for, searched_token

__all__ = [
    "Called",
    "Cards",
    "Found",
    "Identity",
    "LatestStatus",
    "LookedUp",
    "Searched",
    "cards_looked_up",
    "contacts_of",
    "declined_between",
    "identity_of",
    "latest_status",
    "likely_the_same",
    "lookup_by",
    "may_open_files",
    "names_held",
    "names_of",
    "particulars_of",
    "people_visible_to",
    "reminders_stopped",
    "safety_card_of",
    "safety_cards_to_review",
    "search_people",
    "searched_for",
    "searched_token",
    "self_description_of",
    "sightings_of",
    "status_history",
    "status_of",
    "statuses_open_to",
    "unit_of",
]
