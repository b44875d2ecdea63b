"""The tables of PACE. None knows a person in anybody's care."""

from offramp.engagement.models.concerns import Concern, Promise, Theme
from offramp.engagement.models.invitations import Decision, EndedLink, Invitation, Inviter, Message, Organisation
from offramp.engagement.models.mails import Attachment, Mail
from offramp.engagement.models.members import Absence, LadderStep, Member, Particulars, Tongue, Training
from offramp.engagement.models.rosters import Appeal, Assignment, Entry, Need, Proposal, Release, Swap, ToldOtherwise
from offramp.engagement.models.visits import Attendance, DayContact, Debrief, Introduction

__all__ = [
    "Absence",
    "Appeal",
    "Assignment",
    "Attachment",
    "Attendance",
    "Concern",
    "DayContact",
    "Debrief",
    "Decision",
    "EndedLink",
    "Entry",
    "Introduction",
    "Invitation",
    "Inviter",
    "LadderStep",
    "Mail",
    "Member",
    "Message",
    "Need",
    "Organisation",
    "Particulars",
    "Promise",
    "Proposal",
    "Release",
    "Swap",
    "Theme",
    "ToldOtherwise",
    "Tongue",
    "Training",
]
