"""Writes of sent forms and drafts. They are the form's own bookkeeping: no subject, so no audit row of theirs."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from offramp.kernel.sealed import key_store
from offramp.ui.models import Draft, SentForm
from offramp.ui.sealing import Fields, seal
from offramp.ui.tokens import FormToken

INSERT_ONCE = """
    INSERT INTO ui_sentform (token, user_id, action, target, result_url, sent_at)
    VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT DO NOTHING
"""


def first_sending(token: FormToken, *, at: datetime) -> bool:
    """Take the token and tell whether this is the first time; inside the request's transaction.

    A sending at the same moment waits here until the first one commits, then finds its row.
    """
    with connection.cursor() as cursor:
        cursor.execute(INSERT_ONCE, [token.id, token.user, token.action, token.target, at])
        return bool(cursor.rowcount == 1)


def keep_result(token: FormToken, *, result_url: str) -> None:
    """Note where the sending led, sealed, for whoever sends the same form again: an address may be a key."""
    sealed = seal({"url": [result_url]}, token.id).decode()
    SentForm.objects.filter(token=token.id).update(result_url=sealed)


@transaction.atomic
def save_draft(
    *, author: UUID, form: str, target: str, fields: Fields, about: UUID | None = None, at: datetime
) -> None:
    """Seal what was typed for its author, in place of what was kept before.

    about: the person or intake it is about, whose key seals it too; raise Destroyed where that key is gone.
    """
    under = key_store().key_to_write(about) if about else b""
    ciphertext = seal(fields, author, form, target, under=under)
    draft = Draft(author_id=author, form=form, target=target, about=about, ciphertext=ciphertext, saved_at=at)
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["author_id", "form", "target"],
        update_fields=["about", "ciphertext", "saved_at"],
    )


def forget_draft(*, author: UUID, form: str, target: str) -> None:
    """Delete what was kept of this form: it was sent, or its author starts empty."""
    Draft.objects.filter(author_id=author, form=form, target=target).delete()


def forget_about(subjects: Iterable[UUID]) -> int:
    """Delete whatever anybody typed about some people or intakes and did not send; return how many drafts that were.

    For a process that acts for nobody, after their keys were destroyed: nobody who is signed in deletes another's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ui_forget_about(%s::uuid[])", [list(subjects)])
        return int(cursor.fetchone()[0])


def forget_old(*, at: datetime) -> None:
    """Delete drafts that nobody came back to for 14 days, and sendings 21 days old, whose forms have expired."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ui_forget_old(%s)", [at])
