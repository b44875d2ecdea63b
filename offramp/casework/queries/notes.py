"""What was told to a navigator."""

from uuid import UUID

from offramp.casework.models import Note
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

NOTES_PAGE = 20


def notes_of(viewer: Viewer, person: UUID, *, cursor: str = "", size: int = NOTES_PAGE) -> Page[Note]:
    """Return a page of what was told of a person, newest first: empty for whoever may not read it."""
    notes = Note.objects.filter(person=person).select_related("written_by")
    page = page_of(notes, "-written_at", "-id", cursor=cursor, size=size)
    for note in page.rows:
        viewer.show(person, note.category)
    return page
