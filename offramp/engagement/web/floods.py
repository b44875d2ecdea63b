"""More from one connection in an hour than any person sends is held back. No address is kept, only its digest."""

from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import gettext as _

from offramp.access.web.requests import IdentifiedRequest
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused

AT_MOST = 10
WITHIN_SECONDS = 3600


def hold_back(request: IdentifiedRequest, what: str = "invitations", at_most: int = AT_MOST) -> None:
    """Refuse more of something from one connection in an hour than any organiser sends."""
    hour = int(now().timestamp() // WITHIN_SECONDS)
    where = sha256(f"{hour} {request.META.get('REMOTE_ADDR', '')}".encode()).hexdigest()
    key = f"{what}:{where}"
    came = int(cache.get(key, 0)) + 1
    if came > at_most:
        raise Refused(
            _("Many invitations came from this connection within the hour."),
            ask=_("Wait an hour, or call us: your text is still here."),
        )
    cache.set(key, came, WITHIN_SECONDS)
