"""End what a guardian agreed to where somebody turns 18."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from offramp.access.actions import end_grants
from offramp.access.enums import Basis
from offramp.audit import actions as audit
from offramp.consent import queries
from offramp.consent.actions.turns import hold_who_sees
from offramp.kernel.identity import Actor, Viewer


def end_at_of_age(*, person: UUID, by: Actor, at: datetime) -> None:
    """Let each consent of a guardian end when the person turns 18: after their birth date was put right.

    Whoever may not read the consents changes none; the navigators who may are reminded of them on their desks.
    """
    hold_who_sees(person=person)
    birth = queries.birth_of(Viewer(by), person)
    for consent in queries.of_guardians(Viewer(by), at=at).filter(person=person).select_for_update(of=("self",)):
        ends = birth.ends_for_a_guardian(consent.starts_at)
        if ends and consent.ends_at > ends:
            consent.ends_at = ends
            consent.save(update_fields=["ends_at"])
            end_grants(founded_on=consent.pk, basis=Basis.CONSENT, at=ends)
            for end in settings.ENDING_WITH_CONSENT:
                import_string(end)(consent=consent.pk, until=ends)
            audit.record(
                verb="consent.ends_at_of_age", by=by, at=at, subject=consent.pk, about=person, fields=["ends_at"]
            )
