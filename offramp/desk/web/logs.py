"""The privacy officer's pages: who looked at whom, what was done, and a sample to review."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offramp.access.web.requests import SignedInRequest
from offramp.audit.queries import LogSieve
from offramp.desk.actions import note_log_read
from offramp.desk.queries import LogPage, entries_page, known_person, looks_page, looks_sample
from offramp.kernel.clock import now
from offramp.reporting.queries import start_of
from offramp.ui.web import forms
from offramp.ui.web.paging import page_address


class Id(forms.Text):
    """The id of a user, a person, a referral or an intake."""

    def clean(self, value: Any) -> UUID | None:
        text: str = super().clean(value)
        try:
            return UUID(text) if text else None
        except ValueError as error:
            raise ValidationError(_("That is not an id. Take one from a line below.")) from error


class Sieve(forms.Form):
    """Which rows of a log."""

    says_optional = False
    from_on = forms.Day(label=_("From"), required=False)
    to_on = forms.Day(label=_("Until"), required=False)
    who = Id(label=_("Who, by id"), required=False)
    whom = Id(label=_("About whom, by id"), required=False)
    what = forms.Text(label=_("What begins with"), required=False, max_length=120)

    @property
    def asked(self) -> LogSieve:
        """Return what was asked for; the last day is included."""
        typed = self.cleaned_data
        return LogSieve(
            who=typed["who"],
            whom=typed["whom"],
            what=typed["what"],
            from_at=start_of(typed["from_on"]) if typed["from_on"] else None,
            until_at=start_of(typed["to_on"] + timedelta(days=1)) if typed["to_on"] else None,
        )


def looks(request: SignedInRequest) -> HttpResponse:
    """Show the read log."""
    return _show(request, "looks", lambda asked, cursor: looks_page(request.viewer, asked, cursor=cursor))


def changes(request: SignedInRequest) -> HttpResponse:
    """Show the audit log."""
    return _show(request, "changes", lambda asked, cursor: entries_page(request.viewer, asked, cursor=cursor))


def sample(request: SignedInRequest) -> HttpResponse:
    """Show twenty looks of last month at random, or of the period that was asked for."""
    given = request.GET.copy()
    if not given.get("from_on") and not given.get("to_on"):
        last = timezone.localdate(now()).replace(day=1) - timedelta(days=1)
        given["from_on"], given["to_on"] = last.replace(day=1).isoformat(), last.isoformat()
    return _show(request, "sample", lambda asked, cursor: looks_sample(request.viewer, asked), given=given)


def _show(
    request: SignedInRequest, log: str, read: Callable[[LogSieve, str], LogPage], *, given: QueryDict | None = None
) -> HttpResponse:
    sieve, page = Sieve(given or request.GET), LogPage([])
    if sieve.is_valid():
        filters = [name for name, value in sieve.cleaned_data.items() if value]
        note_log_read(log=log, filters=filters, by=request.actor, at=now())
        page = read(sieve.asked, request.GET.get("page", ""))
    context = {
        "sieve": sieve,
        "log": log,
        "lines": page.lines,
        "sealed_to": page.sealed_to,
        "previous": page_address(request, page.previous),
        "next": page_address(request, page.next),
        "whom": known_person(sieve.cleaned_data.get("whom")),
        "of_looks": log == "looks",
        "of_changes": log == "changes",
        "of_sample": log == "sample",
    }
    return render(request, f"desk/logs/{'changes' if log == 'changes' else 'looks'}.html", context, status=sieve.status)
