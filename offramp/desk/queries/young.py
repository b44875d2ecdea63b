"""What the young ask of a navigator: mentors to ask about, and guardians who soon decide no more."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.casework.queries import mentors_to_ask_about
from offramp.consent.queries import OfGuardian
from offramp.desk.queries.lines import Line
from offramp.kernel.identity import Viewer

OF_AGE_AHEAD = timedelta(days=30)
"""How long before somebody turns 18 their navigator is told. Ours."""
ASK_AFTER = timedelta(days=30)


def mentors(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return the mentors whose time ends soon, and those of whom nobody has written for thirty days."""

    def words(who: str, said: str) -> Callable[[str], tuple[str, str]]:
        title = _("Ask how it goes with the mentor of %(name)s")
        return lambda name: (title % {"name": name}, f"{who} · {said}")

    found = []
    for each in mentors_to_ask_about(viewer, at=at):
        ends = each.mentor.until_on if each.ends else None
        said = _("it is meant to end on %(day)s") if ends else _("nobody has written since %(day)s")
        told = words(each.mentor.name, said % {"day": date_format(ends or each.last_on, "j F")})
        url = reverse("casework:around", args=[each.mentor.person_id])
        found.append(Line(each.mentor.person_id, told, url, ends or each.last_on + ASK_AFTER, _("Ask them")))
    return found


def coming_of_age(consents: Iterable[OfGuardian]) -> list[Line]:
    """Return whose guardian's consents end because they turn 18: one line for each person, to ask them themselves."""
    turning = {each.consent.person_id: each.of_age_on for each in consents}

    def words(on: date) -> Callable[[str], tuple[str, str]]:
        day = date_format(on, "j F")
        return lambda name: (
            _("%(name)s turns 18 on %(day)s") % {"name": name, "day": day},
            _("What a guardian agreed to ends then. Ask them themselves."),
        )

    return [
        Line(person, words(on), reverse("consent:of-person", args=[person]), on, _("Ask them"))
        for person, on in turning.items()
    ]
