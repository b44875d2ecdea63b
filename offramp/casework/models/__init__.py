"""Care teams, cases, goals in the person's own words, notes, the way to long-term programs; files opened in danger."""

from offramp.casework.models.around import HowItGoes, Pursuit, Supporter
from offramp.casework.models.care import (
    Case,
    Closure,
    FollowUp,
    Goal,
    Note,
    PhaseChange,
    Seat,
    Step,
    Transition,
)
from offramp.casework.models.glass import BreakGlass, GlassMailing, GlassReview
from offramp.casework.models.requests import AccessAnswer, AccessRequest

__all__ = [
    "AccessAnswer",
    "AccessRequest",
    "BreakGlass",
    "Case",
    "Closure",
    "FollowUp",
    "GlassMailing",
    "GlassReview",
    "Goal",
    "HowItGoes",
    "Note",
    "PhaseChange",
    "Pursuit",
    "Seat",
    "Step",
    "Supporter",
    "Transition",
]
