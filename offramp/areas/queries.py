"""Branches, neighbourhoods, and whether this is the training city."""

from django.db.models import QuerySet

from offramp.areas.models import Branch, TrainingCity


def training_city() -> TrainingCity | None:
    """Return the training city this database holds, or None where the data are of real people."""
    return TrainingCity.objects.first()


def branches() -> QuerySet[Branch]:
    """Return every branch in its place."""
    return Branch.objects.order_by("position")
