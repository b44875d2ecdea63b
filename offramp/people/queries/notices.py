"""The collection notice in force, and which one a person was given."""

from uuid import UUID

from offramp.access.enums import Category
from offramp.kernel.identity import Viewer
from offramp.people.models import CollectionNotice, NoticeGiven

FALLBACK = "en"
MOST = 20


def notice_in_force(language: str) -> CollectionNotice:
    """Return the latest version of the notice in a language, or in English where there is none."""
    versions = CollectionNotice.objects.order_by("-version")
    return versions.filter(language=language).first() or versions.filter(language=FALLBACK)[0]


def notices_given(viewer: Viewer, person: UUID) -> list[NoticeGiven]:
    """Return which versions of the notice a person was given, the latest first."""
    found = list(NoticeGiven.objects.filter(person=person).select_related("notice", "by").order_by("-at", "-id")[:MOST])
    if found:
        viewer.show(person, Category.IDENTITY)
    return found
