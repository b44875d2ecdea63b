"""Danger to life: open more of a file, end that early, read of it, judge it."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.access.enums import Category, Permission
from offramp.access.queries import allowed, opens_in_danger
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import break_glass, close_glass, review_glass
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.opening import opened
from offramp.kernel.clock import now
from offramp.people.queries import names_of

if TYPE_CHECKING:
    from offramp.casework.models import BreakGlass

COUNTED = timedelta(days=365)


def break_open(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Open more of a person's file because of danger to life."""
    about = opened(request, person_id, Category.IDENTITY)
    form = forms.BreakGlass(request.POST or None, request=request, target=person_id, about=person_id)
    hours = settings.GLASS_HOURS
    open_now = ngettext("It is open to you for %(n)d hour.", "It is open to you for %(n)d hours.", hours)
    ask = Ask(
        title=_("Danger to life: open more of the file of %(name)s") % {"name": about.name},
        submit=_("Open it now"),
        saying=open_now % {"n": hours},
        kind="danger primary",
        template="casework/glass/open.html",
    )

    def act() -> object:
        return break_glass(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    page = {
        "opens": [Category(each).label for each in Category if each in opens_in_danger(request.actor.role)],
        "hours": hours,
        "running": queries.own_glass(request.actor, person_id, at=now()),
        "sees_all": opens_in_danger(request.actor.role) <= set(about.seen),
    }
    return answer(request, form, about, ask, act, **page)


def end(request: SignedInRequest, use_id: UUID) -> HttpResponse:
    """End one's own use before its time."""
    use = queries.glass_for(request.viewer, use_id)
    if use is None or use.opened_by_id != request.user.pk:
        raise Http404
    about = opened(request, use.person_id)
    form = forms.CloseGlass(request.POST or None, request=request, target=use_id)
    ask = Ask(
        title=_("Close the file of %(name)s again") % {"name": about.name},
        intro=_("What was opened because of danger to life is closed from the next click on, in every window."),
        submit=_("Close it"),
        saying=_("It is closed. The privacy officer reviews the use."),
    )

    def act() -> object:
        return close_glass(use=use_id, by=request.actor, at=now())

    return answer(request, form, about, ask, act)


def show(request: SignedInRequest, use_id: UUID) -> HttpResponse:
    """Show one use to whoever may know of it; the privacy officer judges it here."""
    use = queries.glass_for(request.viewer, use_id)
    if use is None:
        raise Http404
    form = _review_form(request, use)
    if form and form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                review_glass(use=use_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("casework:glass-queue", saying=_("The use is judged and closed."))
        if sending.done:
            return sending.redirect()
    judges = allowed(request.actor, Permission.GLASS_REVIEW)
    page = {
        "use": use,
        "review": getattr(use, "review", None),
        "form": form,
        "judges": judges,
        "name": "" if judges else names_of(request.viewer, [use.person_id]).get(use.person_id, ""),
        "looks": _looks(request, use) if judges else [],
        "at": now(),
    }
    return render(request, "casework/glass/use.html", page, status=form.status if form else 200)


def _looks(request: SignedInRequest, use: "BreakGlass") -> "list[tuple[str, queries.LookThen]]":
    """Return what the opener looked at meanwhile, with what each page is called."""
    in_words = import_string(settings.PAGE_IN_WORDS)
    return [(in_words(look.route), look) for look in queries.looks_while_open(request.viewer, use)]


def _review_form(request: SignedInRequest, use: "BreakGlass") -> forms.ReviewGlass | None:
    """Return the form for whoever judges, while nobody has; whoever sends it too late keeps what they wrote."""
    if not allowed(request.actor, Permission.GLASS_REVIEW):
        return None
    if hasattr(use, "review") and request.method != "POST":
        return None
    return forms.ReviewGlass(request.POST or None, request=request, target=use.pk, about=use.person_id)


def queue(request: SignedInRequest) -> HttpResponse:
    """Show what waits to be judged, how often it happens, and what was judged."""
    page = {
        "waiting": queries.glass_waiting(request.viewer),
        "judged": queries.glass_judged(request.viewer, cursor=request.GET.get("page", "")),
        "counts": queries.glass_counts(request.viewer, since=now() - COUNTED),
        "at": now(),
    }
    return render(request, "casework/glass/queue.html", page)
