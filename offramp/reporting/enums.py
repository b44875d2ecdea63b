"""The six published counters, and what each counts. The definitions are our reading: none was ever published."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    INTERACTIONS = "interactions", _("Interactions with vulnerable individuals")
    CALLS_PRIMARY = "calls_primary", _("Primary responder to calls for service")
    CONSULTATIONS = "consultations", _("Consultations offering advice and resources")
    ON_SCENE_ASSISTS = "on_scene_assists", _("On-scene assists to Patrol officers")
    REFERRALS_ASSISTED = "referrals_assisted", _("Core-team referrals assisted")
    ACCEPTED_INDIVIDUALS = "accepted_individuals", _("Individuals accepted into case management")


CORE_TEAM: Final = frozenset({Measure.REFERRALS_ASSISTED, Measure.ACCEPTED_INDIVIDUALS})
"""Measures of the core team. It serves the whole city, so they can't be told by branch."""

DEFINITIONS: Final[Mapping[Measure, Any]] = {
    Measure.INTERACTIONS: _(
        "Times a branch team met one or several people in need, by its own round or on request. "
        "A visit with three people is one interaction. It counts on the day it began."
    ),
    Measure.CALLS_PRIMARY: _(
        "Calls for service that a branch team answered first, in place of patrol. "
        "One call is one, however many people were there."
    ),
    Measure.CONSULTATIONS: _(
        "Times a branch team gave advice to an officer who asked. An ask that nobody answered does not count. "
        "A consultation that became an assist on scene counts in both."
    ),
    Measure.ON_SCENE_ASSISTS: _(
        "Times a branch team came to a scene where patrol already was. "
        "It counts beside the consultation that led to it."
    ),
    Measure.REFERRALS_ASSISTED: _(
        "Referrals to the core team, from patrol, an agency, the community or the person, that it assisted. "
        "Each counts once, on the day of the first assistance."
    ),
    Measure.ACCEPTED_INDIVIDUALS: _(
        "Different people whom the core team accepted into case management in the period. "
        "Somebody accepted twice in it is one."
    ),
}
