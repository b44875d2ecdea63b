"""Somebody of whom something stands in every guarded table of the Support stream, each text with its own mark."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate

from offramp.access.enums import Category, OversightCategory
from offramp.activities.actions import log_activity
from offramp.activities.enums import Kind, Outcome
from offramp.activities.models import Activity
from offramp.casework.actions import (
    accept_case,
    answer_access,
    ask_access,
    close_case,
    end_seat,
    hand_over,
    note_first_kept,
    promise_step,
    seat,
    set_goal,
    write_note,
)
from offramp.casework.enums import Answered, Area, ClosureOutcome
from offramp.casework.models import AccessRequest, Case, FollowUp, Goal, Pursuit, Seat, Step, Supporter, Transition
from offramp.consent.actions import record_not_now, withdraw_consent
from offramp.consent.models import Consent
from offramp.directory.enums import ServiceKind
from offramp.directory.models import Agency, Service
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.people.actions import (
    add_contact,
    describe_self,
    note_notice_given,
    note_sighting,
    open_person,
    review_safety_card,
    set_status,
    write_safety_card,
)
from offramp.people.enums import ContactKind, GivenName, NameKind, NoticeWay, Status
from offramp.people.queries import notice_in_force
from offramp.referrals.models import Referral
from offramp.triage.actions import (
    ask_help,
    claim,
    close_intake,
    decide_level,
    give_advice,
    link_person,
    rate,
    refer_to_help,
)
from offramp.triage.enums import Dimension, Door, IntakeEnd, Level, Rated, Seen, Urgency
from offramp.triage.models import Intake
from tests.cast import Cast, an_agency
from tests.conftest import acting_as
from tests.consent.scene import Scene, consented, for_officers
from tests.triage.scenes import a_visit
from tests.wall.around import of_plan, those_around
from tests.wall.leaving import (
    a_treatment,
    a_worker_of_the_clinic,
    agree,
    answer,
    let_be_told,
    of_consents,
    send,
    tell_a_court,
)
from tests.wall.marks import Marks

if TYPE_CHECKING:
    from tests.wall.emergency import Beside
    from tests.wall.measure import WholeMeasure

C = Category


@dataclass(slots=True)
class Whole:
    """A person, the rows an address may name, and the marks in what is known of them."""

    marks: Marks
    harbour: Agency
    person: UUID
    intake: Intake
    referred: Intake
    """The other intake about them: patrol referred them to HELP."""
    activity: Activity
    case: Case
    goal: Goal
    step: Step
    supporter: Supporter
    pursuit: Pursuit
    transition: Transition
    follow_up: FollowUp
    seat: Seat
    asked: AccessRequest
    """To see more, by an officer off the case: the navigator said no."""
    consent: Consent
    referrals: dict[str, Referral]
    """`open`: to the shelter. `health`: to the clinic, for a treatment. `back`: to the harbour, called back."""
    measure: "WholeMeasure | None" = None
    """A young person's record beside them, to which none of their readers has any relation."""
    beside: "Beside | None" = None
    """What stands beside the file: a use in danger to life, a notice of a withdrawal, a legal demand."""


def a_whole_person(cast: Cast, whose: str = "Josephine") -> Whole:
    """Write somebody by the actions, as their care team does: the navigator, who leads, and the officer."""
    marks = Marks(whose)
    treatment = a_treatment(cast, marks)
    harbour = an_agency(f"harbour-{whose.lower()}", "Harbour House", cast.help, now() - timedelta(days=900))
    rooms = Service.objects.create(
        agency=harbour, name="Rooms at the harbour", kind=ServiceKind.HOUSING, starts_on=date(2020, 1, 1)
    )
    with acting_as(cast.navigator) as by:
        person = _opened(marks, by)
    intake = _asked(cast, marks, person)
    referred = _assisted(cast, marks, person)
    with acting_as(cast.navigator) as by:
        seated = seat(person=person, user=by.user, reason=of_plan(marks, "seat.reason"), is_lead=True, by=by, at=now())
        seat(person=person, user=cast.officer.pk, reason="", by=by, at=now())
        helped = seat(person=person, user=cast.core_officer.pk, reason="", by=by, at=now())
        end_seat(seat=helped.pk, reason=of_plan(marks, "seat.end_reason"), by=by, at=now())
        _known(marks, person, by)
        case, goal, step = _planned(cast, marks, person, by)
        transition = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        handed = hand_over(case=case.pk, service=treatment.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
        activity = _visited(cast, marks, person, by)
        consents = agree(cast, harbour, marks, person, by)
        referrals = send(marks, person, consents, [cast.beds, treatment, rooms], by)
        supporter, pursuit = those_around(marks, person, by)
        let_be_told(cast, marks, person, supporter, by)
        tell_a_court(marks, person, by)
        record_not_now(person=person, note=of_consents(marks, "notnow.note"), by=by, at=now())
        follow_up = FollowUp.objects.filter(person=person).order_by("day")[0]
    answer(cast, marks, referrals, a_worker_of_the_clinic(cast, marks))
    with acting_as(cast.navigator) as by:
        withdraw_consent(
            consent=consents["back"].pk, words=of_consents(marks, "withdrawal.words"), by=by, at=now()
        )  # calls the referral back
        close_intake(intake=intake.pk, end=IntakeEnd.ADVISED, by=by, at=now())
    return Whole(
        marks=marks,
        harbour=harbour,
        person=person,
        intake=intake,
        referred=referred,
        activity=activity,
        case=case,
        goal=goal,
        step=step,
        supporter=supporter,
        pursuit=pursuit,
        transition=transition,
        follow_up=follow_up,
        seat=seated,
        asked=_asked_for_more(cast, marks, person),
        consent=consents["open"],
        referrals=referrals,
    )


def asked_for(whose: str) -> str:
    """Return the word in the reason for which somebody asked to see more of a person."""
    return Marks(whose).word(OversightCategory.REQUESTED, "casework_accessrequest.reason")


def _asked_for_more(cast: Cast, marks: Marks, person: UUID) -> AccessRequest:
    with acting_as(cast.core_officer) as by:
        reason = f"To bring her home, says {asked_for(marks.whose)}"
        asked = ask_access(person=person, categories=[C.PLAN], reason=reason, until=localdate(), by=by, at=now())
    with acting_as(cast.navigator) as by:
        words = of_plan(marks, "accessanswer.words")
        answer_access(request=asked.pk, answer=Answered.REFUSED, words=words, until=localdate(), by=by, at=now())
    return asked


def agree_for_officers(cast: Cast, whole: Whole, *categories: Category) -> Consent:
    """Have the person agree that the officers on their care team see more."""
    scene = Scene(cast, acting_as, whole.person)
    return consented(scene, for_officers(scene, *categories))


def _opened(marks: Marks, by: Actor) -> UUID:
    def name(kind: NameKind) -> GivenName:
        return GivenName(kind, marks.word(C.IDENTITY, f"people_name.text of kind {kind}").title())

    names = [name(NameKind.LEGAL), name(NameKind.NICKNAME)]
    opened = open_person(
        names=names, born_on=date(1991, 3, 4), languages=["crk", "eng"], searched_for=names[0].text, by=by, at=now()
    )
    return opened.pk


def _asked(cast: Cast, marks: Marks, person: UUID) -> Intake:
    def word(field: str) -> str:
        return marks.word(C.CONTACT_LOG, f"triage_{field}")

    with acting_as(cast.constable) as by:
        asked = ask_help(
            place=word("intake.place"),
            seen=[Seen.NO_HOME],
            urgency=Urgency.TODAY,
            on_scene_wanted=False,
            branch=cast.downtown.pk,
            title=word("intake.title"),
            story=word("intake.story"),
            incident=word("intake.incident"),
            person_name=word("intake.person_name"),
            by=by,
            at=now(),
        )
    with acting_as(cast.navigator) as by:
        link_person(intake=asked.pk, person=person, by=by, at=now())
        asked = rate(intake=asked.pk, ratings={Dimension.SELF: Rated.SOME}, version=asked.version, by=by, at=now())
        decide_level(
            intake=asked.pk,
            level=Level.NOW,
            override_reason=word("decision.override_reason"),
            version=asked.version,
            by=by,
            at=now(),
        )
        give_advice(intake=asked.pk, text=word("advice.text"), by=by, at=now())
    return asked


def _assisted(cast: Cast, marks: Marks, person: UUID) -> Intake:
    """Patrol refers them to HELP, and the core team visits them and closes it."""
    with acting_as(cast.constable) as by:
        referred = refer_to_help(
            door=Door.FROM_PATROL,
            place="The library",
            seen=[Seen.NO_HOME],
            urgency=Urgency.DAYS,
            caller=marks.word(C.CONTACT_LOG, "triage_intake.caller"),
            by=by,
            at=now(),
        )
    with acting_as(cast.core_navigator) as by:
        link_person(intake=referred.pk, person=person, by=by, at=now())
        claim(intake=referred.pk, team=None, is_going=True, by=by, at=now())
        a_visit(referred, cast, by, now(), people=[person])
        note = marks.word(C.CONTACT_LOG, "triage_intakeclosing.note")
        close_intake(intake=referred.pk, end=IntakeEnd.RESPONDED, note=note, by=by, at=now())
    return referred


def _known(marks: Marks, person: UUID, by: Actor) -> None:
    def word(category: Category, field: str) -> str:
        return marks.word(category, f"people_{field}")

    for kind in (ContactKind.EMAIL, ContactKind.THROUGH):
        given = word(C.IDENTITY, f"contact.text {kind}")
        text = f"{given}@example.org" if kind is ContactKind.EMAIL else given
        add_contact(person=person, kind=kind, text=text, by=by, at=now())
    notice = notice_in_force("en")
    note_notice_given(person=person, notice=notice.pk, way=NoticeWay.ALOUD, by=by, at=now())
    describe_self(
        person=person,
        gender=word(C.PROFILE, "selfdescription.gender"),
        identities=[word(C.PROFILE, "selfdescription.identities")],
        by=by,
        at=now(),
    )
    note_sighting(
        person=person,
        place=word(C.WHEREABOUTS, "sighting.place"),
        company=word(C.WHEREABOUTS, "sighting.company"),
        by=by,
        at=now(),
    )
    for status in (Status.IN_HOSPITAL, Status.IN_CUSTODY, Status.ACTIVE):
        category = {Status.IN_HOSPITAL: C.HEALTH, Status.IN_CUSTODY: C.CONTACT_LOG}.get(status, C.IDENTITY)
        set_status(
            person=person, status=status, reason=word(category, f"statuschange.reason {status}"), by=by, at=now()
        )
    card = write_safety_card(
        person=person,
        approach=word(C.SAFETY, "safetycard.approach"),
        helps=word(C.SAFETY, "safetycard.helps"),
        told_person=True,
        by=by,
        at=now(),
    )
    review_safety_card(card=card.pk, review_on=(now() + timedelta(days=90)).date(), by=by, at=now())
    for category in (C.SUPPORT_NOTES, C.HEALTH):
        write_note(
            person=person,
            text=marks.word(category, f"casework_note.text {category}"),
            category=category,
            source=marks.word(C.HEALTH, "casework_note.source") if category == C.HEALTH else "",
            by=by,
            at=now(),
        )


def _planned(cast: Cast, marks: Marks, person: UUID, by: Actor) -> tuple[Case, Goal, Step]:
    """Two cases, the first closed; a goal and a step that tell of the plan, and two that tell of health."""
    before = accept_case(person=person, team=cast.downtown_team.pk, reason="", by=by, at=now())
    words = of_plan(marks, "closure.words")
    close_case(case=before.pk, outcome=ClosureOutcome.GOALS_MET, words=words, by=by, at=now())
    case = accept_case(person=person, team=cast.downtown_team.pk, reason=of_plan(marks, "case.reason"), by=by, at=now())
    goals, steps = {}, {}
    for category, area in ((C.PLAN, Area.HOUSING), (C.HEALTH, Area.ADDICTIONS)):
        word = marks.word(category, f"casework_goal.words {category}")
        goals[category] = set_goal(person=person, words=word, area=area, by=by, at=now())
        steps[category] = promise_step(
            goal=goals[category].pk,
            words=marks.word(category, f"casework_step.words {category}"),
            due_at=now() + timedelta(days=2),
            promised_by=by.user,
            by=by,
            at=now(),
        )
    return case, goals[C.PLAN], steps[C.PLAN]


def _visited(cast: Cast, marks: Marks, person: UUID, by: Actor) -> Activity:
    return log_activity(
        kind=Kind.ON_SCENE_ASSIST,
        team=cast.downtown_team.pk,
        happened_at=now() - timedelta(hours=3),
        branch=cast.downtown.pk,
        neighbourhood=None,
        place=marks.word(C.CONTACT_LOG, "activities_activitynote.place"),
        people=[person],
        staff=[cast.officer.pk, cast.navigator.pk],
        outcome=Outcome.HELPED,
        facts=marks.word(C.CONTACT_LOG, "activities_activitynote.text contact_log"),
        told=marks.word(C.SUPPORT_NOTES, "activities_activitynote.text support_notes"),
        occurrence=marks.word(C.CONTACT_LOG, "activities_activitynote.occurrence"),
        patrol_released_at=None,
        minutes=None,
        by=by,
        at=now(),
    )
