"""One line of time from everything that happened with a person, as far as the reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import allowed
from offramp.activities.enums import Kind
from offramp.activities.queries import Contact, activities_with
from offramp.casework.queries import Ahead, ahead_of, happenings_of
from offramp.desk.record.why import Seen
from offramp.directory.queries import agency_names
from offramp.kernel.identity import Viewer
from offramp.kernel.reading import not_shown
from offramp.people.enums import Status
from offramp.people.queries import sightings_of, status_history
from offramp.referrals.queries import ReferralSeen

PAGE = 15
MOST_AHEAD = 8
POLICE = frozenset({Kind.CALL_PRIMARY, Kind.ON_SCENE_ASSIST})
OF_POLICE = frozenset({Status.IN_CUSTODY, Status.MISSING})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. kind: police or support.

    `words` are the facts as they were written, `told` what a navigator heard. `shows` are the categories it tells of.
    """

    at: datetime
    title: str
    detail: str = ""
    kind: str = "support"
    url: str = ""
    words: str = ""
    told: str = ""
    shows: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        return moment(self.at)


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that lies ahead, at a moment or on a day."""

    due: datetime | date
    title: str
    whose: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        return moment(self.due)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of the line, newest first; what lies ahead only on the first page. `earlier` leads on, if it does."""

    ahead: list[Coming] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    earlier: str = ""
    is_first: bool = True


def timeline_of(
    viewer: Viewer,
    person: UUID,
    seen: Seen,
    referrals: Iterable[ReferralSeen],
    *,
    unit: UUID,
    before: datetime | None,
    at: datetime,
) -> Timeline:
    """Return a page of a person's line of time. The number of queries does not rise with what there is.

    Of what was read for it, what stands on the page is noted as shown.
    """
    sources = [_statuses]
    sources += [_contacts] if Category.CONTACT_LOG in seen else []
    sources += [_sightings] if Category.WHEREABOUTS in seen else []
    sources += [_happenings] if Category.PLAN in seen else []
    with not_shown("a page is cut from all of it, and what stands there is noted below"):
        apart = Viewer(viewer.actor)
        found = [event for source in sources for event in source(apart, person, before, PAGE + 1)]
        if Category.PLAN in seen:
            found += [event for event in _sendings(referrals, at) if before is None or event.at < before]
    page, earlier = _cut(sorted(found, key=lambda event: event.at, reverse=True))
    for event in page:
        viewer.show(person, *event.shows)
    ahead = _ahead(viewer, person, unit, at) if before is None and Category.PLAN in seen else []
    return Timeline(ahead, page, earlier, is_first=before is None)


def _contacts(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Event]:
    opens = allowed(viewer.actor, Permission.ACTIVITY_LOG)  # a lead who covers reads the line, and logs no visits
    return [_contact(each, opens=opens) for each in activities_with(viewer, person, before=before, most=most)]


def _happenings(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Event]:
    happened = happenings_of(viewer, person, before=before, most=most)
    return [Event(each.at, each.title, each.detail, shows=(each.category,)) for each in happened]


def _cut(events: list[Event]) -> tuple[list[Event], str]:
    """Return the first page and where the next begins; what happened at the very same moment stays together."""
    if len(events) <= PAGE:
        return events, ""
    last = events[PAGE - 1].at
    page = [event for event in events if event.at >= last]
    return page, last.isoformat() if len(page) < len(events) else ""


def _ahead(viewer: Viewer, person: UUID, unit: UUID, at: datetime) -> list[Coming]:
    """Return what comes next, the furthest on top; what is late stands with its goal."""
    coming = [each for each in ahead_of(viewer, person, unit=unit, at=at) if not _is_late(each, at)]
    return [_coming(each) for each in reversed(coming[:MOST_AHEAD])]


def _is_late(ahead: Ahead, at: datetime) -> bool:
    return ahead.due < at if isinstance(ahead.due, datetime) else ahead.due < localdate(at)


def _coming(ahead: Ahead) -> Coming:
    """Return what lies ahead; where its words would tell of health, only that it is an appointment."""
    url = ""
    if ahead.step:
        url = reverse("casework:finish-step", args=[ahead.step])
    elif ahead.follow_up:
        url = reverse("casework:follow-up", args=[ahead.follow_up])
    return Coming(ahead.due, ahead.words or _("Appointment"), ahead.whose, url)


def _contact(contact: Contact, *, opens: bool) -> Event:
    activity = contact.activity
    area = activity.neighbourhood or activity.branch
    went = ", ".join(row.user.name for row in activity.staff.all())
    parts = [contact.place or (area.name if area else ""), went, activity.get_outcome_display()]
    return Event(
        activity.at,
        activity.get_kind_display(),
        " · ".join(part for part in parts if part),
        "police" if activity.kind in POLICE else "support",
        reverse("activities:activity", args=[activity.pk]) if opens else "",
        words="\n".join(words.text for words in contact.facts if words.text),
        told="\n".join(words.text for words in contact.told if words.text),
        shows=(Category.CONTACT_LOG, *(words.category for words in (*contact.facts, *contact.told))),
    )


def _sightings(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Event]:
    rows = sightings_of(viewer, person)
    rows = rows.filter(at__lt=before) if before else rows
    return [
        Event(
            row.at,
            _("Found: %(place)s") % {"place": row.place},
            " · ".join(part for part in [row.company, row.noted_by.name] if part),
            shows=(Category.WHEREABOUTS,),
        )
        for row in rows[:most]
    ]


def _statuses(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Event]:
    rows = status_history(viewer, person)
    rows = rows.filter(at__lt=before) if before else rows
    return [
        Event(
            row.at,
            str(Status(row.status).label),
            " · ".join(part for part in [row.reason, row.noted_by.name] if part),
            "police" if row.status in OF_POLICE else "support",
            shows=(row.category,),
        )
        for row in rows[:most]
    ]


def _sendings(referrals: Iterable[ReferralSeen], at: datetime) -> list[Event]:
    """Return referrals and their answers; to whom, and who answered when, only where the reader may know.

    Of what went to whom they may not know, they read where it stands.
    """
    given = list(referrals)
    names = agency_names({each.terms.agency_id for each in given if each.terms}, localdate(at))
    found = []
    for each in given:
        to = names.get(each.terms.agency_id, "") if each.terms else ""
        url = reverse("referrals:referral", args=[each.referral.pk])
        sent = _("Referred to %(agency)s") % {"agency": to} if to else _("Referred to a partner")
        found.append(Event(each.referral.sent_at, sent, each.referral.sent_by.name, url=url))
        for answer in each.answers:
            said = _("%(who)s answered: %(answer)s") % {
                "who": to or _("A partner"),
                "answer": answer.get_kind_display(),
            }
            found.append(Event(answer.at, said, answer.get_reason_display(), url=url, shows=(answer.category,)))
        if each.is_shadow and each.is_answered:
            said = _("A partner answered: %(state)s") % {"state": each.referral.get_state_display()}
            found.append(Event(each.referral.state_at, said, url=url))
    return found


def read_moment(text: str) -> datetime | None:
    """Return the moment a page of the line begins before; what nobody made is the first page."""
    try:
        read = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return read if read.tzinfo and 1900 < read.year < 2200 else None


def moment(at: datetime | date) -> str:
    """Return a moment or a day as the line says it."""
    if not isinstance(at, datetime):
        return date_format(at, "D j M Y")
    local = localtime(at)
    if local.date() == localdate():
        return _("Today, %(time)s") % {"time": date_format(local, "H:i")}
    return date_format(local, "j M Y, H:i")
