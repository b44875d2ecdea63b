"""Text under a key per subject. The keys live in a key store of its own; without its key a text is noise."""

from offramp.kernel.sealed.fields import SealedTextField
from offramp.kernel.sealed.store import KeyStore, KeyStoreAway, key_store

__all__ = ["KeyStore", "KeyStoreAway", "SealedTextField", "key_store"]
