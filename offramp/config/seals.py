"""The keys of the seal and the folder of its heads, from the settings."""

from pathlib import Path

from django.conf import settings

from offramp.audit.rules import Keys
from offramp.audit.sealing.heads import Heads


def keys() -> Keys:
    """Return the key that seals and those before it."""
    return Keys(settings.SEAL_KEY, tuple(settings.SEAL_KEYS_BEFORE))


def heads() -> Heads:
    """Return the file of noted heads of this installation."""
    return Heads(Path(settings.SEAL_HEADS), keys())
