"""Sealing a text, and wrapping the key it is sealed with. Pure: no store, no settings.

A text is sealed by AES-SIV (RFC 5297) for the one place it stands in: moved to another row or field, it does not open.
A key is wrapped by Fernet under a key from the settings; while that is changed, older ones still open.
"""

from collections.abc import Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

KEY_BITS = 512


class NotOurs(Exception):
    """What is sealed does not open with this key: altered, moved, or another's."""


def new_key() -> bytes:
    """Return a fresh key of 64 bytes, for the texts of one subject."""
    return AESSIV.generate_key(KEY_BITS)


def seal(text: str, *, key: bytes, place: str) -> bytes:
    """Return a text as ciphertext for one place. The same text in the same place is sealed to the same bytes."""
    return AESSIV(key).encrypt(text.encode(), [place.encode()]) if text else b""


def unseal(sealed: bytes, *, key: bytes, place: str) -> str:
    """Return the text that was sealed for this place; raise NotOurs where it was not."""
    if not sealed:
        return ""
    try:
        return AESSIV(key).decrypt(sealed, [place.encode()]).decode()
    except InvalidTag as error:
        raise NotOurs(place) from error


class Wrapping:
    """The keys that wrap keys, the one in use first."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._all = MultiFernet([Fernet(secret) for secret in secrets])

    def wrap(self, key: bytes, subject: UUID) -> bytes:
        """Return a subject's key as the store keeps it."""
        return self._all.encrypt(subject.bytes + key)

    def unwrap(self, wrapped: bytes, subject: UUID) -> bytes:
        """Return a subject's key; raise NotOurs where no secret opens it, or it is another's."""
        try:
            opened = self._all.decrypt(wrapped)
        except InvalidToken as error:
            raise NotOurs(str(subject)) from error
        if opened[:16] != subject.bytes:
            raise NotOurs(str(subject))
        return opened[16:]

    def rewrap(self, wrapped: bytes) -> bytes:
        """Return a wrapped key wrapped anew by the secret in use."""
        return self._all.rotate(wrapped)
