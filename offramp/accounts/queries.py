"""Who holds which office, who works in which team, now."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from offramp.accounts.enums import SUPPORT, UnitKind
from offramp.accounts.models import Membership, Posting, Team, Unit, User
from offramp.accounts.rules import details_seen
from offramp.kernel.errors import Refused


def in_force(at: datetime) -> Q:
    """Return the condition that a dated row has begun and has not ended."""
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def not_over(at: datetime) -> Q:
    """Return the condition that a dated row is in force, or is yet to begin and was not taken back."""
    return Q(ends_at__isnull=True) | (Q(ends_at__gt=at) & Q(ends_at__gt=F("starts_at")))


def postings_of(user: UUID, *, at: datetime) -> QuerySet[Posting]:
    """Return the offices a user holds now, oldest first."""
    return Posting.objects.filter(in_force(at), user=user).select_related("unit").order_by("starts_at", "id")


def one_of_each_role(*, at: datetime, of_young_people: bool = False) -> QuerySet[Posting]:
    """Return one posting in force of each role, its longest held: the examples of the training city.

    of_young_people: of that unit's roles alone; else of all the others.
    """
    theirs = Q(unit__kind=UnitKind.YOUNG_PEOPLE)
    held = Posting.objects.filter(in_force(at), user__is_active=True).select_related("user", "unit")
    held = held.filter(theirs) if of_young_people else held.exclude(theirs)
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


def users_in_roles(roles: Iterable[str], *, at: datetime) -> QuerySet[User]:
    """Return who holds one of these roles anywhere now, by name."""
    postings = Posting.objects.filter(in_force(at), role__in=list(roles))
    return User.objects.filter(pk__in=postings.values("user"), is_active=True).order_by("name")


def user_to_write_to(user: UUID) -> User | None:
    """Return a user whose account is active and has an address, or None."""
    return User.objects.filter(pk=user, is_active=True).exclude(email="").first()


def help_unit() -> Unit:
    """Return the unit that runs HELP."""
    return Unit.objects.get(kind=UnitKind.HELP)


def support_units() -> QuerySet[Unit]:
    """Return the units that keep files of people, HELP first."""
    return Unit.objects.filter(kind__in=SUPPORT).order_by("kind", "name")


def sharing_units() -> list[Unit]:
    """Return the units that share with partner agencies: who keeps files, and who leads young persons' programs."""
    return [*support_units(), *Unit.objects.filter(kind=UnitKind.DIVERSION).order_by("name")]


def pace_unit() -> Unit:
    """Return the unit that runs PACE."""
    return Unit.objects.get(kind=UnitKind.PACE)


def citywide_team(unit: UUID) -> Team:
    """Return the team of a unit that serves the whole city: HELP's core team, or the one team of another unit.

    Refuses where the unit has none.
    """
    found = Team.objects.filter(unit=unit, branch__isnull=True).first()
    if found is None:
        raise Refused(_("This unit has no team for the whole city."), ask=_("Ask the administrator to make one."))
    return found


def citywide_teams() -> QuerySet[Team]:
    """Return the teams to which somebody can be referred, HELP's core team first."""
    teams = Team.objects.filter(unit__kind__in=SUPPORT, branch__isnull=True)
    return teams.select_related("unit").order_by("unit__kind", "name")


def team_of_branch(branch: UUID) -> Team:
    """Return the team that serves a branch."""
    return Team.objects.get(branch=branch)


def teams_in(unit: UUID | None) -> QuerySet[Team]:
    """Return every team of a unit, the citywide one first, then by branch."""
    return support_teams().filter(unit=unit)


def support_teams() -> QuerySet[Team]:
    """Return the teams of all units that keep files of people: unit by unit, the citywide one first."""
    return Team.objects.select_related("branch", "unit").order_by("unit__kind", "-tier", "branch__position")


def accounts(*, text: str = "", role: str = "", closed: bool = False, at: datetime) -> QuerySet[User]:
    """Return accounts by name, with the offices they hold and the teams they work in now."""
    rows = User.objects.filter(is_active=not closed)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(email__icontains=text))
    if role:
        rows = rows.filter(pk__in=Posting.objects.filter(in_force(at), role=role).values("user"))
    return _with_offices(rows, at)


def account_for(pk: UUID, *, at: datetime) -> User | None:
    """Return one account with the offices its user holds and the teams they work in now, or None."""
    return _with_offices(User.objects.filter(pk=pk), at).first()


def details_seen_of(user: User) -> str:
    """Return a mark of the details an editor has before them, to be sent back with the change."""
    return details_seen(user.name, user.email, user.phone)


def coming_postings_of(user: UUID, *, at: datetime) -> QuerySet[Posting]:
    """Return the offices that a user will hold from a day ahead, the first to begin first."""
    coming = Posting.objects.filter(not_over(at), user=user, starts_at__gt=at)
    return coming.select_related("unit").order_by("starts_at", "id")


def leaving(unit: UUID, roles: Iterable[str], *, before: datetime, at: datetime) -> QuerySet[Posting]:
    """Return the offices in a unit that end before a moment and that no other of the same user there follows."""
    follows = Posting.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=OuterRef("ends_at")),
        user=OuterRef("user"),
        unit=unit,
        starts_at__lte=OuterRef("ends_at"),
    )
    ending = Posting.objects.filter(in_force(at), ~Exists(follows), unit=unit, role__in=list(roles))
    return ending.filter(ends_at__lt=before, user__is_active=True).select_related("user").order_by("ends_at", "id")


def overlapping(user: UUID, role: str, *, starts_at: datetime, ends_at: datetime | None) -> QuerySet[Posting]:
    """Return the offices of this role that a user holds at any moment of a time."""
    held = Posting.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), user=user, role=role)
    held = held.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=starts_at))
    return held.filter(starts_at__lt=ends_at) if ends_at else held


def past_postings_of(user: UUID, *, at: datetime) -> QuerySet[Posting]:
    """Return the offices a user no longer holds, the last ended first."""
    over = Posting.objects.filter(user=user, ends_at__lte=at, starts_at__lt=F("ends_at"))
    return over.select_related("unit").order_by("-ends_at", "-id")


def has_second_factor(user: UUID) -> bool:
    """Say whether a user has a passkey or an authenticator app."""
    return bool(Authenticator.objects.filter(user=user).exists())


def units() -> QuerySet[Unit]:
    """Return every unit, by name."""
    return Unit.objects.order_by("name")


def unit_of_kind(kind: UnitKind) -> Unit | None:
    """Return the unit of a kind, or None where the service has not made it."""
    return Unit.objects.filter(kind=kind).order_by("name").first()


def names_of_users(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return users' names by their ids, in one query."""
    return dict(User.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def _with_offices(users: QuerySet[User], at: datetime) -> QuerySet[User]:
    held = Posting.objects.filter(in_force(at)).select_related("unit").order_by("starts_at", "id")
    works = Membership.objects.filter(in_force(at)).select_related("team").order_by("team__name")
    return users.prefetch_related(Prefetch("postings", held), Prefetch("memberships", works)).order_by("name", "id")


def posting_for(pk: UUID) -> Posting | None:
    """Return one posting with its user and unit, or None."""
    return Posting.objects.filter(pk=pk).select_related("user", "unit").first()


def accounts_unfinished(*, at: datetime) -> QuerySet[User]:
    """Return the open accounts without an office now or ahead, or without any way to sign in yet."""
    held = Posting.objects.filter(not_over(at)).values("user")
    able = Authenticator.objects.values("user")
    no_way = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) & ~Q(pk__in=able)
    return _with_offices(User.objects.filter(~Q(pk__in=held) | no_way, is_active=True), at)


def offices_held_by(users: Iterable[UUID], *, at: datetime) -> list[Posting]:
    """Return the offices that some users hold now, with the users, by name; of closed accounts none."""
    held = Posting.objects.filter(in_force(at), user__in=set(users), user__is_active=True)
    return list(held.select_related("user").order_by("user__name", "starts_at", "id"))


def holders_of_roles(unit: UUID, *, at: datetime) -> dict[str, int]:
    """Return how many open accounts hold each role in a unit now."""
    held = Posting.objects.filter(in_force(at), unit=unit, user__is_active=True)
    return dict(held.values("role").annotate(many=Count("user", distinct=True)).values_list("role", "many"))


def workers_of(agencies: Iterable[UUID], role: str, *, at: datetime) -> dict[UUID, int]:
    """Return how many open accounts hold a role at each of some agencies now."""
    held = Posting.objects.filter(in_force(at), agency__in=set(agencies), role=role, user__is_active=True)
    counted = held.values("agency").annotate(many=Count("user", distinct=True)).values_list("agency", "many")
    return {agency: many for agency, many in counted if agency}


def roles_in_teams(teams: Iterable[UUID], *, at: datetime) -> list[tuple[UUID, str, str, int]]:
    """Return for each of some teams and each role in it: the team, its name, the role, and how many hold it there."""
    began = Q(user__memberships__starts_at__lte=at)
    lasts = Q(user__memberships__ends_at__isnull=True) | Q(user__memberships__ends_at__gt=at)
    held = Posting.objects.filter(
        began & lasts,
        in_force(at),
        user__memberships__team__in=set(teams),
        user__memberships__team__unit=F("unit"),
        user__is_active=True,
    )
    team, name = "user__memberships__team", "user__memberships__team__name"
    found = held.values(team, name, "role").annotate(many=Count("user", distinct=True)).order_by(name, "role")
    return [(row[team], row[name], row["role"], row["many"]) for row in found]
