"""Ask to see more of one person's file for some days; answer that; end it before its time."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Permission
from offramp.access.queries import readable, require
from offramp.audit import actions as audit
from offramp.casework import queries
from offramp.casework.actions.holding import held
from offramp.casework.enums import Answered
from offramp.casework.models import AccessAnswer, AccessRequest
from offramp.casework.rules import requests as rules
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.turns import one_at_a_time
from offramp.people.queries import restricted_file


@transaction.atomic
def ask_access(
    *, person: UUID, categories: Collection[Category], reason: str, until: date, by: Actor, at: datetime
) -> AccessRequest:
    """Ask to see more of one person's file until a day. It opens nothing: a navigator on the care team answers."""
    require(by, Permission.ACCESS_ASK)
    one_at_a_time(what=f"request.{by.user}", about=person)
    seen = readable(by, subject=person, unit=by.unit, at=at)
    rules.check_may_ask(
        knows_them=queries.is_of_unit(person, by) and Category.IDENTITY in seen,
        is_restricted=restricted_file(Viewer(by), person) is not None,
        sits=queries.own_seats(by).filter(person=person).exists(),
    )
    rules.check_none_waits(queries.own_request_runs(by, person, at=at))
    rules.check_request(
        categories,
        askable=set(queries.askable(by.role)) - set(seen),
        reason=reason,
        until=until,
        today=localdate(at),
        most=settings.ACCESS_DAYS,
    )
    rules.check_somebody_answers(
        is_for_officers=queries.is_for_officers(categories), has_navigator=queries.is_with_a_navigator(person)
    )
    asked = AccessRequest.objects.create(
        person_id=person,
        unit_id=by.home,
        asked_by_id=by.user,
        role=by.role,
        categories=sorted(str(each) for each in categories),
        reason=reason.strip(),
        until_on=until,
        asked_at=at,
    )
    audit.record(
        verb="casework.access_asked", by=by, at=at, subject=asked.pk, about=person, fields=["categories", "reason"]
    )
    return asked


@transaction.atomic
def answer_access(*, request: UUID, answer: Answered, words: str, until: date, by: Actor, at: datetime) -> AccessAnswer:
    """Allow what was asked for, until a day no later than was asked, or say no; with words in both cases."""
    require(by, Permission.ACCESS_ANSWER)
    asked = _answering(request, by, at)
    one_at_a_time(what="request.answer", about=request)
    given = AccessAnswer.objects.filter(request=asked).select_related("answered_by").first()
    rules.check_not_answered(given.answered_by.name if given else None)
    allows = answer == Answered.ALLOWED
    rules.check_answer(words=words, until=until, asked_until=asked.until_on, today=localdate(at), allows=allows)
    until_at = midnight((until if allows else asked.until_on) + timedelta(days=1))
    made = AccessAnswer.objects.create(
        request=asked,
        person_id=asked.person_id,
        unit_id=asked.unit_id,
        asked_by_id=asked.asked_by_id,
        answer=answer,
        words=words.strip(),
        until_at=until_at,
        answered_at=at,
        answered_by_id=by.user,
    )
    if allows:
        grant(
            party=asked.asked_by_id,
            subject=asked.person_id,
            categories=[Category(each) for each in asked.categories],
            basis=Basis.ACCESS_REQUEST,
            founded_on=made.pk,
            starts_at=at,
            ends_at=until_at,
        )
    audit.record(
        verb="casework.access_answered", by=by, at=at, subject=asked.pk, about=asked.person_id,
        fields=["answer", "words", "until_at"],
    )  # fmt: skip
    return made


@transaction.atomic
def end_access(*, request: UUID, by: Actor, at: datetime) -> AccessAnswer:
    """End what a request opened before its last day: it is closed for the very next request."""
    require(by, Permission.ACCESS_ANSWER)
    asked = _answering(request, by, at)
    given = AccessAnswer.objects.filter(request=asked).first()
    if given is None:
        raise NotPermitted(_("There is nothing here that you may end."))
    ending = held(model=AccessAnswer, pk=given.pk)
    allowed = ending.answer == Answered.ALLOWED
    rules.check_still_open(allowed=allowed, ended_at=ending.ended_at, until_at=ending.until_at, at=at)
    ending.ended_at, ending.ended_by_id = at, by.user
    ending.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        verb="casework.access_ended", by=by, at=at, subject=request, about=asked.person_id, fields=["ended_at"]
    )
    end_grants(founded_on=ending.pk, basis=Basis.ACCESS_REQUEST, at=at)
    return ending


def _answering(request: UUID, by: Actor, at: datetime) -> AccessRequest:
    """Return a request the actor answers; refuse where there is none."""
    asked = queries.request_for(Viewer(by), request)
    if asked is None:
        raise NotPermitted(_("There is nothing here that you may answer."))
    rules.check_answers(is_theirs=queries.answers_it(by, asked, at=at))
    return asked
