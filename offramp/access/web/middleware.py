"""One transaction for each request: who asks, the whole page, the read log, commit, and only then the answer.

A page that read somebody's data and did not note it on the viewer is refused: see `looks`. So is one that shows
anybody while the key store is away. Whoever asks by an id for what is not there, or not for them, reads the same page;
the log keeps that they asked.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils.cache import patch_cache_control

from offramp.access.actions import set_identity
from offramp.access.queries import actor_in, posting_to_act_in
from offramp.access.web.looks import Readings, is_empty, refuse_unlogged, refuse_without_purpose
from offramp.access.web.requests import IdentifiedRequest
from offramp.access.web.routes import audience_of
from offramp.audit.actions import record, record_look
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import PUBLIC, Viewer
from offramp.kernel.ids import new_id
from offramp.kernel.reading import watched_by
from offramp.kernel.sealed import KeyStoreAway, key_store
from offramp.ui.web.keeping import author_of, keep_for_author

Answer = Callable[[HttpRequest], HttpResponse]


class RequestTransaction:
    """Opens the transaction, sets the identity for row security, lets the view render, logs, commits, sends."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast(IdentifiedRequest, request)
        asked.actor, asked.viewer, asked.posting = PUBLIC, Viewer(PUBLIC), None
        asked.readings = Readings()
        try:
            with transaction.atomic(), watched_by(asked.readings):
                response = _nothing_while_keys_are_away(asked, self.get_response(request))
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                else:
                    _log_what_was_not_there(asked, response)
                    _log_looks(asked, response)
                    _keep_out_of_the_browser(asked, response)
        finally:
            _forget_identity()
        if asked.actor.request:
            response["X-Request-Id"] = str(asked.actor.request)  # its number in the logs, for whoever asks about it
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Say who asks, once every middleware has had the request, and whether this route is for them."""
        asked, match = cast(IdentifiedRequest, request), request.resolver_match
        audience = audience_of(match.view_name) if match else None
        if audience is None:
            return render(request, "404.html", status=404)
        if asked.user.is_authenticated:
            _identify(asked, asked.user.pk)
        if audience.public:
            return None
        if not asked.user.is_authenticated:
            return _ask_to_sign_in(asked)
        if asked.posting is None:
            return None if audience.signed_in else render(request, "access/no_posting.html", status=403)
        if not audience.admits(asked.actor.role):
            return _refuse(asked)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Forget what was to be shown; record a refusal because of who asks, after what it interrupted was undone."""
        _forget_looks(cast(IdentifiedRequest, request))
        if isinstance(exception, KeyStoreAway):
            return render(request, "503.html", status=503)  # nobody's data, sealed or not: no page is half a page
        if not isinstance(exception, NotPermitted):
            return None
        return _refuse(cast(IdentifiedRequest, request))


def _nothing_while_keys_are_away(request: IdentifiedRequest, response: HttpResponse) -> HttpResponse:
    """Refuse to show anybody, also by what is not sealed, while the key store can't be reached."""
    if not request.viewer.shown or is_empty(response) or key_store().is_there():
        return response
    _forget_looks(request)
    return render(request, "503.html", status=503)


def _ask_to_sign_in(request: IdentifiedRequest) -> HttpResponseBase:
    """Keep what was typed for whoever opened the form, under their identity alone, and lead to sign-in."""
    set_identity(author_of(request), None)
    return keep_for_author(request) or redirect_to_login(request.get_full_path())


def _identify(request: IdentifiedRequest, user: UUID) -> None:
    at = now()
    request.posting = posting_to_act_in(user, chosen=request.session.get("posting"), at=at)
    if request.posting is None:
        return
    request.actor = actor_in(request.posting, at=at, request=new_id())
    request.viewer = Viewer(request.actor)
    set_identity(user, request.posting.pk, request=request.actor.request)


def _forget_identity() -> None:
    """A local setting outlives a savepoint: where requests share a transaction, as in tests, take it back."""
    if connection.in_atomic_block and not connection.needs_rollback:
        with suppress(DatabaseError):
            set_identity(None, None)


def _log_looks(request: IdentifiedRequest, response: HttpResponse) -> None:
    if is_empty(response):
        return
    match = request.resolver_match
    route = match.view_name if match else ""
    refuse_unlogged(request.viewer, request.readings, route=route)
    refuse_without_purpose(request.viewer, route=route)
    record_look(viewer=request.viewer, route=route, at=now())


def _forget_looks(request: IdentifiedRequest) -> None:
    """Start anew where another page is made in place of the one that was being made."""
    request.viewer.shown.clear()
    request.readings.rows.clear()


def _keep_out_of_the_browser(request: IdentifiedRequest, response: HttpResponse) -> None:
    """Where somebody was shown, leave no copy behind: the next one at this screen may press Back."""
    if request.viewer.shown:
        patch_cache_control(response, no_store=True)


def _log_what_was_not_there(request: IdentifiedRequest, response: HttpResponse) -> None:
    """Record that somebody in office asked for a row by its id and got nothing, whether or not there is such a row.

    Either way the same is written and the same is answered: neither words nor time tell which it was.
    """
    match = request.resolver_match
    if response.status_code == 404 and request.posting and match and any(_ids_of(match)):
        _record_refusal(request, "access.refused_missing")


def _record_refusal(request: IdentifiedRequest, verb: str) -> None:
    """Record who was refused which page, of what and of whom, as ids."""
    match = request.resolver_match
    ids = _ids_of(match) if match else []
    record(
        verb=verb,
        by=request.actor,
        at=now(),
        subject=ids[-1] if ids else None,
        about=match.kwargs.get("person_id") if match else None,
        fields=[match.view_name] if match else [],
    )


def _ids_of(match: ResolverMatch) -> list[UUID]:
    return [value for value in match.kwargs.values() if isinstance(value, UUID)]


def _refuse(request: IdentifiedRequest) -> HttpResponse:
    _record_refusal(request, "access.refused")
    _forget_looks(request)
    return render(request, "403.html", status=403)
