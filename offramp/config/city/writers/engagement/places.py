"""What `engagement.actions` writes of places at events: who has one, calendars, releases, offers to colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from offramp.access.enums import Basis, EngagementCategory, LinkRole, Stream
from offramp.access.models import Link
from offramp.access.queries import digest_of, secret_of
from offramp.config.city.city import City
from offramp.config.city.lives.pace.roster import Going, Visit
from offramp.config.city.lives.pace.story import COORDINATOR
from offramp.config.city.writers.engagement.inviting import Written
from offramp.engagement.enums import How, Method, Place, Way
from offramp.engagement.models import Assignment, Entry, Invitation, Member, Release, Swap
from offramp.engagement.rules.calendars import says, uid_of
from offramp.kernel.identity import Actor, ActorKind

MAILED_AFTER = timedelta(seconds=20)


@dataclass(slots=True)
class Seated:
    """The rows of one place, while they are written."""

    going: Going
    row: Assignment
    entry: Entry | None = None
    release: Release | None = None


@dataclass(slots=True)
class Filled:
    """An event with the rows of who goes, by username."""

    visit: Visit
    written: Written
    seats: dict[str, Seated] = field(default_factory=dict)

    @property
    def event(self) -> Invitation:
        return self.written.row


def write_visit(city: City, visit: Visit, written: Written, members: Mapping[str, Member]) -> Filled:
    """Write every place at an event, as it came to be."""
    filled = Filled(visit, written)
    for going in visit.going:
        filled.seats[going.username] = _place(city, going, written.row, members[going.username])
        if going.offered_at:
            _offer(city, filled.seats[going.username], members[going.offered_to], going.offered_at)
    return filled


def _place(city: City, going: Going, event: Invitation, member: Member) -> Seated:
    seated = _seat(city, going, event, member)
    if going.how == How.SIGNED_UP:
        city.book.record("place.wished", _by(city, seated, Way.PAGE, going.asked_at), going.asked_at,
                         subject=seated.row.pk, about=event.pk)  # fmt: skip
        if going.confirmed_at:
            seated.row.version += 1
            seated.row.asked_at = going.confirmed_at
            seated.row.hours = going.hours
            _becomes(city, seated, Place.CONFIRMED, Way.COORDINATOR, going.confirmed_at)
    elif going.how == How.BY_HAND:
        _becomes(city, seated, Place.CONFIRMED, Way.COORDINATOR, going.asked_at)
    else:
        _becomes(city, seated, Place.ASKED, None, going.asked_at)
        if going.answered_at:
            seated.row.version += 1
            said = Place.DECLINED if going.place == Place.DECLINED else Place.CONFIRMED
            _becomes(city, seated, said, going.way, going.answered_at)
    if going.dropped_at:
        seated.row.version += 1
        _becomes(city, seated, Place.DROPPED, Way.PAGE, going.dropped_at)
    if seated.release and going.released_at:
        _answer_release(city, seated, seated.release, going.released_at, is_released=bool(going.released))
    return seated


def _seat(city: City, going: Going, event: Invitation, member: Member) -> Seated:
    """Make the row of a place that stands nowhere yet, with its secret link."""
    at, key = going.asked_at, city.book.id_at(going.asked_at)
    return Seated(
        going,
        city.book.add(
            Assignment(
                pk=key, invitation=event, unit_id=event.unit_id, member=member, user_id=member.user_id,
                place=Place.WISHED, how=going.how, hours=going.usual_hours, asked_at=at,
                link=_link(city, key, LinkRole.ROSTERED, at),
            )
        ),
    )  # fmt: skip


def _becomes(city: City, seated: Seated, place: Place, way: Way | None, at: datetime) -> None:
    """Let a place become another, the calendar and the supervisor follow, and write the audit row."""
    row = seated.row
    row.place = place
    if way:
        row.answered_at, row.answered_by = at, way
    _tell(city, seated, at)
    if place == Place.CONFIRMED and seated.going.needs_release and seated.release is None:
        _ask_for_release(city, seated, at)
    by = _by(city, seated, way or Way.COORDINATOR, at)
    city.book.record(f"place.{place}", by, at, subject=row.pk, about=row.invitation_id)


def _tell(city: City, seated: Seated, at: datetime) -> None:
    """Bring the calendar up to date, as `actions.calendars.tell` does, and mail it but to one that said no itself."""
    row, said = seated.row, says(seated.row.invitation, place=seated.row.place)
    if seated.entry is None:
        if said.method == Method.REQUEST:
            seated.entry = city.book.add(
                Entry(
                    pk=city.book.id_at(at), assignment=row, invitation=row.invitation, unit_id=row.unit_id,
                    member_id=row.member_id, user_id=row.user_id, uid=uid_of(row.pk, site=settings.SITE_URL),
                    told_at=at, mailed_sequence=0, **said.as_columns(),
                )
            )  # fmt: skip
    elif seated.entry.method != said.method:
        seated.entry.method, seated.entry.told_at = said.method, at
        seated.entry.sequence += 1
        if row.answered_by != Way.MAIL:
            seated.entry.mailed_sequence = seated.entry.sequence


def _ask_for_release(city: City, seated: Seated, at: datetime) -> None:
    row = seated.row
    seated.release = city.book.add(
        Release(
            pk=city.book.id_at(at), assignment=row, invitation=row.invitation, unit_id=row.unit_id,
            link=_link(city, row.pk, LinkRole.SUPERVISOR, at), asked_at=at, mailed_at=at + MAILED_AFTER,
        )
    )  # fmt: skip


def _answer_release(city: City, seated: Seated, row: Release, at: datetime, *, is_released: bool) -> None:
    row.released, row.answered_at = is_released, at
    by = Actor(ActorKind.LINK, id=row.link, role=LinkRole.SUPERVISOR)
    city.book.record("release.given" if is_released else "release.refused", by, at, subject=row.pk)


def _offer(city: City, seated: Seated, colleague: Member, at: datetime) -> None:
    """Write that somebody offers their place to a colleague."""
    row = seated.row
    swap = city.book.add(
        Swap(
            pk=city.book.id_at(at), assignment=row, invitation=row.invitation, unit_id=row.unit_id,
            user_id=row.user_id, to=colleague, offered_at=at, mailed_at=at + MAILED_AFTER,
        )
    )  # fmt: skip
    by = city.ground.actor(seated.going.username, at)
    city.book.record("swap.offered", by, at, subject=swap.pk, about=row.invitation_id)


def _link(city: City, subject: UUID, role: LinkRole, at: datetime) -> UUID:
    key = city.book.id_at(at)
    city.book.add(Link(pk=key, digest=digest_of(secret_of(key)), role=role, made_at=at))
    city.book.grant(
        at, party=key, subject=subject, categories=[EngagementCategory.ROSTER], basis=Basis.LINK, founded_on=key,
        stream=Stream.ENGAGEMENT,
    )  # fmt: skip
    return key


def _by(city: City, seated: Seated, way: Way, at: datetime) -> Actor:
    """Return who acts when an answer comes by that way."""
    match way:
        case Way.COORDINATOR:
            return city.ground.actor(COORDINATOR, at)
        case Way.PAGE:
            return city.ground.actor(seated.going.username, at)
        case Way.LINK:
            return Actor(ActorKind.LINK, id=seated.row.link, role=LinkRole.ROSTERED)
        case Way.MAIL:
            return city.ground.clerk
