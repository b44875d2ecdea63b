"""The signed token a form carries: who opened it, what it does, to what, and on which page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing

from offramp.kernel.clock import now
from offramp.kernel.ids import new_id

SALT = "offramp.ui.form"
OPEN_FOR_SECONDS = 14 * 24 * 3600
"""How long a form may stay open: a tab left over a holiday. Sendings are kept longer than this."""


@dataclass(frozen=True, slots=True)
class FormToken:
    """One opening of one form. `id` makes its sending happen once; `page` is the address it was opened at."""

    id: UUID
    user: UUID | None
    action: str
    target: str
    page: str = ""
    about: UUID | None = None
    """The person, the intake it is about: what is kept of it is sealed under their key too."""
    keeps: bool = True
    """What is typed into it may be kept before it is sent."""

    def signed(self) -> str:
        """Return the token as the form carries it."""
        user, about = (key.hex if key else "" for key in (self.user, self.about))
        said = [self.id.hex, user, self.action, self.target, self.page, about, self.keeps]
        return signing.dumps(said, salt=SALT, compress=True)

    @property
    def age(self) -> timedelta:
        """Return how long ago the form was opened: its key tells when it was made."""
        return now() - datetime.fromtimestamp((self.id.int >> 80) / 1000, UTC)

    def is_for(self, *, user: UUID | None, action: str, target: str) -> bool:
        """Tell whether this person may send this form with it."""
        return (self.user, self.action, self.target) == (user, action, target)


def token_for(
    user: UUID | None,
    action: str,
    target: object = "",
    *,
    page: str = "",
    about: UUID | None = None,
    keeps: bool = True,
) -> FormToken:
    """Return a new token for a form that this user opens; `user` is None on a public page."""
    return FormToken(new_id(), user, action, str(target or ""), page, about, keeps)


def read_token(signed: str) -> FormToken | None:
    """Return the token, or None where it is missing, altered or too old."""
    try:
        id_, user, action, target, page, about, keeps = signing.loads(signed, salt=SALT, max_age=OPEN_FOR_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    who, whom = (UUID(hex=key) if key else None for key in (user, about))
    return FormToken(UUID(hex=id_), who, action, target, page, whom, bool(keeps))
