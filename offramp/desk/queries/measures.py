"""What waits for a youth officer: what waits for a program, without a name, and what is due in their own cases."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.desk.queries.waiting import Waiting
from offramp.diversion.queries import Case, cases_of, sittings_ahead, take_on_by, waiting
from offramp.diversion.queries import to_decide_again as to_decide
from offramp.kernel.identity import Viewer

AT_ONCE = 10
DUE_WITHIN = timedelta(days=14)
LATE_BY = timedelta(hours=3)
"""How long after its hour a meeting still stands on the desk of who takes part in it. Ours."""
CLOSES_WITHIN = timedelta(days=30)
"""How long before its clock ends a case that goes on stands on the desk, to be brought to its end in time. Ours."""


def referrals() -> list[Waiting]:
    """Return the referrals and sanctions that nobody has taken on, those that wait longest."""
    return [
        Waiting(
            _("A young person waits for %(program)s") % {"program": course.program.name},
            reverse("diversion:cases"),
            take_on_by(course),
            course.branch.name,
            _("Take it on"),
        )
        for course in waiting()[:AT_ONCE]
    ]


def to_decide_again() -> list[Waiting]:
    """Return what the viewer sent to a program that ended it without its being completed. It names nobody."""
    return [
        Waiting(
            _("Not completed in %(program)s: you decide again") % {"program": each.program},
            reverse("diversion:look-up"),
            None,
            _("%(branch)s · considered on %(day)s")
            % {"branch": each.branch, "day": date_format(localtime(each.considered_at), "j F Y")},
            _("Earlier measures"),
            clock=_("ended %(day)s") % {"day": date_format(localtime(each.ended_at), "j M")},
        )
        for each in to_decide()
    ]


def cases(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what is due in the viewer's cases within two weeks, which ones wait for a step, and which close soon."""
    found = cases_of(viewer, at=at, only=lambda case: bool(_lines(case, at)))
    return [line for case in found for line in _lines(case, at)]


def meetings(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the meetings within two weeks in which the viewer takes part and that somebody else leads."""
    return [
        Waiting(
            str(meeting.get_kind_display()),
            reverse("diversion:meeting", args=[meeting.pk]),
            meeting.planned_at,
            " · ".join((date_format(localtime(meeting.planned_at), "j F, H:i"), meeting.place)),
            _("Open"),
        )
        for meeting in sittings_ahead(viewer, at - LATE_BY, at + DUE_WITHIN, at=at)
    ]


def _lines(case: Case, at: datetime) -> list[Waiting]:
    url = reverse("diversion:record", args=[case.course.measure_id])
    lines = []
    if case.due_on and case.due_on <= localtime(at + DUE_WITHIN).date():
        lines.append(Waiting(case.name, url, case.due_on, case.due, _("Open")))
    elif case.next_step and not case.due_on:
        lines.append(Waiting(case.name, url, None, case.next_step, _("Open"), clock=_("next")))
    if not case.outcome and case.closes_at <= at + CLOSES_WITHIN:
        when = date_format(localtime(case.closes_at), "j F Y")
        told = _("The record closes on %(when)s and is destroyed: bring it to its end.") % {"when": when}
        lines.append(Waiting(case.name, url, case.closes_at, told, _("Open")))
    return lines
