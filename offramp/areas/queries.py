"""Branches, neighbourhoods, and whether this is the training city."""

from offramp.areas.models import TrainingCity


def training_city() -> TrainingCity | None:
    """Return the training city this database holds, or None where the data are of real people."""
    return TrainingCity.objects.first()
