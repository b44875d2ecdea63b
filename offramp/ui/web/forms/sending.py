"""One sending of one form, and where it leads."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext


@dataclass(slots=True)
class Sending:
    """What `sent_once` hands to the view. `is_first` is false for a repeat; `done` is false after a refusal."""

    request: HttpRequest
    is_first: bool
    result: str = ""
    done: bool = False
    saying: str = ""

    def leads_to(self, route: str, *args: Any, saying: str = "", **kwargs: Any) -> None:
        """Say on which page the result is shown, and what to say there."""
        self.leads_back(reverse(route, args=args, kwargs=kwargs), saying=saying)

    def leads_back(self, url: str, *, saying: str = "") -> None:
        """Say at which of our own addresses the result is shown, and what to say there."""
        self.result = url
        self.saying = str(saying)

    def redirect(self) -> HttpResponseRedirect:
        """Lead to the result: the first one's, also after a second press."""
        if not self.is_first:
            messages.info(self.request, gettext("This was saved already, once."))
        elif self.saying:
            messages.success(self.request, self.saying)
        response = HttpResponseRedirect(self.result)
        response.status_code = 303
        return response
