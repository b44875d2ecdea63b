"""Danger to life, pinned above every page of everybody who may answer it, and of whoever asked.

The oldest stands whole, with what can be done; those after it are named below, so that the page stays in sight.
"""

from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import IdentifiedRequest
from offramp.triage.queries import dangers
from offramp.triage.web.forms import Claim


def pinned(request: HttpRequest) -> str:
    """Return the dangers to life as one alarm, or nothing."""
    asked = cast(IdentifiedRequest, request)
    rows = dangers(asked.viewer)
    if not rows:
        return ""
    first, *others = rows
    goes = allowed(asked.actor, Permission.INTAKE_CLAIM)
    claim = Claim(request=request, target=first.pk) if goes else None
    shown = {"intake": first, "claim": claim, "others": others}
    return render_to_string("triage/parts/dangers.html", shown, request)
