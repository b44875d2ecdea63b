"""Pages for the tests of the request's way, beside the product's own: one shows, one breaks, one refuses."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from offramp.access.enums import Category, Role
from offramp.access.web.requests import SignedInRequest
from offramp.access.web.routes import everyone, only
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Unit
from offramp.config import matrix, urls
from offramp.kernel.errors import NotPermitted
from offramp.people.models import Name


def names(request: SignedInRequest) -> HttpResponse:
    """Show every name the reader may read."""
    found = list(Name.objects.order_by("text"))
    for name in found:
        request.viewer.show(name.person_id, Category.IDENTITY)
    return HttpResponse(", ".join(name.text for name in found))


def count(request: HttpRequest) -> HttpResponse:
    """Say how many names whoever asks may read."""
    return HttpResponse(str(Name.objects.count()))


def breaks(request: HttpRequest) -> HttpResponse:
    """Write, then break."""
    Unit.objects.create(name="Half done", kind=UnitKind.OFFICE)
    raise RuntimeError("broken on purpose")


def refuses(request: HttpRequest) -> HttpResponse:
    """Refuse because of who asks."""
    raise NotPermitted("Not you.", ask="Ask someone else.")


urlpatterns = [
    path("names/", names, name="names"),
    path("count/", count, name="count"),
    path("breaks/", breaks, name="breaks"),
    path("refuses/", refuses, name="refuses"),
    path("unlisted/", count, name="unlisted"),
    *urls.urlpatterns,
]
ROUTES = {
    **matrix.ROUTES,
    "names": only(Role.HELP_OFFICER, Role.NAVIGATOR),
    "count": everyone(),
    "breaks": everyone(),
    "refuses": only(Role.HELP_OFFICER),
}
