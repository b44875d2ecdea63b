"""What an administrator does with accounts: each asks first whether they may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Permission, Role
from offramp.access.queries import require
from offramp.accounts import actions as accounts
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import posting_for, support_teams, unit_of_kind
from offramp.audit.actions import record
from offramp.casework.actions import end_work_of_leavers
from offramp.desk import rules
from offramp.kernel.days import midnight
from offramp.kernel.identity import Actor


@dataclass(frozen=True, slots=True)
class Office:
    """An office to give: the role, the agency that employs them, the team they work in, its first and last day."""

    role: Role
    agency: UUID | None = None
    team: UUID | None = None
    first_on: date | None = None
    last_on: date | None = None


@transaction.atomic
def open_account(*, username: str, name: str, email: str, office: Office, by: Actor, at: datetime) -> UUID:
    """Make an account with its first office, and return the user's id. It has no password yet."""
    require(by, Permission.ACCOUNT_MANAGE)
    user = accounts.create_account(username=username, name=name, email=email, by=by, at=at)
    give_office(user=user.pk, office=office, by=by, at=at)
    return user.pk


@transaction.atomic
def give_office(*, user: UUID, office: Office, by: Actor, at: datetime) -> None:
    """Post a user to an office, and to its team: from now on, or from its first day, until the end of its last."""
    require(by, Permission.ACCOUNT_MANAGE)
    unit = _unit_for(office)
    rules.check_office(office.role, agency=office.agency, team=office.team, unit=unit)
    end_work_of_leavers(user=user, by=by, at=at)
    employer = office.agency if office.role in rules.EMPLOYED_BY_AN_AGENCY else None
    given = accounts.give_office(
        user=user,
        role=office.role,
        unit=unit,
        agency=employer,
        by=by,
        at=at,
        starts_at=midnight(office.first_on) if office.first_on else None,
        ends_at=_end_of(office.last_on),
    )
    if office.role not in rules.IN_A_TEAM or office.team is None:
        return
    if given.starts_at > at:
        accounts.join_team(user=user, team=office.team, starts_at=given.starts_at, by=by, at=at)
    else:
        accounts.change_teams(user=user, teams=[office.team], by=by, at=at)


def _end_of(day: date | None) -> datetime | None:
    return midnight(day + timedelta(days=1)) if day else None


def _unit_for(office: Office) -> UUID | None:
    """Return the unit of an office: where the role works with people, that of the team; else the one of its kind."""
    kind = rules.UNIT_OF[office.role]
    if kind == UnitKind.HELP and office.team:
        return support_teams().filter(pk=office.team).values_list("unit", flat=True).first()
    unit = unit_of_kind(kind) if kind else None
    return unit.pk if unit else None


@transaction.atomic
def end_office(*, posting: UUID, by: Actor, at: datetime) -> None:
    """End an office of a user. With their last one in a unit end their seats there, and all that was opened to them."""
    require(by, Permission.ACCOUNT_MANAGE)
    held = posting_for(posting)
    rules.check_not_oneself(is_oneself=held is not None and held.pk == by.posting)
    accounts.end_office(posting=posting, by=by, at=at)
    if held:
        end_work_of_leavers(user=held.user_id, by=by, at=at)


@transaction.atomic
def date_office(*, posting: UUID, last_on: date | None, by: Actor, at: datetime) -> None:
    """Say which day of an office is its last, one ahead; or (None) that it lasts until somebody ends it."""
    require(by, Permission.ACCOUNT_MANAGE)
    rules.check_not_oneself(is_oneself=posting == by.posting)
    accounts.set_end_of_office(posting=posting, ends_at=_end_of(last_on), by=by, at=at)


@transaction.atomic
def change_details(*, user: UUID, name: str, email: str, phone: str, seen: str, by: Actor, at: datetime) -> None:
    """Change how colleagues see and reach a user."""
    require(by, Permission.ACCOUNT_MANAGE)
    accounts.change_details(user=user, name=name, email=email, phone=phone, seen=seen, by=by, at=at)


@transaction.atomic
def change_teams(*, user: UUID, teams: list[UUID], by: Actor, at: datetime) -> None:
    """Let a user work in these teams and no others."""
    require(by, Permission.ACCOUNT_MANAGE)
    accounts.change_teams(user=user, teams=teams, by=by, at=at)


@transaction.atomic
def close_account(*, user: UUID, by: Actor, at: datetime) -> None:
    """Close a user's account, with their seats on care teams and all that was opened to them."""
    require(by, Permission.ACCOUNT_MANAGE)
    rules.check_not_oneself(is_oneself=user == by.id)
    accounts.close_account(user=user, by=by, at=at)
    end_work_of_leavers(user=user, by=by, at=at)


@transaction.atomic
def reopen_account(*, user: UUID, by: Actor, at: datetime) -> None:
    """Open a user's account again."""
    require(by, Permission.ACCOUNT_MANAGE)
    accounts.reopen_account(user=user, by=by, at=at)


@transaction.atomic
def remove_second_factors(*, user: UUID, by: Actor, at: datetime) -> None:
    """Take away the second factors a user lost."""
    require(by, Permission.ACCOUNT_MANAGE)
    accounts.remove_second_factors(user=user, by=by, at=at)


@transaction.atomic
def make_password_link(*, user: UUID, by: Actor, at: datetime) -> None:
    """Note that a link to set a password is made for a user. The link itself is signed, and stored nowhere."""
    require(by, Permission.ACCOUNT_MANAGE)
    accounts.note_link_made(user=user, by=by, at=at)


@transaction.atomic
def note_log_read(*, log: str, filters: list[str], by: Actor, at: datetime) -> None:
    """Write into the audit log that somebody read a log, and which filters they set: those who watch are watched."""
    require(by, Permission.LOG_READ)
    record(verb=f"log.{log}_read", by=by, at=at, fields=filters)
