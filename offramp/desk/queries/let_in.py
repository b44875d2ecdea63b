"""Who sees more of a file for some days: a lead who covers, and who asked for it and was let."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.accounts.queries import names_of_users
from offramp.casework import queries as casework
from offramp.casework.queries import CoverTold, covers_running, covers_told_to
from offramp.desk.queries.lines import Line
from offramp.desk.queries.waiting import Waiting
from offramp.kernel.identity import Viewer

ANSWER_WITHIN = timedelta(days=2)
"""How soon whoever asks to see more of a file should be answered. Ours."""


def covers(viewer: Viewer) -> list[Waiting]:
    """Return where a navigator lead covers for somebody on the viewer's care teams. They say nothing of whose."""
    return [_covered(each, reverse("casework:mine")) for each in covers_told_to(viewer)]


def covers_to_watch(viewer: Viewer) -> list[Waiting]:
    """Return the covers that run, for the privacy officer."""
    return [_covered(each, f"{reverse('desk:changes')}?what=casework.covered") for each in covers_running(viewer)]


def _covered(each: CoverTold, url: str) -> Waiting:
    until = date_format(timezone.localtime(each.until - timedelta(seconds=1)), "j F")
    people = ngettext("%(n)d person", "%(n)d people", each.people) % {"n": each.people}
    title = _("%(lead)s covers for %(navigator)s until %(until)s")
    return Waiting(
        title % {"lead": each.lead, "navigator": each.navigator, "until": until},
        url,
        detail=" · ".join(part for part in (each.reason, people) if part),
        clock=_("cover"),
    )


def alone(viewer: Viewer) -> list[Waiting]:
    """Return which navigators of a lead's agency left cases with nobody. It says nothing of whose."""
    left: dict[UUID, list[datetime]] = {}
    for _person, since, was_of in casework.left_alone():
        if was_of:
            left.setdefault(was_of, []).append(since)
    names = names_of_users(left)
    return [
        Waiting(
            _("%(name)s left, and nobody is there instead") % {"name": names.get(navigator, "")},
            reverse("casework:cover", args=[navigator]),
            min(since),
            ngettext("%(n)d open case", "%(n)d open cases", len(since)) % {"n": len(since)},
            _("Cover"),
        )
        for navigator, since in left.items()
    ]


def requests_to_answer(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return who asks to see more of a file and waits for the viewer's answer."""

    def words(who: str, reason: str) -> Callable[[str], tuple[str, str]]:
        title = _("%(who)s asks to see more of the file of %(name)s")
        return lambda name: (title % {"who": who, "name": name}, reason)

    return [
        Line(
            each.person_id,
            words(each.asked_by.name, each.reason),
            reverse("casework:access-request", args=[each.pk]),
            each.asked_at + ANSWER_WITHIN,
            _("Answer"),
            reminds=False,
        )
        for each in casework.requests_to_answer(viewer, at=at)
    ]


def own_requests(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return what the viewer asked to see: what waits, and what was answered or ended lately."""

    def words(title: str, detail: str) -> Callable[[str], tuple[str, str]]:
        return lambda name: (title % {"name": name}, detail)

    lines = []
    for each in casework.own_requests_told(viewer, at=at):
        given = casework.answer_of(each)
        title = _("You asked to see more of the file of %(name)s")
        if given:
            title = _("You may see more of the file of %(name)s")
            if not given.is_open(at):
                title = _("You see no more of the file of %(name)s")
        detail = given.words if given else _("Nobody has answered yet.")
        url = reverse("casework:access-request", args=[each.pk])
        lines.append(Line(each.person_id, words(title, detail), url, clock=_("asked"), reminds=False))
    return lines
