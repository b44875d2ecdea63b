"""How somebody comes to the roster, climbs the ladder, and leaves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Permission, Role
from offramp.access.queries import require
from offramp.accounts.actions import end_office, give_office
from offramp.accounts.queries import postings_of
from offramp.audit.actions import record
from offramp.engagement.actions.members import check_unchanged, locked_member, note_changed, whose
from offramp.engagement.actions.seats import move
from offramp.engagement.enums import Place, Standing, Way
from offramp.engagement.models import LadderStep, Member, Particulars, Swap
from offramp.engagement.queries.members import account_to_add, events_before, is_trained, places_ahead
from offramp.engagement.rules import members as rules
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor


@transaction.atomic
def add_member(
    *,
    user: UUID,
    standing: Standing,
    rank: str = "",
    division: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Member:
    """Put an account of the service on the roster, and give it the office of a PACE member, so that it has a page.

    standing: HELPED for a helper of a division; APPROVED for whoever was a member before this was written down. Who
    left comes back as the same member, with the steps they took.
    """
    require(by, Permission.MEMBER_MANAGE)
    account = account_to_add(user, at=at)
    if account is None:
        raise _there_already()
    row, made = Member.objects.select_for_update(of=("self",)).get_or_create(
        user=account, defaults={"unit_id": by.home, "since": at}
    )
    if not made and row.left_at is None:
        raise _there_already()
    row.rank, row.division_id, row.left_at = rank.strip(), division, None
    _give_office(row, by=by, at=at)
    Particulars.objects.get_or_create(member=row, defaults=whose(row=row))
    if standing == Standing.APPROVED:
        _take(row, standing, note="" if made else _("Came back"), by=by, at=at)
    row.save()
    note_changed(row=row, verb="member.added", by=by, at=at)
    return row


@transaction.atomic
def change_post(
    *, member: UUID, version: int, rank: str, division: UUID | None, mentor: UUID | None, by: Actor, at: datetime
) -> None:
    """Change a member's rank, division and mentor."""
    require(by, Permission.MEMBER_MANAGE)
    row = locked_member(member=member, by=by)
    check_unchanged(row=row, version=version)
    if mentor and mentor != row.mentor_id:
        _check_mentor(row, mentor)
    columns = {"rank": rank.strip(), "division_id": division, "mentor_id": mentor}
    changed = [name.removesuffix("_id") for name, value in columns.items() if getattr(row, name) != value]
    row.rank, row.division_id, row.mentor_id = rank.strip(), division, mentor
    row.save(update_fields=["rank", "division", "mentor"])
    note_changed(row=row, verb="member.post_changed", fields=changed, by=by, at=at)


@transaction.atomic
def take_step(*, member: UUID, standing: Standing, note: str = "", by: Actor, at: datetime) -> None:
    """Write down a step of the ladder that the coordinator sees done: helped, trained, asked in person, approved."""
    require(by, Permission.MEMBER_MANAGE)
    row = locked_member(member=member, by=by)
    rules.check_step(standing, taken=_taken(row), is_trained=is_trained(row.pk, at=at))
    _take(row, standing, note=note, by=by, at=at)
    note_changed(row=row, verb=f"member.{standing}", by=by, at=at)


@transaction.atomic
def ask_to_join(*, member: UUID, by: Actor, at: datetime) -> None:
    """Let a helper who was at an event ask to become a member. That they helped is written down with it."""
    require(by, Permission.MEMBER_OWN)
    row, been = locked_member(member=member, by=by), events_before(member, at=at)
    taken = _taken(row)
    rules.check_can_ask(taken=taken, events=len(been))
    if Standing.HELPED not in taken:
        event = been[0].invitation
        day = date_format(timezone.localtime(event.starts_at), "j F Y")
        _take(row, Standing.HELPED, note=f"{event.title or event.get_kind_display()}, {day}"[:300], by=by, at=at)
    _take(row, Standing.ASKED, note="", by=by, at=at)
    note_changed(row=row, verb="member.asked", by=by, at=at)


@transaction.atomic
def leave(*, member: UUID, by: Actor, at: datetime) -> int:
    """Take somebody off the roster and return how many places ahead they gave up with it.

    Their places are dropped and their calendar is told; what a colleague offered them ends; whose mentor they were has
    none; their feed and their office end. What they did stays.
    """
    require(by, Permission.MEMBER_MANAGE)
    row = locked_member(member=member, by=by)
    ahead = places_ahead(row.pk, at=at)
    for place in ahead:
        move(row=place, place=Place.DROPPED, answered_by=Way.COORDINATOR, at=at)
        record(verb="place.dropped", by=by, at=at, subject=place.pk, about=place.invitation_id)
    Swap.objects.filter(to=row, ended_at__isnull=True).update(ended_at=at, taken=False)
    Member.objects.filter(mentor=row).update(mentor=None)
    _end_feed(row, at=at)
    for posting in postings_of(row.user_id, at=at).filter(role=Role.PACE_MEMBER, unit=row.unit_id):
        end_office(posting=posting.pk, by=by, at=at)
    row.left_at, row.mentor = at, None
    row.save(update_fields=["left_at", "mentor"])
    note_changed(row=row, verb="member.left", by=by, at=at)
    return len(ahead)


def _there_already() -> Refused:
    return Refused(_("They are on the roster already."), ask=_("Look for them there."))


def _give_office(row: Member, *, by: Actor, at: datetime) -> None:
    if not postings_of(row.user_id, at=at).filter(role=Role.PACE_MEMBER).exists():
        give_office(user=row.user_id, role=Role.PACE_MEMBER, unit=row.unit_id, agency=None, by=by, at=at)


def _end_feed(row: Member, *, at: datetime) -> None:
    own = Particulars.objects.filter(member=row).first()
    if own and own.feed:
        end_grants(founded_on=own.feed, basis=Basis.LINK, at=at)
        own.feed = None
        own.save(update_fields=["feed"])


def _check_mentor(row: Member, mentor: UUID) -> None:
    other = Member.objects.filter(pk=mentor).first()
    rules.check_mentor(
        is_self=mentor == row.pk,
        is_approved=other is not None and other.standing == Standing.APPROVED,
        has_left=other is None or other.left_at is not None,
        is_their_mentee=other is not None and other.mentor_id == row.pk,
    )


def _taken(row: Member) -> set[Standing]:
    return {Standing(name) for name in LadderStep.objects.filter(member=row).values_list("standing", flat=True)}


def _take(row: Member, standing: Standing, *, note: str, by: Actor, at: datetime) -> None:
    """Write a step down, once, and how far up the ladder that is."""
    LadderStep.objects.get_or_create(
        member=row, standing=standing,
        defaults={"unit_id": row.unit_id, "taken_at": at, "taken_by_id": by.user, "note": note.strip()},
    )  # fmt: skip
    row.standing = rules.reached(_taken(row))
    row.save(update_fields=["standing"])
