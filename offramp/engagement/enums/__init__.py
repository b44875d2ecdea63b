"""The words of PACE."""

from offramp.engagement.enums.concerns import Mood, Outcome, Owner, Stand
from offramp.engagement.enums.inviting import (
    LEADS_TO,
    OPEN,
    Age,
    Door,
    Dress,
    EventKind,
    Instead,
    Notice,
    Priority,
    Side,
    State,
    Verdict,
    Wish,
)
from offramp.engagement.enums.mails import Doubt, Fate, Sort
from offramp.engagement.enums.rosters import HOLDING, Course, Hours, How, Level, Method, Place, Progress, Standing, Way

__all__ = [
    "HOLDING",
    "LEADS_TO",
    "OPEN",
    "Age",
    "Course",
    "Door",
    "Doubt",
    "Dress",
    "EventKind",
    "Fate",
    "Hours",
    "How",
    "Instead",
    "Level",
    "Method",
    "Mood",
    "Notice",
    "Outcome",
    "Owner",
    "Place",
    "Priority",
    "Progress",
    "Side",
    "Sort",
    "Stand",
    "Standing",
    "State",
    "Verdict",
    "Way",
    "Wish",
]
