"""What a case leaves on the desks: promises late and soon, answers unseen, consents that end, cards to review."""

from datetime import datetime, timedelta
from typing import Final

from offramp.access.enums import Closeness
from offramp.casework.enums import HEALTH_AREAS, Verdict
from offramp.config.city.ground.staff import WORKERS
from offramp.config.city.lives.cases.person import Course
from offramp.config.city.lives.cases.sharing import choices, refer
from offramp.config.city.lives.young import young_adult
from offramp.config.city.moments import day_of, local
from offramp.config.city.script import Ref
from offramp.config.city.words.notes import CARDS, DECLINED, QUESTIONS

PROMISES: Final = (
    "Call back about what they asked",
    "Meet at the library",
    "Bring the form",
    "Drive to the appointment",
    "Meet at the day centre",
    "Bring a bus pass",
)

IN_DANGER: Final = (
    "They wrote goodbye to a friend an hour ago and do not answer. Where do they sleep?",
    "A brother says they took everything they had and walked off. Who saw them last, and where?",
)


def leave_open(course: Course, number: int) -> None:
    """Leave something open in the case of that number of a team; the first numbers cover every kind."""
    _promise(course, number)
    _card(course, number)
    _danger(course, number)
    _restricted(course, number)
    if number == 1:
        young_adult(course.life, course.navigator, course.person, course.city.now - timedelta(days=12))
    answers = (_unanswered, _declined, _asked, _accepted, _called_back, _overdue)
    answers[number % len(answers)](course)
    course.life.ends(course.city.now)


def _promise(course: Course, number: int) -> None:
    label, plan, _ = course.plans[0]
    by = course.officer if number % 4 == 3 and plan.area not in HEALTH_AREAS else course.navigator
    at = course.city.now - timedelta(days=4, minutes=number)
    course.life.step(
        "casework.promise_step",
        by,
        at,
        "open promise",
        goal=Ref(label),
        words=PROMISES[number % len(PROMISES)],
        due_at=_due(course.city.now, number),
        promised_by=course.city.ground.users[by],
    )


def _due(now: datetime, number: int) -> datetime:
    """Return when a promise is due: late, soon, this or the next working hours, in some days."""
    today = day_of(now)
    later = next(at for hour in (9, 12, 16, 33) if (at := local(today) + timedelta(hours=hour)) > now)
    soon = now + timedelta(minutes=40)
    days = [local(today + timedelta(days=ahead), 10) for ahead in (-2, 3, 1)]
    return (days[0], soon, now - timedelta(hours=3), later, days[1], days[2])[number % 6]


def _card(course: Course, number: int) -> None:
    """The first case has a card that waits for its review, the third one that is to be looked at again soon."""
    if course.life.gave("card") or number not in (0, 2):
        return
    approach, helps = course.dice.one(CARDS)
    written = course.city.now - timedelta(days=20 if number else 1, hours=2)
    card = course.life.step(
        "people.write_safety_card",
        course.officer,
        written,
        "card",
        person=course.person,
        approach=approach,
        helps=helps,
        told_person=True,
    )
    if number:
        reviewed = written + timedelta(hours=20)
        review_on = day_of(course.city.now) + timedelta(days=2)
        course.life.step("people.review_safety_card", course.navigator, reviewed, card=card, review_on=review_on)


def _danger(course: Course, number: int) -> None:
    """In one case of downtown an officer of the core team opened more for danger to life, and it was judged; in another
    a navigator did yesterday, and it waits for the privacy officer.
    """
    if course.officer != "park" or number not in (2, 4):
        return
    at = course.city.now - (timedelta(days=6, hours=2) if number == 2 else timedelta(days=1, hours=2))
    use = course.life.step(
        "casework.break_glass",
        "lefebvre" if number == 2 else "cardinal",
        at,
        "glass",
        person=course.person,
        reason=IN_DANGER[number == 4],
    )
    if number == 2:
        course.life.step("casework.close_glass", "lefebvre", at + timedelta(minutes=50), use=use)
        course.life.step(
            "casework.review_glass",
            "said",
            at + timedelta(days=1, hours=3),
            use=use,
            verdict=Verdict.JUSTIFIED,
            words="The friend's call is in the dispatch log; only where they sleep was looked at.",
            follow_up="Their navigator tells them at the next meeting.",
        )


def _restricted(course: Course, number: int) -> None:
    """One file of the west team is closed to all but its navigator and the supervisor since an hour ago."""
    if course.officer != "castillo" or number != 3:
        return
    course.life.step(
        "people.restrict_file",
        "duarte",
        course.city.now - timedelta(minutes=50),
        person=course.person,
        closeness=Closeness.RELATIVE,
        reason="A cousin works in the records section.",
        named=[course.city.ground.users[course.navigator]],
    )


def _sent(course: Course, label: str, ago: timedelta, *, days: int) -> tuple[Ref, str] | None:
    """Send a referral so long ago, under a consent of so many days; return it and the agency's worker."""
    at = course.city.now - ago
    suitable = choices(course, at)
    if not suitable:
        return None
    plan, agency, service = course.dice.one(suitable)
    referral, _ = refer(course, label, f"consent of {label}", at, plan, agency, service, days=days)
    return referral, WORKERS[agency]


def _unanswered(course: Course) -> None:
    """An agency has a referral since yesterday."""
    _sent(course, "open referral", timedelta(days=1, hours=3), days=90)


def _overdue(course: Course) -> None:
    """An agency should have answered; the consent ends soon."""
    _sent(course, "overdue referral", timedelta(days=12), days=16)


def _declined(course: Course) -> None:
    """An agency declined this morning, and nobody has seen it."""
    sent = _sent(course, "declined referral", timedelta(days=3), days=60)
    if sent:
        referral, worker = sent
        reason, words = course.dice.one(DECLINED)
        at = course.city.now - timedelta(hours=3)
        course.life.step("referrals.decline_referral", worker, at, referral=referral, reason=reason, words=words)


def _asked(course: Course) -> None:
    """An agency asked something, and waits."""
    sent = _sent(course, "asked referral", timedelta(days=2), days=60)
    if sent:
        referral, worker = sent
        question, _ = course.dice.one(QUESTIONS)
        at = course.city.now - timedelta(hours=5)
        course.life.step("referrals.ask_back", worker, at, referral=referral, question=question)


def _accepted(course: Course) -> None:
    """An agency accepted an hour ago, and nobody has seen it."""
    sent = _sent(course, "accepted referral", timedelta(days=4), days=180)
    if sent:
        referral, worker = sent
        at = course.city.now - timedelta(hours=1)
        course.life.step("referrals.accept_referral", worker, at, referral=referral)


def _called_back(course: Course) -> None:
    """Somebody took a consent back; the agency has yet to say that it knows."""
    if _sent(course, "withdrawn referral", timedelta(days=6), days=90):
        at = course.city.now - timedelta(hours=20)
        consent = Ref("consent of withdrawn referral")
        words = "I would rather wait."
        course.life.step("consent.withdraw_consent", course.navigator, at, consent=consent, words=words)
