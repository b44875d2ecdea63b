"""What each room has waiting for its reader. The number of queries is the same whatever there is."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.casework.queries import glass_told_to, glass_waiting, left_alone, promises_of, seats_told_to
from offramp.consent.queries import consents_ending, demands_due, not_heard_of, withdrawals_told_to
from offramp.desk.queries.lines import Line
from offramp.desk.queries.waiting import Waiting
from offramp.directory.queries import agency_names
from offramp.kernel.identity import Viewer
from offramp.people.queries import perhaps_the_same, restricted_files, safety_cards_to_review
from offramp.referrals.enums import State
from offramp.referrals.queries import (
    PAGE,
    ReferralSeen,
    answers_unseen,
    call_backs_not_heard_of,
    called_back,
    inbox,
    waiting_for_answer,
)

WITHDRAWAL_KNOWN_WITHIN = timedelta(days=2)
"""How soon whoever saw something should say that they know it was taken back. Ours."""
REVIEW_WITHIN = timedelta(days=2)
"""How soon a new safety card should be reviewed. Ours."""
PROMISES_WITHIN = timedelta(days=14)
"""How far ahead a desk looks. What is due later stands with the person."""
JUDGE_WITHIN = timedelta(days=3)
"""How soon a file opened because of danger to life should be judged. Ours."""
CARDS_AT_ONCE = 5
DEMANDS_WITHIN = timedelta(days=7)
"""How long before its day a legal demand stands on the privacy officer's desk. Ours."""


def promises(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return what the viewer gave their word for: what is late, due within two weeks, or for no day."""

    def words(what: str, goal: str) -> Callable[[str], tuple[str, str]]:
        return lambda name: (what, " · ".join(part for part in (name, f"“{goal}”" if goal else "") if part))

    return [
        Line(
            promise.person,
            words(promise.words, promise.goal),
            reverse("casework:finish-step", args=[promise.step])
            if promise.step
            else reverse("casework:follow-up", args=[promise.follow_up]),
            promise.due,
            _("Do it"),
        )
        for promise in promises_of(viewer, until=timezone.localdate(at + PROMISES_WITHIN))
    ]


def seats(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return on whose care teams others seated the viewer lately, and whose they were taken off."""

    def words(begun: bool, by: str, reason: str) -> Callable[[str], tuple[str, str]]:
        title = _("You are on the care team of %(name)s") if begun else _("You left the care team of %(name)s")
        return lambda name: (title % {"name": name}, " · ".join(part for part in (by, reason) if part))

    found = seats_told_to(viewer, at=at)
    return [
        Line(
            seat.person_id,
            words(
                seat.ends_at is None,
                (seat.ended_by.name if seat.ended_by else "") if seat.ends_at else seat.seated_by.name,
                "" if seat.ends_at else seat.reason,
            ),
            reverse("desk:record", args=[seat.person_id]),
            clock=_("new") if seat.ends_at is None else _("ended"),
        )
        for seat in found
    ]


def alone(viewer: Viewer) -> list[Line]:
    """Return whose open case has nobody on its care team any more, for the supervisor, who seats somebody."""
    found = []
    for person, since, _was_of in left_alone():
        viewer.show(person, Category.PLAN)
        found.append(
            Line(
                person,
                lambda name: (
                    _("The case of %(name)s has nobody") % {"name": name},
                    _("Whoever was on the care team has left."),
                ),
                reverse("casework:join", args=[person]),
                since,
                _("Join"),
                reminds=False,
            )
        )
    return found


def glass(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return whose files others opened because of danger to life, and how the viewer's own uses were judged."""

    def words(who: str, verdict: str, reason: str) -> Callable[[str], tuple[str, str]]:
        title = _("%(who)s opened the file of %(name)s: danger to life")
        if verdict:
            title = _("Your opening of the file of %(name)s was judged: %(verdict)s")
        return lambda name: (title % {"who": who, "name": name, "verdict": verdict}, reason)

    found = []
    for use in glass_told_to(viewer, at=at):
        own = use.opened_by_id == viewer.id
        verdict = str(use.review.get_verdict_display()).lower() if own else ""
        told = words(use.opened_by.name, verdict, use.review.words if own else use.reason)
        url = reverse("casework:glass", args=[use.pk])
        found.append(Line(use.person_id, told, url, action=_("Read it"), clock=_("new"), reminds=False))
    return found


def glass_to_judge(viewer: Viewer) -> list[Waiting]:
    """Return the uses of danger to life that wait for the privacy officer. They say nothing of whose file it is."""
    return [
        Waiting(
            _("%(who)s opened a file because of danger to life") % {"who": use.opened_by.name},
            reverse("casework:glass", args=[use.pk]),
            use.opened_at + JUDGE_WITHIN,
            " · ".join((str(use.get_role_display()), date_format(timezone.localtime(use.opened_at), "j F Y, H:i"))),
            _("Judge it"),
        )
        for use in glass_waiting(viewer)
    ]


def answers(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return what agencies answered and the viewer has not seen, and what they have not answered in time."""
    today = timezone.localdate(at)
    new = answers_unseen(viewer, at=at)
    late = waiting_for_answer(viewer, at=at, is_late=True)
    names = agency_names({sent.terms.agency_id for sent in (*new, *late) if sent.terms}, today)

    def agency(sent: ReferralSeen) -> str:
        return (sent.terms and names.get(sent.terms.agency_id)) or _("The agency")

    def line(
        sent: ReferralSeen, words: Callable[[str], tuple[str, str]], due: datetime | date | None, act: str
    ) -> Line:
        return Line(sent.referral.person_id, words, _referral(sent), due, act)

    for sent in new:
        viewer.show(sent.referral.person_id, *(answer.category for answer in sent.answers))
    answered = [
        line(sent, _answered(sent.referral.state, agency(sent), sent), sent.referral.state_at, _("Read it"))
        for sent in new
    ]
    unanswered = [
        line(sent, _unanswered(agency(sent)), sent.terms.answer_by if sent.terms else None, _("Look")) for sent in late
    ]
    return [*answered, *unanswered]


def consents(viewer: Viewer, *, at: datetime, but: Collection[UUID] = ()) -> list[Line]:
    """Return the consents that end soon, but some: to be asked about again, while there is time."""
    ending = consents_ending(viewer, at + timedelta(days=settings.CONSENT_WARNING_DAYS), at=at)
    found = [row for row in ending if row.pk not in but]
    agencies = agency_names({row.agency_id for row in found if row.agency_id}, timezone.localdate(at))

    def words(categories: Iterable[str], whom: str, ends: datetime) -> Callable[[str], tuple[str, str]]:
        shared = ", ".join(str(Category(name).label) for name in categories)
        day = date_format(timezone.localtime(ends), "j F")
        return lambda name: (
            _("Consent of %(name)s ends on %(day)s") % {"name": name, "day": day},
            _("With %(whom)s: %(shared)s") % {"whom": whom, "shared": shared},
        )

    return [
        Line(
            row.person_id,
            words(
                row.categories,
                (row.agency_id and agencies.get(row.agency_id)) or row.named or _("the officers on the care team"),
                row.ends_at,
            ),
            reverse("consent:of-person", args=[row.person_id]),
            timezone.localdate(row.ends_at),
            _("Ask again"),
        )
        for row in found
    ]


def taken_back(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return the withdrawals of which somebody does not know yet: officers, agencies, and whoever is to be told."""
    notices = not_heard_of(viewer)
    silent = [(each.person_id, each.told_at, each.who) for each in notices if each.officer]
    called_back = call_backs_not_heard_of(viewer)
    names = agency_names({terms.agency_id for _notice, terms in called_back}, timezone.localdate(at))
    silent += [(notice.person_id, notice.at, names[terms.agency_id]) for notice, terms in called_back]

    def words(title: str, told: datetime, detail: str) -> Callable[[str], tuple[str, str]]:
        day = date_format(timezone.localtime(told), "j F")
        return lambda name: (title, detail % {"name": name, "day": day})

    def line(person: UUID, told: datetime, title: str, detail: str, act: str) -> Line:
        due, url = told + WITHDRAWAL_KNOWN_WITHIN, reverse("consent:of-person", args=[person])
        return Line(person, words(title, told, detail), url, due, act)

    known = _("%(who)s has not said that they know")
    shared = _("What was shared of %(name)s was called back on %(day)s")
    tell, may_be_told = _("Tell %(who)s"), _("What they might be told of %(name)s was taken back on %(day)s")
    return [line(person, told, known % {"who": who}, shared, _("Call them")) for person, told, who in silent] + [
        line(each.person_id, each.told_at, tell % {"who": each.who}, may_be_told, _("Say that you did"))
        for each in notices
        if each.officer is None
    ]


def withdrawals(viewer: Viewer) -> list[Line]:
    """Return which consents were taken back that had opened something to the viewer."""
    return [
        Line(
            notice.person_id,
            lambda name: (_("%(name)s took a consent back") % {"name": name}, _("Say that you know.")),
            reverse("consent:told"),
            notice.told_at,
            _("I know"),
        )
        for notice in withdrawals_told_to(viewer)
    ]


def legal_demands(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the legal demands whose answer is late, or due within a week."""
    return [
        Waiting(
            f"{demand.get_kind_display()} · {demand.sender}",
            reverse("consent:demand", args=[demand.pk]),
            demand.due_on,
            _("%(who)s decides") % {"who": demand.decider} if not hasattr(demand, "decision") else "",
            _("Look") if hasattr(demand, "decision") else _("Decide"),
        )
        for demand in demands_due(viewer, timezone.localdate(at + DEMANDS_WITHIN) + timedelta(days=1))
    ]


def restricted(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the restricted files that nobody looks after any more, and the new ones that may be the same as one."""
    alone = [
        Waiting(
            _("Nobody looks after a restricted file"),
            reverse("people:succeed", args=[each.restriction.pk]),
            detail=_("No supervisor who is named is in office any more."),
            action=_("Name one"),
        )
        for each in restricted_files(viewer, at=at, left_alone=True)
    ]
    twins = [
        Waiting(
            _("File %(new)s may be the restricted file %(old)s") % {"new": each.number, "old": each.restricted_number},
            reverse("people:settle-twin", args=[each.twin]),
            detail=_("Speak with somebody who is named."),
            action=_("Settle"),
        )
        for each in perhaps_the_same(viewer)
    ]
    return alone + twins


def safety_cards(viewer: Viewer, *, at: datetime) -> list[Line]:
    """Return the safety cards that wait for a navigator's review."""

    def words(writer: str, written: datetime) -> Callable[[str], tuple[str, str]]:
        day = date_format(timezone.localtime(written), "j F")
        return lambda name: (
            _("Review how to approach %(name)s") % {"name": name},
            _("Written by %(writer)s on %(day)s") % {"writer": writer, "day": day},
        )

    return [
        Line(
            card.person_id,
            words(card.written_by.name, card.written_at),
            reverse("people:review-safety", args=[card.person_id]),
            card.review_on or card.written_at + REVIEW_WITHIN,
            _("Review"),
        )
        for card in safety_cards_to_review(viewer, today=timezone.localdate(at))[:CARDS_AT_ONCE]
    ]


def sent_to_us(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what was sent to the viewer's agency and waits for its answer, and what was called back."""
    notices = [
        Waiting(
            _("A referral was called back"),
            f"{reverse('referrals:inbox')}#{notice.referral_id}",
            notice.at,
            _("What it said is closed to you. Say that you know."),
            _("We know"),
        )
        for notice in called_back(viewer)
    ]
    return notices + [_to_answer(sent) for sent in inbox(viewer, at=at)[:PAGE]]


def _to_answer(sent: ReferralSeen) -> Waiting:
    service = sent.terms.service.name if sent.terms and sent.terms.service else ""
    by = _("Sent by %(name)s") % {"name": sent.referral.sent_by.name}
    return Waiting(
        title=" · ".join(part for part in (sent.who, service) if part) or _("A referral"),
        url=_referral(sent),
        due_at=sent.terms.answer_by if sent.terms else None,
        detail=" · ".join(part for part in (sent.terms.hoped_for if sent.terms else "", by) if part),
        action=_("Answer"),
    )


def _answered(state: str, agency: str, sent: ReferralSeen) -> Callable[[str], tuple[str, str]]:
    titles = {
        State.ACCEPTED: _("%(agency)s accepted %(name)s"),
        State.DECLINED: _("%(agency)s declined %(name)s"),
        State.ASKED: _("%(agency)s asks about %(name)s"),
    }
    title = titles[State(state)]
    reason = next((str(answer.get_reason_display()) for answer in reversed(sent.answers) if answer.reason), "")
    return lambda name: (title % {"agency": agency, "name": name}, reason)


def _unanswered(agency: str) -> Callable[[str], tuple[str, str]]:
    title = _("%(agency)s has not answered about %(name)s")
    return lambda name: (title % {"agency": agency, "name": name}, _("Call them, or choose another."))


def _referral(sent: ReferralSeen) -> str:
    return reverse("referrals:referral", args=[sent.referral.pk])
