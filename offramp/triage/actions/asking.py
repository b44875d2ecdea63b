"""Ask HELP, log a call, refer to HELP."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.access.enums import Permission, Role
from offramp.access.queries import require
from offramp.accounts.queries import citywide_team, citywide_teams, team_of_branch, teams_in
from offramp.areas.queries import Where, where_is
from offramp.audit.actions import record
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.triage import rules
from offramp.triage.actions.answering import advise
from offramp.triage.actions.locking import locked
from offramp.triage.enums import Door, Seen, Urgency
from offramp.triage.models import Intake
from offramp.triage.policy import policy_in_force
from offramp.triage.queries import last_branch_of, suggestion_for

if TYPE_CHECKING:
    from offramp.accounts.models import Team

REFERS_BY: Final[Mapping[str, Permission]] = {
    Role.PATROL_OFFICER: Permission.CONSULT_ASK,
    Role.YOUTH_OFFICER: Permission.SUPPORT_OFFER,
}
"""By which permission a role refers to HELP; everybody else writes down for others who do."""


@transaction.atomic
def ask_help(
    *,
    place: str,
    seen: Collection[Seen],
    urgency: str,
    on_scene_wanted: bool,
    by: Actor,
    at: datetime,
    neighbourhood: UUID | None = None,
    branch: UUID | None = None,
    title: str = "",
    story: str = "",
    incident: str = "",
    person_name: str = "",
) -> Intake:
    """Ask HELP from a call: it goes to the team of the branch, open hours or not, with a suggested level."""
    require(by, Permission.CONSULT_ASK)
    last = last_branch_of(Viewer(by))
    where = where_is(place, neighbourhood=neighbourhood, branch=branch, instead=last.pk if last else None)
    intake = Intake(
        door=Door.PATROL_ASK,
        place=place,
        title=title,
        story=story,
        seen=sorted(seen),
        urgency=urgency,
        on_scene_wanted=on_scene_wanted,
        incident=incident,
        person_name=person_name,
    )
    return _open(intake, _team_of_branch(where), where, verb="intake.asked", by=by, at=at)


@transaction.atomic
def log_call(
    *,
    place: str,
    seen: Collection[Seen],
    urgency: str,
    on_scene_wanted: bool,
    caller: str,
    by: Actor,
    at: datetime,
    neighbourhood: UUID | None = None,
    branch: UUID | None = None,
    title: str = "",
    story: str = "",
    incident: str = "",
    person_name: str = "",
    advice: str = "",
) -> Intake:
    """Log a consult for whoever is on the phone, with the advice already given, if any."""
    require(by, Permission.CONSULT_LOG)
    where = where_is(place, neighbourhood=neighbourhood, branch=branch, instead=_own_branch(by))
    intake = Intake(
        door=Door.LOGGED_CALL,
        place=place,
        title=title,
        story=story,
        seen=sorted(seen),
        urgency=urgency,
        on_scene_wanted=on_scene_wanted,
        incident=incident,
        person_name=person_name,
        caller=caller,
    )
    opened = _open(intake, _own_team(where, by), where, verb="intake.logged", by=by, at=at)
    if advice:
        advise(asked=opened, text=advice, by=by, at=at)
    return opened


@transaction.atomic
def refer_to_help(
    *,
    door: str,
    place: str,
    seen: Collection[Seen],
    urgency: str,
    caller: str,
    by: Actor,
    at: datetime,
    from_agency: UUID | None = None,
    neighbourhood: UUID | None = None,
    branch: UUID | None = None,
    title: str = "",
    story: str = "",
    incident: str = "",
    person_name: str = "",
    team: UUID | None = None,
) -> Intake:
    """Refer somebody to HELP: from patrol by the officer; from others as a member writes it. The core team's.

    team: the citywide team of another unit that patrol refers to. A member's goes to their own unit.
    """
    require(by, REFERS_BY.get(by.role, Permission.CONSULT_LOG))
    rules.check_door(door, role=by.role, has_agency=from_agency is not None)
    where = where_is(place, neighbourhood=neighbourhood, branch=branch)
    intake = Intake(
        door=door,
        place=place,
        title=title,
        story=story,
        seen=sorted(seen),
        urgency=urgency,
        incident=incident,
        person_name=person_name,
        from_agency_id=from_agency,
        caller=caller,
    )
    return _open(intake, _referred_to(team, by), where, verb="intake.referred", by=by, at=at)


@transaction.atomic
def ask_again(
    *,
    intake: UUID,
    seen: Collection[Seen],
    urgency: str,
    on_scene_wanted: bool,
    story: str,
    by: Actor,
    at: datetime,
) -> Intake:
    """Ask once more about what is still open: what is new is added, and the level never falls by it."""
    require(by, Permission.CONSULT_ASK if by.role == Role.PATROL_OFFICER else Permission.CONSULT_LOG)
    asked = locked(intake=intake, by=by)
    asked.seen = sorted({*asked.seen, *seen})
    asked.urgency = urgency
    asked.on_scene_wanted = asked.on_scene_wanted or on_scene_wanted
    asked.story = "\n\n".join(part for part in (asked.story, _again(story, at)) if part)
    suggested = suggestion_for(asked).level
    level = max(suggested, asked.level, key=rules.height)
    asked.due_at = rules.due_after_change(
        policy_in_force(), old=asked.level, new=level, asked_at=asked.asked_at, due_at=asked.due_at, at=at
    )
    asked.level = level
    asked.version += 1
    fields = ["seen", "urgency", "on_scene_wanted", "story", "level", "due_at", "version"]
    asked.save(update_fields=fields)
    record(verb="intake.asked_again", by=by, at=at, subject=asked.pk, about=asked.pk, fields=fields)
    return asked


def _open(intake: Intake, team: "Team", where: Where, *, verb: str, by: Actor, at: datetime) -> Intake:
    seen = [Seen(fact) for fact in intake.seen]
    rules.check_says_something(seen, title=intake.title, story=intake.story)
    intake.title = rules.title_of(seen, title=intake.title, story=intake.story)
    intake.unit_id, intake.team, intake.tier = team.unit_id, team, team.tier
    intake.branch, intake.neighbourhood = where.branch, where.neighbourhood
    intake.asked_at, intake.asked_by_id = at, by.user
    policy = policy_in_force()
    picture = rules.Picture(frozenset(seen), Urgency(intake.urgency), intake.on_scene_wanted)
    intake.level = rules.suggest(policy, picture).level
    intake.due_at = rules.due(policy, intake.level, asked_at=at)
    _write(intake, by)
    record(verb=verb, by=by, at=at, subject=intake.pk, about=intake.pk)
    return intake


def _write(intake: Intake, by: Actor) -> None:
    """Write an intake. A youth officer's is written without reading anything back: to them it is closed at once."""
    if by.role == Role.YOUTH_OFFICER:
        Intake.objects.bulk_create([intake], ignore_conflicts=True)
    else:
        intake.save(force_insert=True)


def _referred_to(team: UUID | None, by: Actor) -> "Team":
    """Return the team that gets a referral: the one patrol chose, HELP's where it chose none, a member's own."""
    open_to = {each.pk: each for each in citywide_teams() if by.role in REFERS_BY or each.unit_id == by.unit}
    chosen = open_to.get(team) if team else next(iter(open_to.values()), None)
    if chosen is None:
        raise Refused(_("Nobody can be referred to that team."), ask=_("Choose another."), field="team")
    return chosen


def _own_team(where: Where, by: Actor) -> "Team":
    """Return the team of whoever logs a call: of the branch, or the one team of a unit without branch teams."""
    if by.unit and not teams_in(by.unit).filter(branch__isnull=False).exists():
        return citywide_team(by.unit)
    return _team_of_branch(where)


def _team_of_branch(where: Where) -> "Team":
    if where.branch is None:
        raise Refused(_("The place does not tell which branch it is."), ask=_("Choose the branch."), field="branch")
    return team_of_branch(where.branch.pk)


def _own_branch(by: Actor) -> UUID | None:
    own = (team.branch_id for team in teams_in(by.unit) if team.pk in by.teams and team.branch_id)
    return next(own, None)


def _again(story: str, at: datetime) -> str:
    when = date_format(timezone.localtime(at), "j M, H:i")
    said = _("Asked again, %(when)s.") % {"when": when}
    return f"{said} {story}".strip()
