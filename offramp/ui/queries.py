"""Reads of sent forms and drafts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from offramp.kernel.sealed import key_store
from offramp.ui.models import Draft, SentForm
from offramp.ui.sealing import Fields, unseal


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft, opened for its author."""

    fields: Fields
    saved_at: datetime


def draft_of(author: UUID, form: str, target: str) -> KeptDraft | None:
    """Return what this author typed into this form and has not sent; None where nothing is kept, or its key is gone."""
    row = Draft.objects.filter(author_id=author, form=form, target=target).first()
    if row is None:
        return None
    under = key_store().key_of(row.about) if row.about else b""
    fields = None if under is None else unseal(bytes(row.ciphertext), author, form, target, under=under)
    return None if fields is None else KeptDraft(fields, row.saved_at)


def result_of_sending(token: UUID) -> str:
    """Return where the first sending of this form led, or an empty text."""
    sealed = SentForm.objects.filter(token=token).values_list("result_url", flat=True).first() or ""
    opened = unseal(sealed.encode(), token) if sealed else None
    return opened["url"][0] if opened else ""
