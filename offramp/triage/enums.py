"""Doors an intake comes through, what is seen, how urgent, which level."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Door(TextChoices):
    """How it reached HELP. The last four are referrals to HELP and go to the core team."""

    PATROL_ASK = "patrol_ask", _("Patrol asks from a call")
    LOGGED_CALL = "logged_call", _("Logged by HELP on the phone")
    FROM_PATROL = "from_patrol", _("Referral from patrol")
    FROM_AGENCY = "from_agency", _("Referral from an agency")
    FROM_COMMUNITY = "from_community", _("Referral from the community")
    FROM_PERSON = "from_person", _("The person asks")


REFERRALS_TO_HELP = frozenset({Door.FROM_PATROL, Door.FROM_AGENCY, Door.FROM_COMMUNITY, Door.FROM_PERSON})


class Seen(TextChoices):
    """Facts that can be seen, not ratings."""

    LIFE_THREAT = "life_threat", _("Life in danger now")
    NOT_WAKING = "not_waking", _("Asleep or hard to wake")
    INJURED = "injured", _("Injured or in pain")
    COLD = "cold", _("Out in the cold or heat without shelter")
    CONFUSED = "confused", _("Confused or not making sense")
    VOICES = "voices", _("Answers voices or sees what others do not")
    SELF_HARM_WORDS = "self_harm_words", _("Speaks of ending their life")
    THREATENING = "threatening", _("Threatens others")
    AFRAID_OF_SOMEONE = "afraid_of_someone", _("Afraid of somebody")
    INTOXICATED = "intoxicated", _("Intoxicated")
    DRUGS_SEEN = "drugs_seen", _("Drugs or gear in sight")
    NO_HOME = "no_home", _("Says they have nowhere to stay")
    DISCHARGED = "discharged", _("Just out of hospital or custody")
    CHILD_PRESENT = "child_present", _("A child is there")
    WEAPON_SEEN = "weapon_seen", _("A weapon is in sight")
    REPEAT_CALLS = "repeat_calls", _("Several calls this week")
    ASKS_FOR_HELP = "asks_for_help", _("Asks for help")


class Urgency(TextChoices):
    NOW = "now", _("Now, patrol waits")
    TODAY = "today", _("Today")
    DAYS = "days", _("In the next days")
    UNKNOWN = "unknown", _("Not known")


class Level(TextChoices):
    DANGER = "danger", _("Danger to life")
    NOW = "now", _("Now")
    TODAY = "today", _("Today")
    DAYS = "days", _("Days")


class Dimension(TextChoices):
    """The five risks and three needs the unit's own words name. The scale is ours and not validated."""

    VICTIMIZATION = "victimization", _("Risk of being harmed by others")
    OFFENDING = "offending", _("Risk of offending")
    SELF = "self", _("Risk to themselves")
    OTHERS = "others", _("Risk to others")
    COMMUNITY = "community", _("Risk to the community")
    ADDICTIONS = "addictions", _("Need: addictions")
    MENTAL_HEALTH = "mental_health", _("Need: mental health")
    HOUSELESSNESS = "houselessness", _("Need: houselessness")


class Rated(TextChoices):
    UNKNOWN = "unknown", _("Not known")
    NONE = "none", _("None seen")
    SOME = "some", _("Some")
    HIGH = "high", _("High")
    ACUTE = "acute", _("Acute")


class IntakeEnd(TextChoices):
    ADVISED = "advised", _("Advice was enough")
    RESPONDED = "responded", _("A team went")
    ACCEPTED = "accepted", _("Accepted into case management")
    REFERRED = "referred", _("Referred to a partner")
    DUPLICATE = "duplicate", _("The same as another")
    NOT_FOUND = "not_found", _("Not found")
    DECLINED = "declined", _("Declined help")
    NOT_HELP = "not_help", _("Not for HELP")
