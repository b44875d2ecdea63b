"""Pages for the tests of the request's way, beside the product's own: one shows, one breaks, one refuses.

Below them are pages as a hurried hand would write them: they show somebody, and note nobody.
"""

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path

from offramp.access.enums import Category, MeasuresCategory, Role, Stream
from offramp.access.web.requests import SignedInRequest
from offramp.access.web.routes import everyone, only
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Unit
from offramp.config import matrix, urls
from offramp.diversion.enums import Purpose
from offramp.diversion.models import Measure
from offramp.kernel.errors import NotPermitted
from offramp.kernel.reading import not_shown
from offramp.people.models import Name, Person


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


def breaks_telling(request: SignedInRequest, how: str) -> HttpResponse:
    """Read a name, and break in a way that quotes it."""
    name = Name.objects.get()
    request.viewer.show(name.person_id, Category.IDENTITY)
    if how == "in Python":
        raise RuntimeError(f"{name.text} was too much")
    if how == "in a cause":
        raise ValueError("It is wrong") from KeyError(name.text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::integer", [name.text])
    return HttpResponse()


def refuses(request: HttpRequest) -> HttpResponse:
    """Refuse because of who asks."""
    raise NotPermitted("Not you.", ask="Ask someone else.")


def forgets(request: SignedInRequest, way: str) -> HttpResponseBase:
    """Show a name, one way or another, and note nobody."""
    if way == "a row":
        return HttpResponse(Name.objects.get().text)
    if way == "a row not asked for whole":
        return HttpResponse(Name.objects.only("person").get().text)
    if way == "a row, and its words later":
        return HttpResponse(Name.objects.defer("text").get().text)
    if way == "values":
        return HttpResponse(dict(Name.objects.values_list("person_id", "text")).values())
    if way == "values without whose":
        return JsonResponse({"names": list(Name.objects.values_list("text", flat=True))})
    if way == "values of another table":
        return HttpResponse(str(Name.objects.values("unit__name", "text").get()))
    if way == "what a query adds":
        added = Person.objects.annotate(called=Subquery(Name.objects.filter(person=OuterRef("pk")).values("text")))
        return HttpResponse([vars(person)["called"] for person in added])
    if way == "a download":
        return HttpResponse(Name.objects.get().text, headers={"Content-Disposition": "attachment"})
    return StreamingHttpResponse(iter([Name.objects.get().text]))


def notes_another(request: SignedInRequest, what: str) -> HttpResponse:
    """Show a name, and note another category of theirs, or somebody else."""
    name = Name.objects.get()
    if what == "category":
        request.viewer.show(name.person_id, Category.PLAN)
    else:
        request.viewer.show(name.pk, Category.IDENTITY)
    return HttpResponse(name.text)


def measure(request: SignedInRequest, purpose: str) -> HttpResponse:
    """Show a young person's measure, and say for which purpose, or forget that."""
    found = Measure.objects.get()
    request.viewer.purpose = purpose if purpose in Purpose else ""
    request.viewer.show(found.pk, MeasuresCategory.MEASURE, stream=Stream.MEASURES)
    return HttpResponse(found.grounds)


def decides(request: SignedInRequest, how: str) -> HttpResponse:
    """Read a name, and show nothing of it."""
    if how == "says so":
        with not_shown("asks only whether they have a name"):
            return HttpResponse(str(bool(Name.objects.get().text)))
    if how == "leads on":
        return redirect("count", permanent=not Name.objects.get().text)
    if how == "finds nothing":
        raise Http404(Name.objects.get().text)
    return HttpResponse(str(Name.objects.get().is_main))


urlpatterns = [
    path("names/", names, name="names"),
    path("count/", count, name="count"),
    path("breaks/", breaks, name="breaks"),
    path("breaks-telling/<how>/", breaks_telling, name="breaks-telling"),
    path("refuses/", refuses, name="refuses"),
    path("unlisted/", count, name="unlisted"),
    path("forgets/<way>/", forgets, name="forgets"),
    path("notes-another/<what>/", notes_another, name="notes-another"),
    path("decides/<how>/", decides, name="decides"),
    path("measure/<purpose>/", measure, name="measure"),
    *urls.urlpatterns,
]
ROUTES = {
    **matrix.ROUTES,
    "names": only(Role.HELP_OFFICER, Role.NAVIGATOR),
    "count": everyone(),
    "breaks": everyone(),
    "refuses": only(Role.HELP_OFFICER),
    "measure": only(Role.YOUTH_OFFICER),
    **dict.fromkeys(["breaks-telling", "forgets", "notes-another", "decides"], only(Role.HELP_OFFICER)),
}
