"""Phases, goals, closures: the field's words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    STABILISE = "stabilise", _("Stabilise, set goals")
    TRANSITION = "transition", _("Transition")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CLOSED = "closed", _("Closed")


class Area(TextChoices):
    """The part of life a goal is in. Those in `HEALTH_AREAS` tell of health by their mere name."""

    HOUSING = "housing", _("Housing")
    DOCUMENTS = "documents", _("Documents")
    INCOME = "income", _("Income")
    EMPLOYMENT = "employment", _("Work and learning")
    FAMILY = "family", _("Family and relations")
    CULTURE = "culture", _("Culture and spirit")
    JUSTICE = "justice", _("Court and justice")
    SAFETY = "safety", _("Being safe")
    ADDICTIONS = "addictions", _("Addictions")
    MEDICAL = "medical", _("Medical care")
    MENTAL_HEALTH = "mental_health", _("Mental health")


HEALTH_AREAS = frozenset({Area.ADDICTIONS, Area.MEDICAL, Area.MENTAL_HEALTH})


class GoalOutcome(TextChoices):
    ACHIEVED = "achieved", _("Achieved")
    PARTLY = "partly", _("Partly achieved")
    NOT_ACHIEVED = "not_achieved", _("Not achieved")
    DROPPED = "dropped", _("No longer wanted")


class StepOutcome(TextChoices):
    DONE = "done", _("Done")
    MISSED = "missed", _("Did not happen")
    MOVED = "moved", _("Moved to another day")
    DROPPED = "dropped", _("No longer needed")


class CheckIn(TextChoices):
    """What a follow-up found, without a word about health."""

    WELL = "well", _("Doing well")
    WANTS_HELP = "wants_help", _("Wants more help")
    NOT_REACHED = "not_reached", _("Not reached")


class ClosureOutcome(TextChoices):
    INDEPENDENT = "independent", _("Independent, supported by a program")
    GOALS_MET = "goals_met", _("Goals met")
    DECLINED = "declined", _("Declined further help")
    LOST_CONTACT = "lost_contact", _("Lost contact")
    MOVED = "moved", _("Moved away")
    IN_CUSTODY = "in_custody", _("Long custody")
    DECEASED = "deceased", _("Deceased")


FOLLOW_UP_DAYS = (30, 60, 90, 180)
"""Days after the first kept appointment on which somebody asks how it goes."""


class Verdict(TextChoices):
    """What the privacy officer found of a file that was opened because of danger to life."""

    JUSTIFIED = "justified", _("Justified")
    NOT_JUSTIFIED = "not_justified", _("Not justified")


class Answered(TextChoices):
    """What was answered to somebody who asked to see more of a file."""

    ALLOWED = "allowed", _("Yes")
    REFUSED = "refused", _("No")


class SupporterKind(TextChoices):
    """Who somebody around a person is to them."""

    SCHOOL = "school", _("School")
    FAMILY = "family", _("Family")
    GUARDIAN = "guardian", _("Guardian")
    MENTOR = "mentor", _("Mentor")
    OTHER = "other", _("Somebody else")


class PursuitKind(TextChoices):
    """What a person takes part in."""

    SPORT = "sport", _("Sport")
    ART = "art", _("Art and music")
    CLUB = "club", _("Club")
    JOB_SHADOW = "job_shadow", _("Job shadow")
    TUTORING = "tutoring", _("Tutoring")
    OTHER = "other", _("Something else")
