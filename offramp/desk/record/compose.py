"""Gather the parts of a person's record that the reader may see."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission, Role
from offramp.access.queries import Ground, allowed, grounds_of, opens_in_danger, seen_by, writable
from offramp.casework.enums import Phase
from offramp.casework.queries import (
    AroundSeen,
    CaseSeen,
    GoalSeen,
    askable,
    care_team_of,
    case_of,
    glass_open_on,
    goals_of,
    notes_of,
    pursuits_of,
    supporters_of,
)
from offramp.consent.queries import consents_of
from offramp.desk.record.timeline import Timeline, timeline_of
from offramp.desk.record.why import OFFICERS, Seen, why
from offramp.directory.queries import agency_names
from offramp.kernel.identity import Viewer
from offramp.people.enums import LANGUAGES, Status
from offramp.people.queries import (
    Cards,
    Identity,
    LatestStatus,
    RestrictedFile,
    identity_of,
    latest_status,
    restricted_file,
    safety_card_of,
    unit_of,
)
from offramp.referrals.queries import ReferralSeen, referrals_of

if TYPE_CHECKING:
    from offramp.casework.models import BreakGlass, Note, Pursuit, Seat, Supporter
    from offramp.consent.models import Consent

LATEST_NOTES = 2
OF_AGE = 18
ROAD = (Phase.STABILISE, Phase.TRANSITION, Phase.FOLLOW_UP, Phase.CLOSED)


@dataclass(frozen=True, slots=True)
class RoadPhase:
    """One phase of the road, as it is drawn."""

    label: str
    state: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent that stands: who may see what until when."""

    consent: "Consent"
    recipient: str
    what: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral, to whom as far as the reader may know, and where it stands."""

    seen: ReferralSeen
    to: str


@dataclass(frozen=True, slots=True)
class Part:
    """Whether a part is shown, why the reader sees it, and whether they may change it."""

    why: str = ""
    may_write: bool = False

    def __bool__(self) -> bool:
        return bool(self.why)


@dataclass(slots=True)
class Record:
    """A person's record for one reader."""

    person: UUID
    reader: UUID | None
    unit: UUID
    seen: Seen
    who: Identity | None
    status: LatestStatus | None
    cards: Cards
    timeline: Timeline
    parts: dict[str, Part]
    case: CaseSeen | None = None
    goals: list[GoalSeen] = field(default_factory=list)
    supporters: "list[AroundSeen[Supporter]]" = field(default_factory=list)
    pursuits: "list[AroundSeen[Pursuit]]" = field(default_factory=list)
    team: "list[Seat]" = field(default_factory=list)
    consents: list[Agreed] = field(default_factory=list)
    referrals: list[Sent] = field(default_factory=list)
    notes: "list[Note]" = field(default_factory=list)
    is_walled: bool = False
    glass: "list[BreakGlass]" = field(default_factory=list)
    """Who opened more of it because of danger to life, and has it open now."""
    may_break_glass: bool = False
    restricted: RestrictedFile | None = None
    """Where it is restricted, and the reader named on it: who else is."""
    may_join: bool = False
    may_accept: bool = False
    may_refer: bool = False
    more: list[tuple[str, str]] = field(default_factory=list)
    """Ways to what is known of the person: words and address."""
    review_url: str = ""
    visit_url: str = ""
    today: date = field(default_factory=localdate)

    @property
    def name(self) -> str:
        return self.who.called.name if self.who else _("A person")

    @property
    def others(self) -> str:
        """Return the other names they go by."""
        return ", ".join(self.who.called.others) if self.who else ""

    @property
    def age(self) -> str:
        age = self.who.called.birth.age(today=self.today) if self.who else None
        if age is None:
            return ""
        return (_("about %(years)d") if age.is_about else _("%(years)d years old")) % {"years": age.years}

    @property
    def comes_of_age_on(self) -> date | None:
        """Return the day they turn 18, where it lies ahead and is known."""
        birth = self.who.called.birth if self.who else None
        turns = birth.turns(OF_AGE) if birth and birth.on else None
        return turns if turns and turns > self.today else None

    @property
    def has_around(self) -> bool:
        """Return whether who is around them is shown: of the young, and of whomever something stands of."""
        is_young = self.who is not None and self.who.called.birth.is_or_may_be_under(OF_AGE, today=self.today)
        return bool(self.parts["plan"] and (is_young or self.supporters or self.pursuits))

    @property
    def languages(self) -> str:
        codes = self.who.particulars.languages if self.who and self.who.particulars else []
        return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)

    @property
    def is_deceased(self) -> bool:
        return self.status is not None and self.status.status == Status.DECEASED

    @property
    def road(self) -> list[RoadPhase]:
        """Return the phases of the case as a road, with the day each was entered."""
        return _road(self.case) if self.case else []


def record_of(viewer: Viewer, person: UUID, *, before: datetime | None, at: datetime) -> Record | None:
    """Return a person's record as far as the viewer may see it, or None where they may not know of it."""
    unit = unit_of(person)
    grounds = grounds_of(viewer.actor, subject=person, unit=unit, at=at) if unit else []
    if unit is None or not grounds:
        return None
    seen = seen_by(grounds)
    team = care_team_of(viewer, person) if Category.PLAN in seen or _supervises(viewer, unit) else []
    own = next((seat for seat in team if seat.user_id == viewer.id), None)
    sendings = referrals_of(viewer, person, at=at) if Category.PLAN in seen else []
    record = Record(
        person=person,
        reader=viewer.id,
        unit=unit,
        seen=seen,
        who=identity_of(viewer, person) if Category.IDENTITY in seen else None,
        status=latest_status(viewer, person),
        cards=safety_card_of(viewer, person) if Category.SAFETY in seen else Cards(None, None, 0),
        timeline=timeline_of(viewer, person, seen, sendings, unit=unit, before=before, at=at),
        parts=_parts(viewer, person, unit, grounds, own, at),
        team=team,
        referrals=_sent(sendings, at),
        is_walled=viewer.role in OFFICERS,
        glass=glass_open_on(viewer, person, at=at),
        restricted=restricted_file(viewer, person),
    )
    _add_plan(record, viewer, at)
    _add_ways(record, viewer, is_seated=own is not None)
    return record


def _add_plan(record: Record, viewer: Viewer, at: datetime) -> None:
    if Category.PLAN in record.seen:
        record.case = case_of(viewer, record.person)
        record.goals = goals_of(viewer, record.person)
        record.supporters = supporters_of(viewer, record.person, at=at)
        record.pursuits = pursuits_of(viewer, record.person)
    if Category.CONSENT in record.seen:
        record.consents = _agreed([each for each in consents_of(viewer, record.person) if not each.is_over(at)], at)
    if Category.SUPPORT_NOTES in record.seen or Category.HEALTH in record.seen:
        record.notes = notes_of(viewer, record.person, size=LATEST_NOTES).rows


def _add_ways(record: Record, viewer: Viewer, *, is_seated: bool) -> None:
    by, plans = viewer.actor, record.parts["plan"].may_write
    record.may_join = not is_seated and (plans or _supervises(viewer, record.unit))
    has_open_case = record.case is not None and record.case.is_open
    record.may_accept = plans and not has_open_case and allowed(by, Permission.CASE_ACCEPT)
    record.may_refer = plans and allowed(by, Permission.REFERRAL_SEND)
    # Where a role may not break the glass, danger opens nothing to it.
    record.may_break_glass = (
        record.restricted is None and not opens_in_danger(viewer.role) <= set(record.seen) and by.unit == record.unit
    )
    record.more = _more(record, viewer)
    if allowed(by, Permission.ACTIVITY_LOG):
        record.visit_url = f"{reverse('triage:log-visit')}?person={record.person}"
    if record.cards.waiting and record.parts["review"].may_write:
        record.review_url = reverse("people:review-safety", args=[record.person])


def _more(record: Record, viewer: Viewer) -> list[tuple[str, str]]:
    goes_out = viewer.role in (Role.HELP_OFFICER, Role.NAVIGATOR)
    ways = [
        (_("Restricted file"), "people:restriction", allowed(viewer.actor, Permission.FILE_RESTRICT)),
        (_("Status"), "people:status", record.parts["identity"].may_write),
        (_("Names"), "people:names", record.parts["identity"].may_write),
        (_("Birth and languages"), "people:particulars", record.parts["identity"].may_write),
        (_("How to reach them"), "people:contacts", record.parts["identity"].may_write),
        (_("Collection notice"), "people:give-notice", record.parts["identity"].may_write),
        (_("How to approach"), "people:safety", record.parts["safety"].may_write),
        (_("Where they are found"), "people:whereabouts", goes_out and Category.WHEREABOUTS in record.seen),
        (
            _("In their own words"),
            "people:own-words",
            viewer.role == Role.NAVIGATOR and Category.PROFILE in record.seen,
        ),
        (_("Ask to see more"), "casework:ask-access", _may_ask(record, viewer)),
        (
            _("What was told to others"),
            "consent:disclosures",
            Category.CONSENT in record.seen or _supervises(viewer, record.unit),
        ),
    ]
    return [(words, reverse(route, args=[record.person])) for words, route, may in ways if may]


def _may_ask(record: Record, viewer: Viewer) -> bool:
    """Say whether by asking the reader could see more: of the unit, off the care team, of no restricted file."""
    off_the_team = viewer.id not in {seat.user_id for seat in record.team} and viewer.actor.unit == record.unit
    lacks = bool(set(askable(viewer.role)) - set(record.seen))
    return off_the_team and lacks and record.restricted is None


def _supervises(viewer: Viewer, unit: UUID) -> bool:
    return viewer.role == Role.HELP_SUPERVISOR and viewer.actor.unit == unit


def _parts(
    viewer: Viewer, person: UUID, unit: UUID, grounds: "list[Ground]", own: "Seat | None", at: datetime
) -> dict[str, Part]:
    """Return for each part of the record whether and why it is shown, and whether the reader may change it."""
    by, seats = viewer.actor, {own.pk: own} if own else {}
    open_to_write = writable(by, subject=person, unit=unit, at=at)

    def part(*categories: Category, permission: Permission | None = None) -> Part:
        reason = why(grounds, categories, seats=seats)
        may = permission is None or allowed(by, permission)
        return Part(reason, may and categories[0] in open_to_write)

    parts = {
        "identity": part(Category.IDENTITY, permission=Permission.PERSON_EDIT),
        "safety": part(Category.SAFETY, permission=Permission.SAFETY_WRITE),
        "review": part(Category.SAFETY, permission=Permission.SAFETY_REVIEW),
        "plan": part(Category.PLAN, permission=Permission.CASE_PLAN),
        "consents": part(Category.CONSENT, permission=Permission.CONSENT_RECORD),
        "notes": part(Category.SUPPORT_NOTES, Category.HEALTH, permission=Permission.CASE_NOTE),
        "timeline": part(Category.CONTACT_LOG, Category.WHEREABOUTS, Category.PLAN, Category.IDENTITY),
        "referrals": Part(why(grounds, [Category.PLAN], seats=seats)),
    }
    parts["team"] = parts["plan"]
    if not parts["team"] and _supervises(viewer, unit):
        parts["team"] = Part(_("You supervise the unit that has this file."), may_write=True)
    return parts


def _agreed(consents: "list[Consent]", at: datetime) -> list[Agreed]:
    names = agency_names({each.agency_id for each in consents if each.agency_id}, localdate(at))
    return [
        Agreed(
            each,
            names.get(each.agency_id, "") if each.agency_id else each.named or _("The HELP officers on the care team"),
            ", ".join(str(Category(category).label) for category in each.categories),
        )
        for each in consents
    ]


def _sent(referrals: list[ReferralSeen], at: datetime) -> list[Sent]:
    names = agency_names({each.terms.agency_id for each in referrals if each.terms}, localdate(at))
    return [Sent(each, names.get(each.terms.agency_id, "") if each.terms else "") for each in referrals]


def _road(case: CaseSeen) -> list[RoadPhase]:
    entered = {change.phase: change.at for change in case.changes}
    here = ROAD.index(Phase(case.phase))
    return [
        RoadPhase(
            str(phase.label),
            "current" if place == here else "done" if phase in entered and place < here else "",
            _entered(entered.get(phase), is_now=place == here) if place <= here else "",
        )
        for place, phase in enumerate(ROAD)
    ]


def _entered(at: datetime | None, *, is_now: bool) -> str:
    if at is None:
        return ""
    day = date_format(localtime(at), "j M Y")
    return _("since %(day)s") % {"day": day} if is_now else day
