"""What the policy suggests and why, what may be the same incident, and what may not be done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.access.enums import Role
from offramp.kernel.errors import Refused
from offramp.kernel.text import folded
from offramp.triage.enums import REFERRALS_TO_HELP, Dimension, Door, IntakeEnd, Level, Rated, Seen, Urgency
from offramp.triage.policy import Policy

HIGHEST_FIRST = (Level.DANGER, Level.NOW, Level.TODAY, Level.DAYS)
SAME_INCIDENT_WITHIN = timedelta(hours=2)
LONGEST_TITLE = 160
"""As long as `Intake.title`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known when a level is suggested. A risk or need that nobody rated is not known."""

    seen: frozenset[Seen]
    urgency: Urgency
    on_scene_wanted: bool = False
    ratings: Mapping[Dimension, Rated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for the level: its words, what it added, and the level it reaches by itself, if any."""

    words: str
    adds: int = 0
    reaches: Level | None = None

    def __str__(self) -> str:
        return f"{self.words}: {self.reaches.label}" if self.reaches else self.words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The level a policy suggests, with every reason, heaviest first, and their sum."""

    level: Level
    reasons: tuple[Reason, ...]
    total: int
    policy: str

    @property
    def because(self) -> list[str]:
        """The reasons in words: those that reach the level by themselves; else those that weigh."""
        deciding = [str(reason) for reason in self.reasons if reason.reaches == self.level]
        return deciding or [reason.words for reason in self.reasons if reason.adds]


@dataclass(frozen=True, slots=True)
class Incident:
    """What two asks are compared by."""

    id: UUID
    asked_at: datetime
    incident: str
    place: str
    neighbourhood: UUID | None
    seen: frozenset[Seen]


def height(level: str) -> int:
    """Return how high a level stands: danger to life is 3, days is 0."""
    return len(HIGHEST_FIRST) - 1 - HIGHEST_FIRST.index(Level(level))


def suggest(policy: Policy, picture: Picture) -> Suggestion:
    """Return the level a policy suggests for what is known, with its reasons."""
    reasons = [*_seen(policy, picture), *_asked(policy, picture), *_rated(policy, picture)]
    total = sum(reason.adds for reason in reasons)
    by_sum = [level for level, least in policy.sum_reaches.items() if total >= least]
    reached = [*by_sum, *(reason.reaches for reason in reasons if reason.reaches), Level.DAYS]
    level = max(reached, key=height)
    heaviest = sorted(reasons, key=lambda r: (height(r.reaches) if r.reaches else -1, r.adds), reverse=True)
    return Suggestion(level, tuple(heaviest), total, policy.name)


def _seen(policy: Policy, picture: Picture) -> Iterable[Reason]:
    for together in policy.together:
        if together.seen <= picture.seen:
            words = " + ".join(str(fact.label) for fact in Seen if fact in together.seen)
            yield Reason(words, 0, together.reaches)
    for fact in Seen:
        if fact in picture.seen:
            weight = policy.seen[fact]
            yield Reason(str(fact.label), weight.adds, weight.reaches)


def _asked(policy: Policy, picture: Picture) -> Iterable[Reason]:
    urgency = policy.urgency[picture.urgency]
    words = _("How urgent: %(urgency)s") % {"urgency": picture.urgency.label}
    yield Reason(words, urgency.adds, urgency.reaches)
    if picture.on_scene_wanted:
        yield Reason(_("Wanted on scene"), policy.on_scene_wanted.adds, policy.on_scene_wanted.reaches)


def _rated(policy: Policy, picture: Picture) -> Iterable[Reason]:
    rated = {dimension: picture.ratings.get(dimension, Rated.UNKNOWN) for dimension in Dimension}
    for dimension, how_high in rated.items():
        if how_high not in (Rated.UNKNOWN, Rated.NONE):
            words = f"{dimension.label}: {how_high.label}"
            adds = policy.rated[how_high] * policy.times[dimension]
            yield Reason(words, adds, policy.rated_reaches.get((dimension, how_high)))
    unknown = [dimension for dimension, how_high in rated.items() if how_high == Rated.UNKNOWN]
    if unknown:
        said = ngettext("%(n)d risk or need not known yet", "%(n)d risks and needs not known yet", len(unknown))
        adds = sum(policy.rated[Rated.UNKNOWN] * policy.times[dimension] for dimension in unknown)
        yield Reason(said % {"n": len(unknown)}, adds)


def due(policy: Policy, level: str, *, asked_at: datetime) -> datetime:
    """Return until when somebody should have answered something asked then."""
    return asked_at + policy.clocks[Level(level)]


def due_after_change(
    policy: Policy, *, old: str, new: str, asked_at: datetime, due_at: datetime, at: datetime
) -> datetime:
    """Return the clock after a change of level: raised, it starts again now but never ends later than it did."""
    if height(new) > height(old):
        return min(due_at, at + policy.clocks[Level(new)])
    return due_at if new == old else due(policy, new, asked_at=asked_at)


def title_of(seen: Collection[Seen], *, title: str, story: str) -> str:
    """Return what is seen in one line: the words given, else the facts seen, else how the story begins."""
    labels = [str(fact.label) for fact in Seen if fact in seen]
    facts = ", ".join([*labels[:1], *(label[:1].lower() + label[1:] for label in labels[1:])])
    line = title or facts or " ".join(story.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def check_says_something(seen: Collection[Seen], *, title: str, story: str) -> None:
    """Refuse an ask that says nothing of what is seen."""
    if not seen and not title and not story.strip():
        raise Refused(_("Nothing is said yet."), ask=_("Choose what is seen, or write it."), field="seen")


def check_door(door: str, *, role: str, has_agency: bool) -> None:
    """Refuse a referral to HELP through a door that is not this role's."""
    if door not in REFERRALS_TO_HELP or (role == Role.PATROL_OFFICER) != (door == Door.FROM_PATROL):
        raise Refused(_("Choose who refers."), ask=_("Patrol refers for itself."), field="door")
    if has_agency and door != Door.FROM_AGENCY:
        raise Refused(
            _("An agency is chosen, but it does not refer."), ask=_("Change who refers."), field="from_agency"
        )


def check_open(*, is_open: bool) -> None:
    """Refuse work on an intake that has ended."""
    if not is_open:
        raise Refused(_("This was closed meanwhile."), ask=_("Ask again if help is still wanted."))


def check_version(seen: int, current: int, *, level: str) -> None:
    """Refuse a change made on what is no longer the newest."""
    if seen != current:
        raise Refused(
            _("A colleague changed this while you were writing: its level is now “%(level)s”.")
            % {"level": Level(level).label},
            ask=_("What you wrote is still here. Look again, then save."),
            field="version",
        )


def check_override(*, level: str, suggested: str, reason: str) -> None:
    """Refuse another level than suggested without a reason."""
    if level != suggested and not reason.strip():
        raise Refused(
            _("This is another level than suggested."), ask=_("Say why, in a few words."), field="override_reason"
        )


def check_first(team: str, *, first: str, by: str, claimed_at: datetime) -> None:
    """Refuse a second team's claim and say who was first."""
    if team != first:
        when = date_format(timezone.localtime(claimed_at), "H:i")
        raise Refused(
            _("%(team)s took this first: %(name)s, %(when)s.") % {"team": first, "name": by, "when": when},
            ask=_("Call them if you should go too."),
        )


def check_holder(*, is_ours: bool) -> None:
    """Refuse to give back what another team has."""
    if not is_ours:
        raise Refused(_("Your team does not have this."), ask=_("Ask the team that has it."))


def check_end(*, end: str, same_as: UUID | None, intake: UUID, same_is_duplicate: bool) -> None:
    """Refuse an end that does not say what it is the same as, or one that leads in a circle."""
    if (end == IntakeEnd.DUPLICATE) != (same_as is not None):
        raise Refused(_("Say which one it is the same as."), ask=_("Choose it from those suggested."), field="same_as")
    if same_as == intake or same_is_duplicate:
        raise Refused(
            _("That one is itself the same as another."), ask=_("Choose the one it leads to."), field="same_as"
        )


def check_end_is_true(*, end: str, has_advice: bool, has_response: bool) -> None:
    """Refuse to say that advice was given, or that a team went, where nobody wrote it down."""
    if end == IntakeEnd.ADVISED and not has_advice:
        raise Refused(
            _("No advice is written down."), ask=_("Write the advice first: only then it counts."), field="end"
        )
    if end == IntakeEnd.RESPONDED and not has_response:
        raise Refused(_("No visit is written down."), ask=_("Log what was done first."), field="end")


def same_incident(one: Incident, other: Incident) -> list[str]:
    """Return in words why two asks may be about one incident; empty where they may not."""
    if one.id == other.id or abs(one.asked_at - other.asked_at) > SAME_INCIDENT_WITHIN:
        return []
    reasons = []
    if one.incident and folded(one.incident) == folded(other.incident):
        reasons.append(_("The same incident number"))
    shared = [str(fact.label) for fact in Seen if fact in one.seen & other.seen]
    if shared and folded(one.place) == folded(other.place):
        reasons.append(_("The same place"))
    elif shared and one.neighbourhood and one.neighbourhood == other.neighbourhood:
        reasons.append(_("The same neighbourhood"))
    if reasons and shared:
        reasons.append(_("Both saw: %(facts)s") % {"facts": ", ".join(shared)})
    return reasons
