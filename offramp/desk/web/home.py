"""The desk: what waits for whoever opens it, oldest promise first."""

from django.http import HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.desk.queries import desk_of
from offramp.kernel.clock import now


def show(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the reader in the office they work in."""
    at = now()
    return render(request, "desk/home.html", {"desk": desk_of(request.viewer, request.user.name, at=at), "at": at})
