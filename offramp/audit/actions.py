"""Write down what was done and what was seen, in the transaction of the change or the response itself."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from offramp.audit.models import Entry, Look
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id

SUBJECTS = """
INSERT INTO audit_looksubject (id, look, at, reader, stream, subject, categories, bases)
SELECT one.id, %s, %s, %s::uuid, one.stream, one.subject, string_to_array(one.categories, ','), coalesce(o.bases, '{}')
FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::text[])
  WITH ORDINALITY AS one (id, stream, subject, categories, place)
LEFT JOIN wall_open_by(%s::uuid[], %s::text[]) AS o ON o.place = one.place
ORDER BY one.place
"""


def record(
    *,
    verb: str,
    by: Actor,
    at: datetime,
    subject: UUID | None = None,
    about: UUID | None = None,
    fields: Collection[str] = (),
) -> Entry:
    """Write one audit row: ids, a verb and names of fields, never content.

    verb: `context.happening`. subject: the row it was done to. about: the person, referral or intake it concerns.
    If it can't be written, the change it belongs to does not happen.
    """
    return Entry.objects.create(
        verb=verb,
        at=at,
        actor_kind=by.kind,
        actor=by.id,
        role=by.role,
        posting=by.posting,
        subject=subject,
        about=about,
        fields=sorted(fields),
        request=by.request,
    )


def record_look(*, viewer: Viewer, route: str, at: datetime) -> Look | None:
    """Write the read log of one response: a row for the response and one for each subject it shows.

    Returns None where nobody's data was shown. If it can't be written, the response must not be sent.
    """
    if not viewer.shown:
        return None
    by = viewer.actor
    look = Look.objects.create(
        at=at, reader=by.id, role=by.role, posting=by.posting, route=route, purpose=viewer.purpose, request=by.request
    )
    _write_subjects(look, viewer.shown)
    return look


def _write_subjects(look: Look, shown: Mapping[tuple[str, UUID], Collection[str]]) -> None:
    """Write a row for each subject in one statement: for the fifty of a list it takes a quarter of Django's time.

    The statement asks the gate itself on which bases each was open to the reader, at the moment of reading.
    """
    rows = [(new_id(), stream, subject, ",".join(sorted(names))) for (stream, subject), names in shown.items()]
    with connection.cursor() as cursor:
        keys, streams, subjects, categories = map(list, zip(*rows, strict=True))
        given = [keys, streams, subjects, categories, subjects, categories]
        cursor.execute(SUBJECTS, [look.pk, look.at, look.reader, *given])
