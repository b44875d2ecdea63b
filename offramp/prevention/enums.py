"""The words of problems: stages, who raised them, what is known, what is done, how it came out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where a problem stands: the four steps of SARA, and closed."""

    SCANNING = "scanning", _("Scanning")
    ANALYSIS = "analysis", _("Analysis")
    RESPONSE = "response", _("Response")
    ASSESSMENT = "assessment", _("Assessment")
    CLOSED = "closed", _("Closed")


class Kind(TextChoices):
    DISORDER = "disorder", _("Disorder and nuisance")
    THEFT = "theft", _("Theft and break-ins")
    DAMAGE = "damage", _("Damage and graffiti")
    VIOLENCE = "violence", _("Violence and threats")
    HATE = "hate", _("Hate")
    DRUGS = "drugs", _("Drugs and alcohol")
    TRAFFIC = "traffic", _("Traffic")
    OTHER = "other", _("Something else")


class Source(TextChoices):
    """Who or what raised a problem."""

    CALLS = "calls", _("Call counts")
    THEME = "theme", _("A theme of PACE")
    RESIDENTS = "residents", _("Residents")
    OFFICERS = "officers", _("Officers")


class Side(TextChoices):
    """What a finding is about: kinds, never persons."""

    VICTIM = "victim", _("Who is harmed")
    OFFENDER = "offender", _("Who does it")
    PLACE = "place", _("Place")
    TIME = "time", _("Time")


class Approach(TextChoices):
    PREVENTION = "prevention", _("Prevention")
    INTERVENTION = "intervention", _("Intervention")
    SUPPRESSION = "suppression", _("Suppression")


class Ending(TextChoices):
    """How a response came to an end."""

    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Reply(TextChoices):
    """What became of a hand-off: what the work unit answered, or that whoever keeps problems took it back before."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class Period(TextChoices):
    """How long one count of calls lasts."""

    DAY = "day", _("By day")
    WEEK = "week", _("By week")
    MONTH = "month", _("By month")


class Verdict(TextChoices):
    """What before and after say, held against the comparison area."""

    FEWER = "fewer", _("Fewer than expected")
    MORE = "more", _("More than expected")
    UNCLEAR = "unclear", _("No clear difference")
    TOO_FEW = "too_few", _("Too few to say")
    NO_COMPARISON = "no_comparison", _("Nothing to compare with")


class Displacement(TextChoices):
    """What happened next to the target area, as the weighted displacement quotient reads."""

    MORE_BENEFIT = "more_benefit", _("The area beside it gained even more than the target")
    BENEFIT = "benefit", _("The area beside it gained too")
    NONE = "none", _("Nothing moved to the area beside it, and it gained nothing")
    SOME = "some", _("Some may have moved to the area beside it, less than was gained")
    ALL = "all", _("As much as was gained, or more, may have moved to the area beside it")
    NOT_ASKED = "not_asked", _("Not asked: the target did not clearly do better than the comparison area")
    TOO_FEW = "too_few", _("Too few to say")
