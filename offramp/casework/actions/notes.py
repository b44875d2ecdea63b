"""Write down what was told to a navigator."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import rules
from offramp.casework.models import Note
from offramp.kernel.identity import Actor


@transaction.atomic
def write_note(
    *, person: UUID, text: str, category: Category = Category.SUPPORT_NOTES, source: str = "", by: Actor, at: datetime
) -> Note:
    """Write a support note, or one of health with its source and authority. A note is never changed afterwards."""
    rules.check_note(text=text, category=category, source=source)
    require(by, Permission.CASE_NOTE, subject=person, unit=by.unit, category=category, at=at)
    note = Note.objects.create(
        person_id=person,
        unit_id=by.home,
        category=category,
        text=text.strip(),
        source=source.strip() if category == Category.HEALTH else "",
        written_at=at,
        written_by_id=by.user,
    )
    audit.record(verb="casework.note_written", by=by, at=at, subject=note.pk, about=person, fields=["category", "text"])
    return note
