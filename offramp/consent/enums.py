"""How consent is given, whether somebody can decide now, and what may be shared at all."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category


class Method(TextChoices):
    WRITTEN = "written", _("Written")
    ELECTRONIC = "electronic", _("Electronic")
    ORAL = "oral", _("Oral")


class Ability(TextChoices):
    """Whether the person can decide now. "Not now" is a full answer and records no consent."""

    ABLE = "able", _("Yes, able to decide now")
    NOT_NOW = "not_now", _("Not now")
    GUARDIAN = "guardian", _("A guardian or trustee decides")


class Recipient(TextChoices):
    AGENCY = "agency", _("A partner agency")
    OFFICERS = "officers", _("The HELP officers on the care team")
    SOMEBODY = "somebody", _("Somebody around them: a school, family, a mentor")


class Authority(TextChoices):
    """On what ground something of a person left the unit."""

    CONSENT = "consent", _("They agreed")
    STATUTE = "statute", _("A law asks for it or allows it")
    ACUTE_RISK = "acute_risk", _("Danger to somebody's life or health")
    ORDER = "order", _("An order of a court")


class DemandKind(TextChoices):
    """What somebody with the law behind them asks for."""

    SUBPOENA = "subpoena", _("Subpoena")
    PRODUCTION_ORDER = "production_order", _("Production order")
    DISCLOSURE_REQUEST = "disclosure_request", _("Request for disclosure")
    CHILD_REPORT = "child_report", _("Duty to report a child")


class Verdict(TextChoices):
    """What was decided about a legal demand."""

    FULL = "full", _("Give what is asked")
    PART = "part", _("Give a part of it")
    NOTHING = "nothing", _("Give nothing, or contest it")
    NONE_HELD = "none_held", _("There is nothing to give")


IN_PLAIN_WORDS: Final = {
    Category.IDENTITY: _("names, birth date, languages and how to reach them"),
    Category.PROFILE: _("how they describe themselves"),
    Category.WHEREABOUTS: _("where they can be found"),
    Category.SAFETY: _("how to approach them"),
    Category.CONTACT_LOG: _("their contacts with police"),
    Category.PLAN: _("their goals, steps and appointments"),
    Category.SUPPORT_NOTES: _("what they told a navigator"),
    Category.HEALTH: _("their health"),
}
"""What a person can agree to share, as it is said to them. Consents and referrals themselves are not shared."""

FOR_OFFICERS: Final = frozenset({Category.PROFILE, Category.SUPPORT_NOTES, Category.HEALTH})
"""What the officers on a care team see only with consent. The rest of what they may see they see without."""

TO_SOMEBODY: Final = {
    Category.IDENTITY: _("that you work together"),
    Category.PLAN: _("their goals, steps and appointments"),
}
"""What somebody around them may be told at most: a school, family, a mentor. Never what was told to a navigator."""
