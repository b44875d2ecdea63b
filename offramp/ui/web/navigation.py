"""What the shell of every page shows, passed in from above: the ui knows no rooms.

Settings name functions by their dotted paths; each takes the request, and is called only when a template asks:
UI_NAVIGATION a list of NavItem, UI_TRAINING true where no one is real, UI_SEARCH a SearchBox or None, UI_ACCOUNT an
Account or None, UI_NOTICES a list of NavItem for the foot, UI_ALARMS what is pinned above every signed-in page, as
rendered markup (`<c-alarm>`s) or an empty text, UI_SHORTCUTS a list of NavItem for the buttons at the top of pages
that have none of their own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One way on. `icon` is a name from Lucide; items that are not `desktop_only` make the bar on a phone."""

    label: str
    url: str
    icon: str = "arrow-right"
    count: int | None = None
    current: bool = False
    desktop_only: bool = False


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search at the top of every page: a GET form with one field."""

    url: str
    label: str
    placeholder: str = ""
    name: str = "q"


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, in what office, and the ways that belong to them. `sign_out_url` takes a POST."""

    name: str
    office: str = ""
    links: tuple[NavItem, ...] = ()
    sign_out_url: str = ""
