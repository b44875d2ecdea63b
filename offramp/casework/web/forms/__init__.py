"""The forms of casework."""

from offramp.casework.web.forms.cases import AcceptCase, CloseCase, FirstKept, FollowUp, HandOver, MovePhase
from offramp.casework.web.forms.glass import BreakGlass, CloseGlass, ReviewGlass
from offramp.casework.web.forms.goals import ChangeGoal, EndGoal, FinishStep, PromiseStep, SetGoal
from offramp.casework.web.forms.notes import WriteNote
from offramp.casework.web.forms.team import AddSeat, EndSeat, TakeSeat

__all__ = [
    "AcceptCase",
    "AddSeat",
    "BreakGlass",
    "ChangeGoal",
    "CloseCase",
    "CloseGlass",
    "EndGoal",
    "EndSeat",
    "FinishStep",
    "FirstKept",
    "FollowUp",
    "HandOver",
    "MovePhase",
    "PromiseStep",
    "ReviewGlass",
    "SetGoal",
    "TakeSeat",
    "WriteNote",
]
