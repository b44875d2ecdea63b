"""Who acts and who reads. Passed in by name; the database's own setting is the only ambient identity."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.kernel.errors import NotPermitted


class ActorKind(StrEnum):
    USER = "user"
    CARD = "card"
    LINK = "link"
    SYSTEM = "system"
    SERVICE = "service"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: a user in one posting, a card, a mailed link, a system, a named service, the public.

    `id` is the user (or link, or service) that the audit row names; `posting` says in which office they act.
    """

    kind: ActorKind
    id: UUID | None = None
    role: str = ""
    posting: UUID | None = None
    unit: UUID | None = None
    agency: UUID | None = None
    teams: tuple[UUID, ...] = ()
    request: UUID | None = None

    @property
    def is_known(self) -> bool:
        return self.id is not None

    @property
    def user(self) -> UUID:
        """Return who acts, for a change that names its author; refuse (NotPermitted) nobody."""
        if self.id is None:
            raise NotPermitted(_("Sign in first."))
        return self.id

    @property
    def home(self) -> UUID:
        """Return the unit in which they act, for what that unit holds; refuse (NotPermitted) who acts in none."""
        if self.unit is None:
            raise NotPermitted(_("Your role does not do this."), ask=_("Ask a colleague whose role does."))
        return self.unit


PUBLIC = Actor(kind=ActorKind.PUBLIC)


@dataclass(slots=True)
class Viewer:
    """Who reads, in which role and for which purpose. It collects what was shown, for the read log."""

    actor: Actor
    purpose: str = ""
    shown: dict[tuple[str, UUID], set[str]] = field(default_factory=dict)

    @property
    def id(self) -> UUID | None:
        return self.actor.id

    @property
    def role(self) -> str:
        return self.actor.role

    def show(self, subject: UUID, *categories: str, stream: str = "support") -> None:
        """Note that these categories of this subject are about to be shown."""
        self.shown.setdefault((stream, subject), set()).update(categories)
