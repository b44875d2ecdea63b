"""Take an intake, give advice, say whom it is about, write down what was done."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants_of, grant
from offramp.access.enums import Basis, Category, Permission
from offramp.access.queries import grants_in_force, require
from offramp.accounts.enums import Tier
from offramp.accounts.queries import citywide_team, team_of_branch, teams_in
from offramp.activities.actions import log_activity
from offramp.activities.enums import Kind, Outcome
from offramp.activities.queries import who_went
from offramp.audit.actions import record
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.people.queries import people_visible_to
from offramp.triage import rules
from offramp.triage.actions.closing import close
from offramp.triage.actions.locking import acting_team, locked
from offramp.triage.enums import REFERRALS_TO_HELP, IntakeEnd
from offramp.triage.models import Advice, Assistance, Claim, Intake, IntakeClosing, IntakePerson, Response
from offramp.triage.queries import claim_of

if TYPE_CHECKING:
    from offramp.accounts.models import Team
    from offramp.activities.models import Activity


@transaction.atomic
def claim(*, intake: UUID, team: UUID | None, is_going: bool, by: Actor, at: datetime) -> Claim:
    """Say that a team is going, or answers. Of two teams at once the second is told who was first.

    Whoever is linked opens to this team, and closes to every other that was on it; whoever went keeps what they saw.
    """
    require(by, Permission.INTAKE_CLAIM)
    taken = locked(intake=intake, by=by)
    ours, held = acting_team(by=by, intake=taken, chosen=team), claim_of(taken)
    if held and held.team_id == ours.pk and held.is_going >= is_going:
        return held
    if held:
        rules.check_first(ours.name, first=held.team.name, by=held.by.name, claimed_at=held.at)
        Claim.objects.filter(pk=held.pk).update(released_at=at)
    made = Claim.objects.create(intake=taken, unit_id=taken.unit_id, team=ours, is_going=is_going, at=at, by_id=by.user)
    fields = {"team": ours, "tier": ours.tier, "claimed_at": at, "going_at": at if is_going else None}
    Intake.objects.filter(pk__in=_asks_of(taken)).update(**fields)
    for person in _linked(taken):
        _open_to(taken, person, [ours.pk], by=by, at=at)
    _close_to_teams(taken, but=ours.pk, at=at)
    record(verb="intake.claimed", by=by, at=at, subject=made.pk, about=taken.pk, fields=list(fields))
    return made


@transaction.atomic
def release_claim(*, intake: UUID, by: Actor, at: datetime) -> Intake:
    """Give an intake back: to the queue it came to, with its clock as it stands. Its people close to the team."""
    require(by, Permission.INTAKE_CLAIM)
    given_back = locked(intake=intake, by=by)
    held = claim_of(given_back)
    rules.check_holder(is_ours=held is not None and acting_team(by=by, intake=given_back).pk == held.team_id)
    Claim.objects.filter(intake=given_back, released_at__isnull=True).update(released_at=at)
    home = _home_of(given_back)
    fields = {"team": home, "tier": home.tier, "claimed_at": None, "going_at": None}
    Intake.objects.filter(pk__in=_asks_of(given_back)).update(**fields)
    record(verb="intake.released", by=by, at=at, subject=given_back.pk, about=given_back.pk, fields=list(fields))
    given_back.refresh_from_db()
    _close_to_teams(given_back, at=at)
    return given_back


@transaction.atomic
def give_advice(*, intake: UUID, text: str, by: Actor, at: datetime, then_close: bool = False) -> Advice:
    """Advise whoever asked. From the first advice on, the ask counts as a consultation, once."""
    require(by, Permission.ADVICE_GIVE)
    asked = locked(intake=intake, by=by)
    advice = advise(asked=asked, text=text, by=by, at=at)
    if then_close:
        close(intake=asked, end=IntakeEnd.ADVISED, by=by, at=at)
    return advice


def advise(*, asked: Intake, text: str, by: Actor, at: datetime) -> Advice:
    """Write advice on an intake the caller holds, also for those whose ask was the same, and count it once."""
    require(by, Permission.ADVICE_GIVE)
    is_first = not Advice.objects.filter(intake=asked).exists()
    to_all = Intake.objects.filter(pk__in=_asks_of(asked))
    rows = [
        Advice(intake=ask, unit_id=ask.unit_id, text=text, for_user_id=ask.asked_by_id, at=at, by_id=by.user)
        for ask in to_all
    ]
    advice = next(row for row in Advice.objects.bulk_create(rows) if row.intake_id == asked.pk)
    team = acting_team(by=by, intake=asked)
    if is_first and asked.door not in REFERRALS_TO_HELP:
        _count_consultation(asked, team, text=text, by=by, at=at)
    _answered(asked, team, by=by, at=at)
    record(verb="advice.given", by=by, at=at, subject=advice.pk, about=asked.pk)
    return advice


@transaction.atomic
def respond(
    *,
    intake: UUID,
    kind: str,
    team: UUID | None,
    happened_at: datetime,
    branch: UUID | None,
    neighbourhood: UUID | None,
    place: str,
    people: Sequence[UUID],
    staff: Sequence[UUID],
    outcome: str,
    facts: str,
    told: str,
    occurrence: str,
    patrol_released_at: datetime | None,
    minutes: int | None,
    by: Actor,
    at: datetime,
    unnamed: int = 0,
    then_close: bool = False,
) -> "Activity":
    """Write down what was done about an intake. A consult that became an assist counts in both."""
    require(by, Permission.ACTIVITY_LOG)
    answered = locked(intake=intake, by=by)
    ours = acting_team(by=by, intake=answered, chosen=team)
    activity = log_activity(
        kind=kind,
        team=ours.pk,
        happened_at=happened_at,
        branch=branch,
        neighbourhood=neighbourhood,
        place=place,
        people=people,
        staff=staff,
        outcome=outcome,
        facts=facts,
        told=told,
        occurrence=occurrence,
        patrol_released_at=patrol_released_at,
        minutes=minutes,
        unnamed=unnamed,
        by=by,
        at=at,
    )
    new = set(staff) - set(_went(answered))
    Response.objects.create(intake=answered, unit_id=answered.unit_id, activity=activity, at=at)
    for person in _linked(answered):
        _open_to(answered, person, new, by=by, at=at)
    for person in people:
        _link(answered, person, ours, by=by, at=at)
    _answered(answered, ours, by=by, at=at)
    record(verb="intake.responded", by=by, at=at, subject=activity.pk, about=answered.pk)
    if then_close:
        close(intake=answered, end=IntakeEnd.RESPONDED, by=by, at=at)
    return activity


@transaction.atomic
def link_person(*, intake: UUID, person: UUID, by: Actor, at: datetime) -> IntakePerson:
    """Say whom an intake is about. Their file opens to the team, and to whoever went, until it is closed."""
    require(by, Permission.INTAKE_TRIAGE)
    about = locked(intake=intake, by=by)
    if not people_visible_to(Viewer(by)).filter(pk=person).exists():
        raise Refused(_("That person is not on file."), ask=_("Search for them again."), field="person")
    return _link(about, person, acting_team(by=by, intake=about), by=by, at=at)


def _link(intake: Intake, person: UUID, team: "Team", *, by: Actor, at: datetime) -> IntakePerson:
    linked, is_new = IntakePerson.objects.get_or_create(
        intake=intake, person_id=person, defaults={"unit_id": intake.unit_id, "linked_at": at, "linked_by_id": by.user}
    )
    if is_new:
        _open_to(intake, person, [team.pk, *_went(intake)], by=by, at=at)
        record(verb="intake.linked", by=by, at=at, subject=intake.pk, about=person)
    return linked


def _linked(intake: Intake) -> list[UUID]:
    return list(IntakePerson.objects.filter(intake=intake).values_list("person_id", flat=True))


def _went(intake: Intake) -> list[UUID]:
    return who_went(Response.objects.filter(intake=intake).values_list("activity_id", flat=True))


def _open_to(intake: Intake, person: UUID, parties: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Open a person's file, as far as each reader's role goes, because of this intake; once for each party."""
    held = grants_in_force(by, [person], at=at).filter(founded_on=intake.pk)
    already = set(held.values_list("party", flat=True))
    for party in sorted(set(parties) - already):
        grant(
            party=party,
            subject=person,
            categories=Category,
            basis=Basis.TRIAGE,
            founded_on=intake.pk,
            starts_at=at,
        )


def _close_to_teams(intake: Intake, *, at: datetime, but: UUID | None = None) -> None:
    """Close whom an intake is about to every team of the unit but one. Whoever went sees them until it ends."""
    others = [team.pk for team in teams_in(intake.unit_id) if team.pk != but]
    end_grants_of(parties=others, founded_on=intake.pk, basis=Basis.TRIAGE, at=at)


def _count_consultation(asked: Intake, team: "Team", *, text: str, by: Actor, at: datetime) -> None:
    activity = log_activity(
        kind=Kind.CONSULTATION,
        team=team.pk,
        happened_at=at,
        branch=asked.branch_id,
        neighbourhood=asked.neighbourhood_id,
        place=asked.place,
        people=_linked(asked),
        staff=[by.user],
        outcome=Outcome.ADVISED,
        facts=text,
        told="",
        occurrence="",
        patrol_released_at=None,
        minutes=None,
        by=by,
        at=at,
    )
    Response.objects.create(intake=asked, unit_id=asked.unit_id, activity=activity, at=at)


def _answered(intake: Intake, team: "Team", *, by: Actor, at: datetime) -> None:
    """Note the first answer; and the core team's first help with a referral to HELP, which the bulletin counts."""
    Intake.objects.filter(pk__in=_asks_of(intake), answered_at__isnull=True).update(answered_at=at)
    if intake.door in REFERRALS_TO_HELP and team.tier == Tier.CORE:
        Assistance.objects.get_or_create(
            intake=intake,
            defaults={"unit_id": intake.unit_id, "tier": team.tier, "team": team, "at": at, "by_id": by.user},
        )


def _asks_of(intake: Intake) -> list[UUID]:
    """Return the intake and those closed as the same: their askers follow the same answer."""
    same = IntakeClosing.objects.filter(same_as=intake).values_list("intake_id", flat=True)
    return [intake.pk, *same]


def _home_of(intake: Intake) -> "Team":
    whole_city = citywide_team(intake.unit_id)
    if intake.door in REFERRALS_TO_HELP or intake.branch_id is None or whole_city.tier == Tier.CITYWIDE:
        return whole_city
    return team_of_branch(intake.branch_id)
