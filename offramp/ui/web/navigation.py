"""What the shell of every page shows, passed in from above: the ui knows no rooms.

`settings.UI_NAVIGATION`, `UI_TRAINING`, `UI_SEARCH`, `UI_ACCOUNT` and `UI_NOTICES` are dotted paths of functions
that take the request and return the shapes below. Each is called only when a template asks for it.
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
