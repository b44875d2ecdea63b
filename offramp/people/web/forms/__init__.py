"""The forms of this room."""

from offramp.people.web.forms.files import AddName, ChangeParticulars, OpenFile
from offramp.people.web.forms.life import AddContact, DescribeSelf, NoteSighting, SetStatus
from offramp.people.web.forms.restricting import NameOnFile, NameSuccessor, Once, RestrictFile, SettleTwin
from offramp.people.web.forms.safety import LookUp, ReviewCard, WriteCard

__all__ = [
    "AddContact",
    "AddName",
    "ChangeParticulars",
    "DescribeSelf",
    "LookUp",
    "NameOnFile",
    "NameSuccessor",
    "NoteSighting",
    "Once",
    "OpenFile",
    "RestrictFile",
    "ReviewCard",
    "SetStatus",
    "SettleTwin",
    "WriteCard",
]
