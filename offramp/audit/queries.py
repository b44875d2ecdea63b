"""Read the logs. Row security shows a user their own rows, and the privacy officer all of them."""

from uuid import UUID

from django.db.models import QuerySet

from offramp.audit.models import Entry, Look, LookSubject


def entries_about(subject: UUID) -> QuerySet[Entry]:
    """Return what was done concerning a subject, newest first, as far as the reader may see it."""
    return Entry.objects.filter(about=subject).order_by("-id")


def looks_at(subject: UUID) -> QuerySet[LookSubject]:
    """Return who looked at a subject, newest first, as far as the reader may see it."""
    return LookSubject.objects.filter(subject=subject).order_by("-id")


def looks_of(reader: UUID) -> QuerySet[Look]:
    """Return the responses a reader was shown, newest first."""
    return Look.objects.filter(reader=reader).order_by("-id")
