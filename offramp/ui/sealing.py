"""Drafts are sealed for their author: the key is derived from ours, the author, the form and its target.

One about a subject is sealed under the subject's key too (`under`): once that is destroyed it opens to nobody, nor from
an old backup.
"""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

Fields = dict[str, list[str]]
"""What was typed: the values of each field by its name."""


def seal(fields: Fields, *parts: object, under: bytes = b"") -> bytes:
    """Return the fields as ciphertext that opens only for the same author, form and target."""
    return _lock(parts, under).encrypt(json.dumps(fields, ensure_ascii=False).encode())


def unseal(ciphertext: bytes, *parts: object, under: bytes = b"") -> Fields | None:
    """Return the fields, or None where the ciphertext is not this author's or the key was changed."""
    try:
        opened: Fields = json.loads(_lock(parts, under).decrypt(ciphertext))
    except InvalidToken:
        return None
    return opened


def _lock(parts: tuple[object, ...], under: bytes) -> Fernet:
    info = json.dumps(["draft", *map(str, parts)]).encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(_master_key() + under)
    return Fernet(base64.urlsafe_b64encode(key))


def _master_key() -> bytes:
    key: str | bytes = settings.DRAFT_KEY
    return base64.urlsafe_b64decode(key)
