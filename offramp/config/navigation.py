"""What the shell of every page shows: handed to the ui, which knows no rooms."""

from django.http import HttpRequest

from offramp.areas.queries import training_city


def is_training(request: HttpRequest) -> bool:
    """Tell whether this database holds the training city, where no one is real."""
    return training_city() is not None
