"""Hand over to a long-term program, and ask afterwards how it goes."""

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import finish_follow_up, hand_over, note_first_kept
from offramp.casework.rules import READS_HEALTH
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.cases import open_case
from offramp.casework.web.opening import opened
from offramp.directory.queries import agency_names, long_term_programs
from offramp.kernel.clock import now

if TYPE_CHECKING:
    from offramp.directory.models import Service


def begin(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Hand over to a long-term program."""
    _seen, about = open_case(request, case_id)
    form = forms.HandOver(request.POST or None, request=request, target=case_id, programs=_programs(request))
    ask = Ask(
        title=_("Hand %(name)s over to a long-term program") % {"name": about.name},
        intro=_("A warm hand-over: it is done when they kept their first appointment there."),
        submit=_("Begin the hand-over"),
        saying=_("The hand-over has begun. Note it when the first appointment was kept."),
    )

    def act() -> object:
        return hand_over(case=case_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def _programs(request: SignedInRequest) -> "list[tuple[str, list[Service]]]":
    """Return the programs by agency; those whose name tells of health only for whoever may write of health."""
    today = localdate(now())
    offered = long_term_programs(today)
    if request.actor.role not in READS_HEALTH:
        offered = offered.exclude(reveals=Category.HEALTH)
    found = list(offered)
    names = agency_names({each.agency_id for each in found}, today)

    def of(service: "Service") -> str:
        return names.get(service.agency_id, "")

    found.sort(key=lambda each: (of(each).casefold(), each.name.casefold()))
    return [(name, list(each)) for name, each in groupby(found, key=of)]


def first_kept(request: SignedInRequest, transition_id: UUID) -> HttpResponse:
    """Note that the first appointment at the program was kept."""
    transition = queries.transition_for(request.viewer, transition_id)
    if transition is None:
        raise Http404
    about = opened(request, transition.person_id, Category.PLAN, transition.category)
    form = forms.FirstKept(request.POST or None, request=request, target=transition_id)
    ask = Ask(
        title=_("%(name)s kept the first appointment") % {"name": about.name},
        intro=transition.service.name,
        submit=_("It was kept"),
        saying=_("The hand-over is done. Whoever leads is reminded to ask after 30, 60, 90 and 180 days."),
    )

    def act() -> object:
        return note_first_kept(transition=transition_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def follow_up(request: SignedInRequest, follow_up_id: UUID) -> HttpResponse:
    """Say how somebody is doing, so many days after the hand-over."""
    asked = queries.follow_up_for(request.viewer, follow_up_id)
    if asked is None:
        raise Http404
    about = opened(request, asked.person_id, Category.PLAN)
    form = forms.FollowUp(request.POST or None, request=request, target=follow_up_id)
    ask = Ask(
        title=_("How is %(name)s doing?") % {"name": about.name},
        intro=_("Day %(day)d after the hand-over. What they tell of health goes into a note, not here.")
        % {"day": asked.day},
        submit=_("Save"),
        saying=_("Noted."),
    )

    def act() -> object:
        return finish_follow_up(follow_up=follow_up_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)
