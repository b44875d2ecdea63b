"""Writes of accounts. Who may have them done is asked above, where the roles are known."""

from datetime import datetime

from offramp.accounts.models import User
from offramp.audit.actions import record
from offramp.kernel.identity import PUBLIC, Actor


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
