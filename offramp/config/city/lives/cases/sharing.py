"""Consent, in its six elements, and the referrals that stand on it."""

from datetime import datetime, timedelta

from offramp.access.enums import Category
from offramp.casework.enums import HEALTH_AREAS
from offramp.config.city.ground.staff import WORKERS
from offramp.config.city.lives.cases.person import Course
from offramp.config.city.moments import day_of
from offramp.config.city.script import Due, Ref
from offramp.config.city.words.notes import DECLINED, QUESTIONS
from offramp.config.city.words.plans import OFFICER_PURPOSE, PRESENT, PURPOSES, Plan
from offramp.consent.enums import Ability, Method, Recipient
from offramp.consent.rules import ConsentTerms
from offramp.directory.models import Service
from offramp.referrals.rules import Item


def sharing(course: Course, begins: datetime) -> None:
    """Ask for consent, out of an officer's hearing; refer; hear the answer; try another where the first declines."""
    dice, at = course.dice, course.dice.days_after(begins, 2, 20)
    if dice.maybe(0.1):
        note = "Wants to think about it."
        course.life.step("consent.record_not_now", course.navigator, at, person=course.person, note=note)
        at = dice.days_after(at, 5, 15)
    if dice.maybe(0.12):
        _agree(course, "for officers", at, {Category.SUPPORT_NOTES}, OFFICER_PURPOSE, None)
    suitable = choices(course, at)
    if not suitable or dice.maybe(0.15):
        return
    for number, (plan, agency, service) in enumerate(dice.some(suitable, 1, 2)):
        consent = f"consent {number}"
        referral, sent = refer(course, f"referral {number}", consent, at, plan, agency, service)
        answered = _answer(course, WORKERS[agency], referral, sent, service)
        if course.taken_by is not None:
            if dice.maybe(0.06):
                _take_back(course, answered, consent, referral, WORKERS[agency])
            return
        at = dice.days_after(answered, 1, 6)


def choices(course: Course, at: datetime) -> list[tuple[Plan, str, Service]]:
    """Return the services that suit a goal already set, at agencies whose worker answers here."""
    ground = course.city.ground
    partners = [code for code in ground.partners(day_of(at)) if code in WORKERS]
    return [
        (plan, code, service)
        for _, plan, set_at in course.plans
        if set_at < at
        for code in partners
        for service in ground.services[code]
        if service.kind in plan.services
    ]


def _agree(
    course: Course,
    label: str,
    at: datetime,
    categories: set[Category],
    purpose: str,
    agency: str | None,
    *,
    days: int | None = None,
) -> Ref:
    dice = course.dice
    method = dice.one((Method.ORAL, Method.WRITTEN, Method.ELECTRONIC))
    terms = ConsentTerms(
        categories=categories,
        purpose=purpose,
        recipient=Recipient.AGENCY if agency else Recipient.OFFICERS,
        agency=course.city.ground.agencies[agency] if agency else None,
        acknowledged=True,
        starts_at=at,
        ends_at=at + timedelta(days=days or dice.one((60, 90, 180, 365))),
        told_revocable=True,
        method=method,
        heard_by="The navigator alone" if method == Method.ORAL else "",
        ability=Ability.ABLE,
        present=dice.one(PRESENT),
        capacity_finding="" if course.knows_birth else "An adult, as they look and as they say.",
    )
    return course.life.step("consent.record_consent", course.navigator, at, label, person=course.person, terms=terms)


def refer(
    course: Course,
    label: str,
    consent_label: str,
    at: datetime,
    plan: Plan,
    agency: str,
    service: Service,
    *,
    days: int | None = None,
) -> tuple[Ref, datetime]:
    """Record a consent, for so many days, and send a referral under it. Returns the referral, and when it was sent."""
    dice, reveals = course.dice, Category(service.reveals)
    goal_tells = Category.HEALTH if plan.area in HEALTH_AREAS else Category.PLAN
    categories = {Category.IDENTITY, Category.PLAN, reveals, goal_tells}
    consent = _agree(course, consent_label, at, categories, dice.one(PURPOSES), agency, days=days)
    sent = dice.minutes_after(at, 5, 40)
    referral = course.life.step(
        "referrals.send_referral",
        course.navigator,
        sent,
        label,
        person=course.person,
        agency=course.city.ground.agencies[agency],
        service=service.pk,
        hoped_for=plan.hoped_for,
        consent=consent,
        items=[
            Item(Category.IDENTITY, "Name", course.name),
            Item(Category.IDENTITY, "Languages", ", ".join(course.languages)),
            Item(goal_tells, "Goal", plan.words),
        ],
        answer_by=day_of(sent) + timedelta(days=7),
    )
    return referral, sent


def _answer(course: Course, worker: str, referral: Ref, sent: datetime, service: Service) -> datetime:
    dice, life = course.dice, course.life
    at = dice.days_after(sent, 1, 5)
    if dice.maybe(0.15):
        question, text = dice.one(QUESTIONS)
        life.step("referrals.ask_back", worker, at, referral=referral, question=question)
        replied = dice.minutes_after(at, 30, 200)
        life.step("referrals.reply", course.navigator, replied, referral=referral, text=text)
        at = dice.days_after(at, 1, 3)
    if dice.maybe(0.25):
        reason, words = dice.one(DECLINED)
        life.step("referrals.decline_referral", worker, at, referral=referral, reason=reason, words=words)
    else:
        life.step("referrals.accept_referral", worker, at, referral=referral)
        course.taken_by, course.taken_at = service, at
    seen = dice.minutes_after(at, 30, 400)
    life.step("referrals.mark_seen", course.navigator, seen, referral=referral)
    return seen


def _take_back(course: Course, answered: datetime, consent: str, referral: Ref, worker: str) -> None:
    """They take a consent back: the referral is called back, and the agency says that it knows."""
    at = course.dice.days_after(answered, 3, 12)
    words = "I changed my mind."
    course.life.step("consent.withdraw_consent", course.navigator, at, consent=Ref(consent), words=words)
    call_back, knows = Due("call_back", referral.label), course.dice.days_after(at, 1, 2)
    course.life.step("referrals.acknowledge_call_back", worker, knows, call_back=call_back)
    course.taken_by = course.taken_at = None
