"""Which referrals there are, for their sender, the care team and the agency."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.timezone import localtime

from offramp.access.enums import Category, Role
from offramp.consent.queries import agreements_of
from offramp.kernel.identity import Viewer
from offramp.kernel.sealed import key_store
from offramp.referrals.enums import State
from offramp.referrals.models import Answer, CallBack, Message, PacketItem, Referral, ReferralTerms
from offramp.referrals.rules import TOLD, WAITING

if TYPE_CHECKING:
    from offramp.accounts.models import User

PAGE = 25
MOST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the talk about a referral: an answer, a message, or an answer with its words."""

    at: datetime
    by: "User"
    from_agency: bool
    answer: Answer | None = None
    text: str = ""


@dataclass(slots=True)
class ReferralSeen:
    """A referral as far as its reader may see it: whoever sees the spine alone sees its state, and no more.

    Who answered is no part of that: whose worker somebody is tells to whom the person was sent.
    """

    referral: Referral
    terms: ReferralTerms | None = None
    items: list[PacketItem] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @property
    def is_shadow(self) -> bool:
        """Say whether to whom and for what is hidden from this reader."""
        return self.terms is None

    @property
    def is_answered(self) -> bool:
        """Say whether the agency answered, by where the referral stands."""
        return self.referral.state in TOLD

    @property
    def is_unanswered(self) -> bool:
        """Say whether nothing came back, as far as this reader knows."""
        return not (self.answers or self.messages) and (not self.is_shadow or self.referral.state == State.SENT)

    @property
    def who(self) -> str:
        """Return what the packet calls the person, or nothing where it does not say."""
        return next((item.text for item in self.items if item.category == Category.IDENTITY), "")

    @property
    def talk(self) -> list[Said]:
        """Return answers and messages in the order of time; the words of an answer stand with it."""
        answers = {(answer.at, answer.by_id): answer for answer in self.answers}
        turns = [
            Said(m.at, m.by, m.from_agency, answers.pop((m.at, m.by_id), None) if m.from_agency else None, m.text)
            for m in self.messages
        ]
        turns += [Said(answer.at, answer.by, True, answer) for answer in answers.values()]
        return sorted(turns, key=lambda said: said.at)


def referrals_visible_to(viewer: Viewer, *, at: datetime) -> QuerySet[Referral]:
    """Return the referrals a viewer may know of: an agency's own, or those of the unit's people they work with.

    An agency sees its referrals only while an agreement with it runs, whatever the grants still say.
    """
    by = viewer.actor
    found = Referral.objects.select_related("sent_by")
    if by.role != Role.AGENCY_WORKER:
        return found.filter(unit=by.unit)
    agreed = agreements_of(by.agency, localtime(at).date())
    return found.filter(unit__in=agreed.values("unit"), referraltermss__agency=by.agency)


def referral_for(viewer: Viewer, pk: UUID, *, at: datetime, full: bool = True) -> ReferralSeen | None:
    """Return one referral with all that the viewer may see of it, or None. full: its packet and talk are shown too."""
    referral = referrals_visible_to(viewer, at=at).filter(pk=pk).first()
    return _with_rows(viewer, [referral], full=full)[0] if referral else None


def referrals_of(viewer: Viewer, person: UUID, *, at: datetime) -> list[ReferralSeen]:
    """Return a person's referrals, newest first, each as far as the viewer may see it."""
    found = referrals_visible_to(viewer, at=at).filter(person=person).order_by("-sent_at", "-id")[:MOST]
    return _with_rows(viewer, found)


def inbox(viewer: Viewer, *, at: datetime, waiting: bool = True, start: int = 0) -> list[ReferralSeen]:
    """Return one page, and one more that is not to be shown, of what was sent to the viewer's agency.

    waiting: those that await an answer, the oldest promise first; else those answered, the newest first.
    """
    mine = referrals_visible_to(viewer, at=at)
    if waiting:
        asked_last = Case(When(state=State.ASKED, then=Value(1)), default=Value(0))
        promised = F("referraltermss__answer_by").asc(nulls_last=True)
        found = mine.filter(state__in=WAITING).order_by(asked_last, promised, "sent_at", "id")
    else:
        found = mine.exclude(state__in=WAITING).order_by("-state_at", "-id")
    seen = _with_rows(viewer, found[start : start + PAGE + 1], shown=PAGE)
    key_store().recall(each.referral.person_id for each in seen)  # each line says whom it is about: sealed text
    return seen


def called_back(viewer: Viewer) -> list[CallBack]:
    """Return the notices that a referral was called back which the viewer's agency has not acknowledged."""
    if viewer.role != Role.AGENCY_WORKER:
        return []
    found = list(CallBack.objects.filter(acknowledged_at__isnull=True)[:MOST])
    for notice in found:
        viewer.show(notice.referral_id, Category.REFERRAL)
    return found


def call_back_of(viewer: Viewer, referral: UUID) -> CallBack | None:
    """Return the notice of a referral that was called back: for its agency until it acknowledges, for the sender."""
    found = CallBack.objects.filter(referral=referral).select_related("acknowledged_by")
    return found.first() if viewer.role == Role.AGENCY_WORKER else found.filter(unit=viewer.actor.unit).first()


def call_backs_not_heard_of(viewer: Viewer, person: UUID | None = None) -> list[tuple[CallBack, ReferralTerms]]:
    """Return the call-backs that their agencies have not said they know of, of people the viewer works with.

    person: of that one alone.
    """
    notices = CallBack.objects.filter(unit=viewer.actor.unit, acknowledged_at__isnull=True).order_by("at", "id")
    silent = list((notices.filter(person=person) if person else notices)[:MOST])
    sent = ReferralTerms.objects.filter(referral__in=[each.referral_id for each in silent])
    terms = {each.referral_id: each for each in sent}
    found = [(notice, terms[notice.referral_id]) for notice in silent if notice.referral_id in terms]
    for notice, each in found:
        viewer.show(notice.person_id, Category.REFERRAL, each.category)
    return found


def agencies_not_heard_of(viewer: Viewer, person: UUID) -> list[tuple[UUID, UUID]]:
    """Return each consent of a person whose withdrawal an agency has not said it knows of, with the agency."""
    return [(terms.consent_id, terms.agency_id) for _notice, terms in call_backs_not_heard_of(viewer, person)]


def answers_unseen(viewer: Viewer, *, at: datetime) -> list[ReferralSeen]:
    """Return the viewer's own referrals with an answer they have not seen, the oldest answer first."""
    mine = referrals_visible_to(viewer, at=at).filter(pk__in=unseen().values("pk"), sent_by=viewer.id)
    return _with_rows(viewer, mine.order_by("state_at", "id")[:50])


def waiting_for_answer(viewer: Viewer, *, at: datetime, is_late: bool = False) -> list[ReferralSeen]:
    """Return the viewer's own referrals that still await an answer, the oldest promise first.

    is_late: those alone whose answer was hoped for by a day that is over.
    """
    mine = referrals_visible_to(viewer, at=at).filter(sent_by=viewer.id, state=State.SENT)
    if is_late:
        mine = mine.filter(referraltermss__answer_by__lt=localtime(at).date())
    return _with_rows(viewer, mine.order_by(F("referraltermss__answer_by").asc(nulls_last=True), "sent_at")[:50])


def unseen() -> QuerySet[Referral]:
    """Return the referrals whose sender has not seen the last answer."""
    not_since = Q(seen_by_sender_at__isnull=True) | Q(seen_by_sender_at__lt=F("state_at"))
    return Referral.objects.filter(not_since, state__in=TOLD)


def sent_under(consent: UUID) -> list[tuple[UUID, UUID]]:
    """Return each referral that was sent under a consent, with its agency: all of them, for a withdrawal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT referral, agency FROM referrals_sent_under(%s) ORDER BY 1", [consent])
        return [(referral, agency) for referral, agency in cursor.fetchall()]


def _with_rows(
    viewer: Viewer, referrals: Iterable[Referral], *, full: bool = False, shown: int = MOST
) -> list[ReferralSeen]:
    """Gather what belongs to some referrals, four queries for any number of them, and note what is shown.

    full: with their packets and what was written about them. shown: so many are, of those gathered.
    """
    seen = {referral.pk: ReferralSeen(referral) for referral in referrals}
    if not seen:
        return []
    keys = list(seen)
    for terms in ReferralTerms.objects.filter(referral__in=keys).select_related("agency", "service"):
        seen[terms.referral_id].terms = terms
    for item in PacketItem.objects.filter(referral__in=keys):
        seen[item.referral_id].items.append(item)
    for answer in Answer.objects.filter(referral__in=keys).select_related("by"):
        seen[answer.referral_id].answers.append(answer)
    if full:
        for message in Message.objects.filter(referral__in=keys).select_related("by"):
            seen[message.referral_id].messages.append(message)
    for found in list(seen.values())[:shown]:
        _note(viewer, found, full=full)
    return list(seen.values())


def _note(viewer: Viewer, found: ReferralSeen, *, full: bool) -> None:
    """Note a referral as its reader sees it: in a list without its packet, but for whom an agency is sent."""
    of_agency = viewer.role == Role.AGENCY_WORKER
    packet = {Category(item.category) for item in found.items}
    shown = {Category.PLAN, *(packet if full else packet & {Category.IDENTITY} if of_agency else ())}
    if found.terms:
        shown.add(Category(found.terms.category))
    if found.messages:
        shown.add(Category.REFERRAL)
    if full:
        shown.update(Category(answer.category) for answer in found.answers)
    viewer.show(found.referral.pk if of_agency else found.referral.person_id, *shown)
