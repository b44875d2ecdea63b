"""What an activity must be before it is written, and which of its words go into a police report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.activities.enums import Kind
from offramp.kernel.errors import Refused

A_MINUTE = timedelta(minutes=1)
LONGEST_MINUTES = 24 * 60
MOST_PEOPLE = 200
WHO_GOES = (Role.HELP_OFFICER, Role.NAVIGATOR, Role.HELP_SUPERVISOR)
WITH_PATROL = frozenset({Kind.CALL_PRIMARY, Kind.CONSULTATION, Kind.ON_SCENE_ASSIST})


@dataclass(frozen=True, slots=True)
class Report:
    """The facts of an activity, for whoever writes the police report. There is no field for what was told."""

    kind: str
    at: datetime
    place: str
    area: str
    staff: Sequence[str]
    people: Sequence[str]
    people_count: int
    outcome: str
    patrol_released_at: datetime | None
    occurrence: str
    facts: Sequence[str]


def check_times(
    *, happened_at: datetime, patrol_released_at: datetime | None, minutes: int | None, at: datetime
) -> None:
    """Refuse an activity that is still to come, or one that patrol left before it began."""
    if happened_at > at + A_MINUTE:
        raise Refused(_("This is still to come."), ask=_("Write when it began."), field="happened_at")
    if patrol_released_at is not None and not happened_at <= patrol_released_at <= at + A_MINUTE:
        raise Refused(
            _("Patrol was released after it began and before now."),
            ask=_("Correct the time, or leave it empty if it is not known."),
            field="patrol_released_at",
        )
    if minutes is not None and not 0 < minutes <= LONGEST_MINUTES:
        raise Refused(_("It took between 1 minute and a day."), ask=_("Write the minutes."), field="minutes")


def check_patrol(*, kind: str, patrol_released_at: datetime | None) -> None:
    """Refuse a time patrol was released where patrol had no part."""
    if patrol_released_at is not None and kind not in WITH_PATROL:
        raise Refused(
            _("An interaction is without patrol."),
            ask=_("Leave this empty, or choose the type that says what patrol had to do with it."),
            field="patrol_released_at",
        )


def check_staff(staff: Collection[UUID], able: Collection[UUID]) -> None:
    """Refuse an activity nobody did, or one done by somebody who does not go out for the unit."""
    if not staff:
        raise Refused(_("Nobody is named who went."), ask=_("Choose who went."), field="staff")
    if not set(staff) <= set(able):
        raise Refused(
            _("Somebody chosen does not work in this unit."), ask=_("Choose among those listed."), field="staff"
        )


def check_people(people: Collection[UUID], known: Collection[UUID], unnamed: int) -> None:
    """Refuse somebody the writer does not know of, in the words for somebody who isn't there."""
    if set(people) != set(known):
        raise Refused(_("Somebody chosen is not on file."), ask=_("Search for them again."), field="people")
    if unnamed < 0 or len(people) + unnamed > MOST_PEOPLE:
        raise Refused(
            _("That is more people than one visit has."), ask=_("Write how many more were there."), field="unnamed"
        )


def check_told(told: str, *, role: str) -> None:
    """Refuse what was told to a navigator from anybody else."""
    if told and role != Role.NAVIGATOR:
        raise Refused(
            _("Only a navigator writes down what they were told."),
            ask=_("Keep to the facts here, and ask the navigator to add the rest."),
            field="told",
        )


def report_text(report: Report) -> str:
    """Return the facts as lines to copy into a police report."""
    when = date_format(timezone.localtime(report.at), "j F Y, H:i")
    lines = [
        (_("What"), report.kind),
        (_("When"), when),
        (_("Where"), ", ".join(part for part in (report.place, report.area) if part)),
        (_("Who went"), ", ".join(report.staff)),
        (_("With"), _with(report)),
        (_("Outcome"), report.outcome),
        (_("Patrol released"), _clock(report.patrol_released_at) or _("not known")),
        (_("Occurrence"), report.occurrence),
    ]
    return "\n".join([f"{label}: {value}" for label, value in lines if value] + [fact for fact in report.facts if fact])


def _with(report: Report) -> str:
    unnamed = report.people_count - len(report.people)
    more = [_("%(n)d not named") % {"n": unnamed}] if unnamed > 0 else []
    return ", ".join([*report.people, *more])


def _clock(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "H:i") if moment else ""
