"""Writes of accounts. Who may have them done is asked above, where the roles are known."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Greatest

from offramp.accounts import rules
from offramp.accounts.models import Membership, Posting, User
from offramp.accounts.queries import in_force, not_over, overlapping, postings_of
from offramp.audit.actions import record
from offramp.kernel.identity import PUBLIC, Actor, ActorKind


def note_sign_in(*, by: Actor, at: datetime) -> None:
    """Write into the audit log that somebody signed in."""
    record(verb="account.signed_in", by=by, at=at, subject=by.id)


def note_sign_out(*, by: Actor, at: datetime) -> None:
    """Write into the audit log that somebody signed out."""
    record(verb="account.signed_out", by=by, at=at, subject=by.id)


def note_failed_sign_in(*, username: str, at: datetime) -> None:
    """Write into the audit log that a sign-in failed, and for whose account if there is one of that name."""
    account = User.objects.filter(username=username.strip().lower()).values_list("pk", flat=True).first()
    record(verb="account.sign_in_failed", by=PUBLIC, at=at, subject=account)


def note_password_set(*, by: Actor, at: datetime) -> None:
    """Write into the audit log that somebody set their password by a link."""
    record(verb="account.password_set", by=by, at=at, subject=by.id)


@transaction.atomic
def create_account(*, username: str, name: str, email: str, by: Actor, at: datetime) -> User:
    """Make an account that can't be signed in to until its user sets a password by a link."""
    username = rules.tidy_username(username)
    rules.check_new(username_taken=User.objects.filter(username=username).exists(), email_taken=_is_taken(email))
    user = User.objects.create_user(username, None, name=name, email=email, joined_at=at)
    record(verb="account.opened", by=by, at=at, subject=user.pk)
    return user


@transaction.atomic
def office_of_service(*, role: str, name: str, unit: UUID, at: datetime) -> Posting:
    """Return the posting of what works by itself, made the first time. Nobody can sign in as it."""
    user, is_new = User.objects.get_or_create(
        username=role, defaults={"name": name, "password": make_password(None), "joined_at": at}
    )
    held = postings_of(user.pk, at=at).filter(role=role, unit=unit).first()
    if held:
        return held
    by = Actor(ActorKind.SERVICE, id=user.pk, role=role)
    if is_new:
        record(verb="account.opened", by=by, at=at, subject=user.pk)
    record(verb="account.office_given", by=by, at=at, subject=user.pk, fields=[role])
    return Posting.objects.create(user=user, role=role, unit_id=unit, starts_at=at)


@transaction.atomic
def change_details(*, user: UUID, name: str, email: str, phone: str, seen: str, by: Actor, at: datetime) -> None:
    """Change how colleagues see and reach a user. seen: `details_seen` of what the editor had before them."""
    row = _locked(user)
    rules.check_unchanged(seen=seen, now=rules.details_seen(row.name, row.email, row.phone))
    rules.check_email(taken=_is_taken(email, but=user))
    changed = [
        field for field, value in (("name", name), ("email", email), ("phone", phone)) if getattr(row, field) != value
    ]
    row.name, row.email, row.phone = name, email, phone
    row.save(update_fields=["name", "email", "phone"])
    record(verb="account.changed", by=by, at=at, subject=user, fields=changed)


@transaction.atomic
def give_office(
    *,
    user: UUID,
    role: str,
    unit: UUID | None,
    agency: UUID | None,
    by: Actor,
    at: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Posting:
    """Post a user to an office, from now on or from a moment ahead, for good or until another."""
    _locked(user)
    begins = max(at, starts_at or at)
    rules.check_days(starts_at=begins, ends_at=ends_at, at=at)
    rules.check_not_held(already=overlapping(user, role, starts_at=begins, ends_at=ends_at).exists())
    posting = Posting.objects.create(
        user_id=user, role=role, unit_id=unit, agency=agency, starts_at=begins, ends_at=ends_at, posted_by=by.id
    )
    record(verb="account.office_given", by=by, at=at, subject=user, fields=[role])
    return posting


@transaction.atomic
def end_office(*, posting: UUID, by: Actor, at: datetime) -> None:
    """End an office with the very next request, and the work in teams of its unit with it."""
    row = Posting.objects.select_for_update().get(pk=posting)
    if row.ends_at and row.ends_at <= at:
        return
    row.ends_at = max(at, row.starts_at)
    row.save(update_fields=["ends_at"])
    if row.unit_id and not postings_of(row.user_id, at=at).filter(unit=row.unit_id).exists():
        _end_memberships(Membership.objects.filter(user=row.user_id, team__unit=row.unit_id), at)
    record(verb="account.office_ended", by=by, at=at, subject=row.user_id, fields=[row.role])


@transaction.atomic
def set_end_of_office(*, posting: UUID, ends_at: datetime | None, by: Actor, at: datetime) -> Posting:
    """Say until when an office lasts, a moment ahead; or (None) that nobody knows yet. It ends then by itself."""
    row = Posting.objects.select_for_update().get(pk=posting)
    rules.check_lasts(is_over=row.ends_at is not None and row.ends_at <= max(at, row.starts_at))
    rules.check_days(starts_at=row.starts_at, ends_at=ends_at, at=at)
    others = overlapping(row.user_id, row.role, starts_at=row.starts_at, ends_at=ends_at).exclude(pk=row.pk)
    rules.check_not_held(already=others.exists())
    row.ends_at = ends_at
    row.save(update_fields=["ends_at"])
    record(verb="account.office_dated", by=by, at=at, subject=row.user_id, fields=[row.role, "ends_at"])
    return row


@transaction.atomic
def join_team(*, user: UUID, team: UUID, starts_at: datetime, by: Actor, at: datetime) -> None:
    """Let a user work in a team too, from a moment ahead: with an office that begins then."""
    _locked(user)
    Membership.objects.create(user_id=user, team_id=team, starts_at=starts_at)
    record(verb="account.teams_changed", by=by, at=at, subject=user)


def end_memberships_of_leavers(*, user: UUID | None, at: datetime) -> int:
    """End the work in teams of a user, or (None) of everybody, in units where they hold no office any more."""
    offices = Posting.objects.filter(in_force(at), user=OuterRef("user"), unit=OuterRef("team__unit"))
    left = Membership.objects.filter(in_force(at), ~Exists(offices))
    return (left.filter(user=user) if user else left).update(ends_at=at)


@transaction.atomic
def change_teams(*, user: UUID, teams: Collection[UUID], by: Actor, at: datetime) -> None:
    """Let a user work in these teams from now on, and in no others."""
    _locked(user)
    held = Membership.objects.filter(in_force(at), user=user)
    kept = set(held.filter(team__in=teams).values_list("team", flat=True))
    _end_memberships(held.exclude(team__in=teams), at)
    for team in teams:
        if team not in kept:
            Membership.objects.create(user_id=user, team_id=team, starts_at=at)
    record(verb="account.teams_changed", by=by, at=at, subject=user)


@transaction.atomic
def close_account(*, user: UUID, by: Actor, at: datetime) -> None:
    """Let a user sign in no more, and end their offices, from the very next request on; those ahead never begin."""
    row = _locked(user)
    if not row.is_active:
        return
    row.is_active = False
    row.save(update_fields=["is_active"])
    for dated in (Posting.objects.filter(user=user), Membership.objects.filter(user=user)):
        dated.filter(not_over(at)).update(ends_at=Greatest(F("starts_at"), at))
    record(verb="account.closed", by=by, at=at, subject=user)


@transaction.atomic
def reopen_account(*, user: UUID, by: Actor, at: datetime) -> None:
    """Let a user sign in again. Their offices stay ended: give them anew."""
    row = _locked(user)
    if row.is_active:
        return
    row.is_active = True
    row.save(update_fields=["is_active"])
    record(verb="account.reopened", by=by, at=at, subject=user)


@transaction.atomic
def remove_second_factors(*, user: UUID, by: Actor, at: datetime) -> None:
    """Take away passkeys, the authenticator app and recovery codes of a user who lost them."""
    _locked(user)
    Authenticator.objects.filter(user=user).delete()
    record(verb="account.second_factors_removed", by=by, at=at, subject=user)


def note_link_made(*, user: UUID, by: Actor, at: datetime) -> None:
    """Write into the audit log that a link to set a password was made for a user."""
    record(verb="account.link_made", by=by, at=at, subject=user)


def _locked(user: UUID) -> User:
    return User.objects.select_for_update().get(pk=user)


def _is_taken(email: str, *, but: UUID | None = None) -> bool:
    others = User.objects.exclude(pk=but) if but else User.objects.all()
    return bool(email) and others.filter(email__iexact=email).exists()


def _end_memberships(memberships: QuerySet[Membership], at: datetime) -> None:
    memberships.filter(in_force(at)).update(ends_at=at)
