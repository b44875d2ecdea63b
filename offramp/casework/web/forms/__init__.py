"""The forms of casework."""

from offramp.casework.web.forms.around import EndAround, HowItGoes, Pursuit, Supporter, TellSupporter, overtaken
from offramp.casework.web.forms.cases import AcceptCase, CloseCase, FirstKept, FollowUp, HandOver, MovePhase
from offramp.casework.web.forms.glass import BreakGlass, CloseGlass, ReviewGlass
from offramp.casework.web.forms.goals import ChangeGoal, EndGoal, FinishStep, PromiseStep, SetGoal
from offramp.casework.web.forms.notes import WriteNote
from offramp.casework.web.forms.requests import AnswerAccess, AskAccess, EndAccess
from offramp.casework.web.forms.team import AddSeat, Cover, EndCover, EndSeat, TakeSeat

__all__ = [
    "AcceptCase",
    "AddSeat",
    "AnswerAccess",
    "AskAccess",
    "BreakGlass",
    "ChangeGoal",
    "CloseCase",
    "CloseGlass",
    "Cover",
    "EndAccess",
    "EndAround",
    "EndCover",
    "EndGoal",
    "EndSeat",
    "FinishStep",
    "FirstKept",
    "FollowUp",
    "HandOver",
    "HowItGoes",
    "MovePhase",
    "PromiseStep",
    "Pursuit",
    "ReviewGlass",
    "SetGoal",
    "Supporter",
    "TakeSeat",
    "TellSupporter",
    "WriteNote",
    "overtaken",
]
