"""Act once for a form that is right, and lead to what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.functional import Promise

from offramp.ui.web import forms

Act = Callable[[dict[str, Any]], UUID | None]


def sent(form: forms.Form, act: Act, route: str, *, saying: str | Promise) -> HttpResponse | None:
    """Return where a form leads once it has acted, or None while something in it is to be put right.

    act: takes what was typed, and returns the key of the page that the route names; None where it names none.
    """
    if not form.is_valid():
        return None
    with form.sent_once() as sending:
        if sending.is_first:
            key = act(form.cleaned_data)
            sending.leads_to(route, *([key] if key else []), saying=str(saying))
    return sending.redirect() if sending.done else None
