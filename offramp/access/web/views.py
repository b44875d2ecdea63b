"""In which office somebody works now, and who may see what."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render

from offramp.access.queries import offices_of
from offramp.access.queries import who_sees_what as roles_in_words
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now


def posting(request: SignedInRequest) -> HttpResponse:
    """Let somebody with two offices say in which one they work now."""
    offices = offices_of(request.user.pk, at=now())
    if request.method == "POST":
        chosen = request.POST.get("posting", "")
        if chosen not in {str(office.posting) for office in offices}:
            return HttpResponseBadRequest()
        request.session["posting"] = chosen
        return redirect("/")
    current = request.posting.pk if request.posting else None
    return render(request, "access/posting.html", {"offices": offices, "current": current})


def who_sees_what(request: SignedInRequest) -> HttpResponse:
    """Show the tables the wall is made from, in words."""
    return render(request, "access/who_sees_what.html", {"roles": roles_in_words()})
