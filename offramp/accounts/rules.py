"""Pure checks of accounts."""

import hashlib
import re
from datetime import datetime

from django.utils.translation import gettext as _

from offramp.kernel.errors import Refused

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def tidy_username(typed: str) -> str:
    """Return a username in small letters, or refuse one that people could not say on a phone."""
    username = typed.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Refused(
            _("A username has 2 to 60 letters a to z, digits, dots or dashes."),
            ask=_("Write one like a.okafor."),
            field="username",
        )
    return username


def check_new(*, username_taken: bool, email_taken: bool) -> None:
    """Refuse a username or an address that another account has."""
    if username_taken:
        raise Refused(_("Another account has this username."), ask=_("Add a digit or a letter."), field="username")
    check_email(taken=email_taken)


def check_email(*, taken: bool) -> None:
    """Refuse an address that another account has: single sign-on goes by it."""
    if taken:
        raise Refused(
            _("Another account has this address."), ask=_("Look whether they have an account already."), field="email"
        )


def check_not_held(*, already: bool) -> None:
    """Refuse an office that somebody holds already."""
    if already:
        raise Refused(
            _("They hold this office already."), ask=_("Choose another, or end that one first."), field="role"
        )


def check_days(*, starts_at: datetime, ends_at: datetime | None, at: datetime) -> None:
    """Refuse an office that ends before it begins, or whose last day is over."""
    if ends_at is not None and ends_at <= max(starts_at, at):
        raise Refused(
            _("The last day is before the first, or over."), ask=_("Look at both days again."), field="last_on"
        )


def check_lasts(*, is_over: bool) -> None:
    """Refuse another last day for an office that has ended."""
    if is_over:
        raise Refused(_("This office has ended already."), ask=_("Give it anew."))


def details_seen(*details: str) -> str:
    """Return a short mark of what an editor has before them, to tell whether it changed since."""
    return hashlib.sha256("\x1f".join(details).encode()).hexdigest()[:16]


def check_unchanged(*, seen: str, now: str) -> None:
    """Refuse a change of what somebody else changed meanwhile."""
    if seen != now:
        raise Refused(
            _("Somebody else changed these details meanwhile."),
            ask=_("Open the account in another tab, compare, then send this again."),
        )
