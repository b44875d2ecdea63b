"""Proof that somebody searched before they open a file, and where they came from."""

from typing import NamedTuple

from django.core import signing

from offramp.kernel.identity import Actor

SALT = "offramp.people.searched"
GOOD_FOR_SECONDS = 4 * 3600


class Searched(NamedTuple):
    """What was searched for, and the page of ours that the new file leads back to: the record, where it is empty."""

    text: str = ""
    back: str = ""


def searched_token(by: Actor, text: str, *, back: str = "") -> str:
    """Return proof that an actor searched for this text: what the page for a new file asks for."""
    return signing.dumps([by.user.hex, text, back], salt=SALT, compress=True)


def searched_for(by: Actor, token: str) -> Searched:
    """Return what the actor searched for, or nothing where they didn't, or too long ago."""
    try:
        user, text, back = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError):
        return Searched()
    return Searched(text, back) if user == by.user.hex else Searched()
