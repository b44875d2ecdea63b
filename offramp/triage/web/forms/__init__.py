"""The forms of triage."""

from offramp.triage.web.forms.answering import Advise, Claim, Close, Decide, Give, Link, Rate, SameAs, Versioned
from offramp.triage.web.forms.asking import DOORS_FOR_HELP, AskAgain, AskHelp, LogCall, ReferToHelp
from offramp.triage.web.forms.visits import LogVisit, Respond

__all__ = [
    "DOORS_FOR_HELP",
    "Advise",
    "AskAgain",
    "AskHelp",
    "Claim",
    "Close",
    "Decide",
    "Give",
    "Link",
    "LogCall",
    "LogVisit",
    "Rate",
    "ReferToHelp",
    "Respond",
    "SameAs",
    "Versioned",
]
