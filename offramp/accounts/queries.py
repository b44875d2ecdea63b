"""Who holds which office, who works in which team, now."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from offramp.accounts.enums import Tier, UnitKind
from offramp.accounts.models import Membership, Posting, Team, Unit, User


def in_force(at: datetime) -> Q:
    """Return the condition that a dated row has begun and has not ended."""
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def postings_of(user: UUID, *, at: datetime) -> QuerySet[Posting]:
    """Return the offices a user holds now, oldest first."""
    return Posting.objects.filter(in_force(at), user=user).select_related("unit").order_by("starts_at", "id")


def one_of_each_role(*, at: datetime) -> QuerySet[Posting]:
    """Return one posting in force of each role, its longest held: the examples of the training city."""
    held = Posting.objects.filter(in_force(at), user__is_active=True).select_related("user", "unit")
    return held.order_by("role", "starts_at", "id").distinct("role")


def teams_of(user: UUID, *, at: datetime) -> QuerySet[Team]:
    """Return the teams a user works in now, core team first."""
    memberships = Membership.objects.filter(in_force(at), user=user)
    return Team.objects.filter(pk__in=memberships.values("team")).select_related("branch").order_by("-tier", "name")


def members_of(team: UUID, *, at: datetime) -> QuerySet[User]:
    """Return who works in a team now, by name."""
    memberships = Membership.objects.filter(in_force(at), team=team)
    return User.objects.filter(pk__in=memberships.values("user"), is_active=True).order_by("name")


def staff_of(unit: UUID, roles: Iterable[str], *, at: datetime) -> QuerySet[User]:
    """Return who holds one of these roles in a unit now, by name."""
    postings = Posting.objects.filter(in_force(at), unit=unit, role__in=list(roles))
    return User.objects.filter(pk__in=postings.values("user"), is_active=True).order_by("name")


def workers_of(agency: UUID, *, at: datetime) -> QuerySet[User]:
    """Return the agency's workers now, by name."""
    postings = Posting.objects.filter(in_force(at), agency=agency, role="agency_worker")
    return User.objects.filter(pk__in=postings.values("user"), is_active=True).order_by("name")


def user_to_write_to(user: UUID) -> User | None:
    """Return a user whose account is active and has an address, or None."""
    return User.objects.filter(pk=user, is_active=True).exclude(email="").first()


def help_unit() -> Unit:
    """Return the unit that runs HELP."""
    return Unit.objects.get(kind=UnitKind.HELP)


def core_team() -> Team:
    """Return the core team."""
    return Team.objects.get(tier=Tier.CORE)


def team_of_branch(branch: UUID) -> Team:
    """Return the team that serves a branch."""
    return Team.objects.get(branch=branch)


def help_teams() -> QuerySet[Team]:
    """Return every team of the unit, core team first, then by branch."""
    return Team.objects.select_related("branch").order_by("-tier", "branch__position")
