"""Handing something to a work unit, the list of what was handed over, and the answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import hand_offs as actions
from offramp.prevention.enums import Reply
from offramp.prevention.models import HandOff
from offramp.prevention.queries import hand_offs as queries
from offramp.prevention.web import forms
from offramp.prevention.web.problems import about, problem_or_404
from offramp.prevention.web.sending import sent
from offramp.ui.web.paging import page_address


def send(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Hand a problem, or one action about it, to a work unit."""
    problem = problem_or_404(request, problem_id)
    today = timezone.localdate(now())
    start = {"due_on": today + timedelta(days=settings.PREVENTION_ANSWER_DAYS)}
    form = forms.ToUnit(request.POST or None, request=request, target=problem_id, initial=start)
    running = problem.responses.filter(ended_on__isnull=True)
    form.offer(
        work_unit=[("", _("Choose")), *((str(row.pk), row.name) for row in queries.open_to_hand_offs(today))],
        response=[("", _("The whole problem")), *((str(row.pk), row.what) for row in running)],
    )

    def act(data: dict[str, Any]) -> UUID:
        said = {"asked": data["asked"], "due_on": data["due_on"], "work_unit": UUID(data["work_unit"])}
        said["response"] = forms.key(data["response"])
        return actions.hand_off(problem=problem_id, by=request.actor, at=now(), **said).problem_id

    return sent(form, act, "prevention:problem", saying=_("Handed over. It waits for their answer.")) or about(
        request, problem, form, title=_("Hand over"), submit=_("Hand over")
    )


def listed(request: SignedInRequest) -> HttpResponse:
    """Show what was handed over: what waits, or what is answered."""
    answered = request.GET.get("show") == "answered"
    page = queries.hand_offs_listed(request.viewer, cursor=request.GET.get("page", ""), answered=answered)
    shown = {
        "hand_offs": page.rows, "answered": answered, "waits": not answered, "at": now(),
        "previous": page_address(request, page.previous), "next": page_address(request, page.next),
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP),
    }  # fmt: skip
    return render(request, "prevention/hand_offs.html", shown)


def show(request: SignedInRequest, hand_off_id: UUID) -> HttpResponse:
    """Show one hand-off, and take the answer of whoever answers for the work unit."""
    row, at = _hand_off_or_404(request, hand_off_id), now()
    is_theirs = queries.is_answered_by(row, request.actor)
    form = forms.Reply(
        request.POST or None, is_theirs=is_theirs, request=request, target=hand_off_id,
        initial={"told_on": timezone.localdate(at)},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> UUID:
        actions.answer_hand_off(
            hand_off=hand_off_id, reply=Reply(data["reply"]), reason=data["reason"], told_by=data.get("told_by", ""),
            told_on=data.get("told_on") or timezone.localdate(at), by=request.actor, at=at,
        )  # fmt: skip
        return hand_off_id

    page = {
        "hand_off": row, "reply": getattr(row, "reply", None), "form": form, "at": at,
        "may_answer": queries.may_answer(row, request.actor, at=at), "is_theirs": is_theirs,
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP),
    }  # fmt: skip
    return sent(form, act, "prevention:hand-off", saying=_("Answered.")) or render(
        request, "prevention/hand_off.html", page, status=form.status
    )


def take_back(request: SignedInRequest, hand_off_id: UUID) -> HttpResponse:
    """Take back what waits for an answer, with why."""
    row = _hand_off_or_404(request, hand_off_id)
    if hasattr(row, "reply"):
        raise Http404
    form = forms.Recall(request.POST or None, request=request, target=hand_off_id)

    def act(data: dict[str, Any]) -> UUID:
        actions.take_back_hand_off(hand_off=hand_off_id, reason=data["reason"], by=request.actor, at=now())
        return hand_off_id

    return sent(form, act, "prevention:hand-off", saying=_("Taken back.")) or about(
        request, row.problem, form, title=_("Take this back?"), submit=_("Take back"),
        hint=_("%(unit)s was asked: %(asked)s") % {"unit": row.work_unit, "asked": row.asked},
    )  # fmt: skip


def _hand_off_or_404(request: SignedInRequest, hand_off_id: UUID) -> HandOff:
    found = queries.hand_off_for(request.viewer, hand_off_id)
    if found is None:
        raise Http404
    return found
