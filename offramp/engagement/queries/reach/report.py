"""The annual report: one set of numbers for the page, the PDF and the workbook."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.engagement.enums import EventKind, Hours, State
from offramp.engagement.languages import NAMES
from offramp.engagement.models import Concern, Invitation
from offramp.engagement.queries.reach.asked import Rows, asked_for, lead_times, what_became
from offramp.engagement.queries.reach.events import AttendanceRow, attended, events_held
from offramp.engagement.queries.reach.shapes import Figure, Report, Table
from offramp.engagement.rules import reach as rules
from offramp.engagement.rules.inviting import WIDELY_SPOKEN
from offramp.kernel.identity import Viewer


def annual_report(viewer: Viewer, year: int, *, at: datetime) -> Report:
    """Return the report of a year, in five queries however much there was. Days are those of the service's clock."""
    require(viewer.actor, Permission.ENGAGEMENT_READ)
    today = timezone.localdate(at)
    held = events_held(at).filter(starts_at__year=year)
    events = list(
        held.values("kind", "starts_at", "languages", "organisation_name", "debriefs__reach", "debriefs__cards")
    )
    asked = asked_for(Invitation.objects.filter(received_at__year=year))
    heard = list(Concern.objects.filter(heard_at__year=year).values("theme__name", "told_at", "answered_at"))
    promised = list(Concern.objects.filter(due_on__year=year).values("told_at", "due_on"))
    hours = attended(held)
    answered = _answered_in_time(asked, promised, today)
    return Report(
        year, min(today, date(year, 12, 31)), _figures(events, hours, heard, answered),
        (
            _kinds(events), _months(events), _languages(events), what_became(asked), lead_times(asked), answered,
            _themes(heard), _hours(hours),
        ),
    )  # fmt: skip


def _figures(events: Rows, hours: Sequence[AttendanceRow], heard: Rows, answered: Table) -> tuple[Figure, ...]:
    groups = {row["organisation_name"].strip().casefold() for row in events}
    spoken = {code for row in events for code in row["languages"]} - WIDELY_SPOKEN
    told = [row["debriefs__reach"] for row in events if row["debriefs__reach"] is not None]
    cards = [row["debriefs__cards"] for row in events if row["debriefs__cards"] is not None]
    share = rules.share_of(*(_cells(answered, column, row=0) for column in (2, 1)))
    return (
        Figure("events", _("Events"), len(events), _("Accepted, over, and not told to have been cancelled.")),
        Figure("groups", _("Groups"), len(groups), _("Organisations and groups we were with, each once.")),
        Figure(
            "reach", _("People met"), sum(told) if told else None,
            _("About, as told after %(n)s of %(all)s events. Nobody is counted by name.")
            % {"n": len(told), "all": len(events)},
        ),
        Figure("languages", _("Languages"), len(spoken), _("Spoken at our events, besides English and French.")),
        Figure("hours", _("Hours"), rules.hours_of(row[3] for row in hours), _("Of all members, as told afterwards.")),
        Figure("concerns", _("Concerns heard"), len(heard), _("Written down at events, or by who invited us.")),
        Figure(
            "cards", _("Cards handed over"), sum(cards) if cards else None, _("That tell how to report a crime.")
        ),
        Figure("in-time", _("Answered in time, %"), share, _("Invitations answered by the day we promised.")),
    )  # fmt: skip


def _kinds(events: Rows) -> Table:
    counts, met = Counter(row["kind"] for row in events), _met_by(events, lambda row: [row["kind"]])
    rows = [(str(kind.label), counts[kind], met[kind]) for kind in EventKind if counts[kind]]
    return Table(
        "kinds", _("Events by kind"),
        _("Events we were at, and how many people were met there, about, where it was told."),
        (_("Kind"), _("Events"), _("People met")),
        (*sorted(rows, key=lambda row: -row[1]), (_("All"), len(events), sum(met.values()))),
    )  # fmt: skip


def _months(events: Rows) -> Table:
    counts = Counter(timezone.localdate(row["starts_at"]).month for row in events)
    met = _met_by(events, lambda row: [timezone.localdate(row["starts_at"]).month])
    rows = [(str(MONTHS[month]), counts[month], met[month]) for month in range(1, 13)]
    return Table(
        "months", _("Events by month"), _("By the day an event began."), (_("Month"), _("Events"), _("People met")),
        tuple(rows),
    )  # fmt: skip


def _languages(events: Rows) -> Table:
    counts = Counter(code for row in events for code in row["languages"])
    rows = sorted(((str(NAMES.get(code, code)), n) for code, n in counts.items()), key=lambda row: (-row[1], row[0]))
    return Table(
        "languages", _("Languages at our events"),
        _("Events at which a language is spoken, as who invited us said. One event may count for several."),
        (_("Language"), _("Events")), tuple(rows),
    )  # fmt: skip


def _answered_in_time(asked: Rows, promised: Rows, today: date) -> Table:
    invitations = [
        rules.in_time(_day(row["first_answer_at"]), row["answer_by"], today=today)
        for row in asked
        if row["first_answer_at"] or row["state"] != State.CANCELLED
    ]
    concerns = [rules.in_time(_day(row["told_at"]), row["due_on"], today=today) for row in promised]
    return Table(
        "in-time", _("Answered by the day we promised"),
        _(
            "Invitations that came in this time: the first answer to what they last said, against the day promised for "
            "it; not those called off before an answer. Concerns: those promised for a day in this time."
        ),
        (_("What"), _("Due or answered"), _("In time"), _("Late"), _("Not due yet")),
        (_by_time(_("Invitations"), invitations), _by_time(_("Concerns"), concerns)),
    )  # fmt: skip


def _by_time(name: str, answers: Sequence[bool | None]) -> tuple[str, int, int, int, int]:
    on_time, late, waiting = (answers.count(each) for each in (True, False, None))
    return (name, on_time + late, on_time, late, waiting)


def _themes(heard: Rows) -> Table:
    by_theme: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in heard:
        by_theme[row["theme__name"] or _("Not linked to a theme yet")].append(row)
    rows = [(name, *_told(found)) for name, found in by_theme.items()]
    return Table(
        "themes", _("Concerns by theme"),
        _(
            "Concerns heard in this time. Answered: the community told what came of it. Closed: the community itself "
            "calls it answered; nobody else can."
        ),
        (_("Theme"), _("Heard"), _("Answered"), _("Closed by the community")),
        (*sorted(rows, key=lambda row: (-row[1], row[0])), (_("All"), *_told(heard))),
    )  # fmt: skip


def _told(rows: Rows) -> tuple[int, int, int]:
    return (
        len(rows), sum(row["told_at"] is not None for row in rows), sum(row["answered_at"] is not None for row in rows)
    )  # fmt: skip


def _hours(rows: Sequence[AttendanceRow]) -> Table:
    lines = [_of_hours(str(kind.label), [row for row in rows if row[2] == kind]) for kind in Hours]
    return Table(
        "hours", _("Hours of members"),
        _("Each time a member was at an event counts once. Hours as told afterwards; where nobody told, none."),
        (_("The hours were"), _("Times at an event"), _("Hours"), _("Times without hours told")),
        (*lines, _of_hours(_("All"), rows)),
    )  # fmt: skip


def _of_hours(name: str, rows: Sequence[AttendanceRow]) -> tuple[str, int, float, int]:
    return (name, len(rows), rules.hours_of(row[3] for row in rows), sum(row[3] is None for row in rows))


def _met_by(events: Rows, keys: Any) -> Counter[Any]:
    met: Counter[Any] = Counter()
    for row in events:
        for key in keys(row):
            met[key] += row["debriefs__reach"] or 0
    return met


def _cells(table: Table, column: int, *, row: int) -> int:
    return int(table.rows[row][column] or 0)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
