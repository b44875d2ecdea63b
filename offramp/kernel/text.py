"""Text as it compares: people write one name in many ways."""

import unicodedata


def folded(text: str) -> str:
    """Return words without diacritics, case or punctuation, one space between them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
