"""Ask HELP, log a call, refer to HELP: an intake with the level the policy suggests."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from offramp.accounts.models import Team
from offramp.config.city.city import City, OpenIntake
from offramp.config.city.writers.triage.answering import advise
from offramp.kernel.identity import Actor
from offramp.triage import rules
from offramp.triage.enums import Door, Seen, Urgency
from offramp.triage.models import Intake
from offramp.triage.policy import policy_in_force


def ask_help(
    city: City,
    *,
    branch: UUID,
    neighbourhood: UUID,
    place: str,
    title: str,
    story: str,
    seen: Collection[Seen],
    urgency: Urgency,
    on_scene_wanted: bool,
    incident: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write what patrol asks from a call."""
    intake = Intake(
        door=Door.PATROL_ASK,
        branch_id=branch,
        neighbourhood_id=neighbourhood,
        place=place,
        title=title,
        story=story,
        seen=sorted(seen),
        urgency=urgency,
        on_scene_wanted=on_scene_wanted,
        incident=incident,
    )
    return _open(city, intake, _team_of(city, branch), "intake.asked", by, at)


def log_call(
    city: City,
    *,
    branch: UUID,
    neighbourhood: UUID,
    place: str,
    title: str,
    story: str,
    seen: Collection[Seen],
    urgency: Urgency,
    on_scene_wanted: bool,
    caller: str,
    advice: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a call a HELP member logged, with the advice already given."""
    intake = Intake(
        door=Door.LOGGED_CALL,
        branch_id=branch,
        neighbourhood_id=neighbourhood,
        place=place,
        title=title,
        story=story,
        seen=sorted(seen),
        urgency=urgency,
        on_scene_wanted=on_scene_wanted,
        caller=caller,
    )
    key = _open(city, intake, _team_of(city, branch), "intake.logged", by, at)
    if advice:
        advise(city, intake, advice, by, at)
    return key


def refer_to_help(
    city: City,
    *,
    door: Door,
    branch: UUID,
    neighbourhood: UUID,
    place: str,
    title: str,
    story: str,
    seen: Collection[Seen],
    urgency: Urgency,
    caller: str,
    from_agency: UUID | None,
    team: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a referral to HELP, in the core team's queue, or that of another team."""
    intake = Intake(
        door=door,
        branch_id=branch,
        neighbourhood_id=neighbourhood,
        place=place,
        title=title,
        story=story,
        seen=sorted(seen),
        urgency=urgency,
        caller=caller,
        from_agency_id=from_agency,
    )
    return _open(city, intake, team or city.ground.teams["core"], "intake.referred", by, at)


def _open(city: City, intake: Intake, team: UUID, verb: str, by: Actor, at: datetime) -> UUID:
    intake.pk, intake.unit_id, intake.team_id = city.book.id_at(at), city.unit, team
    intake.tier = city.book.get(Team, team).tier
    intake.asked_at, intake.asked_by_id = at, by.user
    policy = policy_in_force()
    picture = rules.Picture(frozenset(map(Seen, intake.seen)), Urgency(intake.urgency), intake.on_scene_wanted)
    intake.level = rules.suggest(policy, picture).level
    intake.due_at = rules.due(policy, intake.level, asked_at=at)
    city.book.add(intake)
    city.intakes[intake.pk] = OpenIntake()
    city.book.record(verb, by, at, subject=intake.pk, about=intake.pk)
    return intake.pk


def _team_of(city: City, branch: UUID) -> UUID:
    code = next(code for code, key in city.ground.branches.items() if key == branch)
    return city.ground.teams[code]
