"""Hand on what somebody who leaves still has: all of it, or one after the other."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from offramp.access.web.requests import SignedInRequest
from offramp.casework.actions import hand_on
from offramp.desk.queries import Kept, leaving_work
from offramp.kernel.clock import now
from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import User


class HandOn(forms.Form):
    """To whom, and which people."""

    action = "casework.hand-on"
    to = forms.Picked(label=lazy("To whom?"), choices=[], coerce=UUID, help_text=lazy("They are told on their desk."))
    people = forms.Choices(label=lazy("Whose care?"), rows=True, coerce=UUID)

    def __init__(self, *args: Any, kept: Iterable[Kept], colleagues: "Iterable[User]", **options: Any) -> None:
        theirs = [(str(each.person), f"{each.name} · {each.detail}") for each in kept]
        super().__init__(*args, initial={"people": [person for person, _words in theirs]}, **options)
        self.offer(to=[("", _("Choose somebody")), *((str(one.pk), one.name) for one in colleagues)], people=theirs)


def show(request: SignedInRequest, leaver_id: UUID) -> HttpResponse:
    """Show what somebody still has, and hand on what is chosen of it."""
    at = now()
    found = leaving_work(request.viewer, leaver_id, at=at)
    if found is None:
        raise Http404
    form = HandOn(request.POST or None, request=request, target=leaver_id, kept=found.kept, colleagues=found.colleagues)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                for person in form.cleaned_data["people"]:
                    hand_on(person=person, leaver=leaver_id, to=form.cleaned_data["to"], by=request.actor, at=at)
                sending.leads_to("desk:leaving", leaver_id, saying=_("Handed on. The colleague is told."))
        if sending.done:
            return sending.redirect()
    return render(request, "desk/leaving.html", {"form": form, "found": found}, status=form.status)
