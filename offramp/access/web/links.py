"""Who comes by a secret link acts and reads as its holder, and as nobody else, whoever is signed in at this browser."""

from django.http import Http404

from offramp.access.actions import set_identity
from offramp.access.queries import holder_of
from offramp.access.web.requests import IdentifiedRequest
from offramp.kernel.identity import Viewer


def come_by_link(request: IdentifiedRequest, secret: str) -> None:
    """Let the request go on as the link's holder; 404 where there is no such link.

    Whether it still opens anything is for the grants: the view finds nothing behind a link that was ended.
    """
    holder = holder_of(secret)
    if holder is None:
        raise Http404
    set_identity(None, None, link=secret)
    request.actor, request.viewer, request.posting = holder, Viewer(holder), None
