"""PACE's themes as numbers, from which a problem can begin: the desk knows both rooms, neither knows the other."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from offramp.access.web.requests import SignedInRequest
from offramp.areas.queries import branches
from offramp.engagement.queries import themes_counted
from offramp.prevention.queries.problems import begun_from_themes
from offramp.ui.web.tables import Column

COLUMNS = (
    Column(_("Theme"), "", "", False), Column(_("Concerns"), "", "", True), Column(_("Events"), "", "", True),
    Column(_("Most in"), "", "", False), Column(_("Problem"), "", "", False),
)  # fmt: skip


def listed(request: SignedInRequest) -> HttpResponse:
    """Show each theme with its numbers, where most was heard, and the problem that began from it."""
    named = {branch.pk: branch.name for branch in branches()}
    begun = begun_from_themes(request.viewer)
    lines = [
        (each, named.get(each.branch, "") if each.branch else "", begun.get(each.theme))
        for each in themes_counted(request.viewer)
    ]
    return render(request, "desk/themes.html", {"lines": lines, "columns": COLUMNS})
