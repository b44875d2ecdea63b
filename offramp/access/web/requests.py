"""What a request carries once its identity is known."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from uuid import UUID

    from django_htmx.middleware import HtmxDetails

    from offramp.access.web.looks import Readings
    from offramp.accounts.models import Posting, User
    from offramp.kernel.identity import Actor, Viewer


class IdentifiedRequest(HttpRequest):
    """Any request past the identity middleware: who acts, who reads; the public where nobody signed in."""

    actor: "Actor"
    viewer: "Viewer"
    readings: "Readings"
    """What was read of anybody so far, to be noted on the viewer before it is shown."""
    posting: "Posting | None"
    htmx: "HtmxDetails"
    browser: "UUID"
    """Whose draft a public form is, where nobody is signed in: set by a view that keeps drafts of such forms."""


class SignedInRequest(IdentifiedRequest):
    """A request by a signed-in user in a posting: what a view behind the access matrix gets."""

    user: "User"
    posting: "Posting"
