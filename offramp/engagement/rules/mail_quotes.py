"""What somebody wrote, apart from what they quote. A mail that was passed on is read whole."""

import re

from mailparser_reply import EmailReplyParser

QUOTED = re.compile(r"^\s*>")
INTRODUCES = re.compile(
    r"^\s*(?:on\b.{5,200}\bwrote|le\b.{5,200}\ba écrit)\s*:\s*$"
    r"|^\s*-{2,}\s*(?:original message|message d'origine|message original)\s*-{2,}\s*$",
    re.IGNORECASE,
)
PASSED_ON = re.compile(r"^\s*(?:fwd?|tr|wg)\s*:", re.IGNORECASE)
PASSES_ON = re.compile(
    r"^\s*(?:-{2,}\s*)?(?:forwarded message|begin forwarded message|message transféré|début du message transféré"
    r"|message réexpédié)\b",
    re.IGNORECASE | re.MULTILINE,
)
SIGNED = re.compile(r"^-- ?$", re.MULTILINE)
LONGEST_TEXT, LONGEST_LINE = 40_000, 400
"""The parser of replies takes long over lines that nobody writes."""


def is_passed_on(subject: str, whole: str) -> bool:
    """Say whether somebody passes on another's mail: then what is quoted is what matters."""
    return bool(PASSED_ON.match(subject) or PASSES_ON.search(whole))


def own_words(whole: str) -> str:
    """Return a text without what it quotes; the whole of it where nothing else is left."""
    short = len(whole) <= LONGEST_TEXT and all(len(line) <= LONGEST_LINE for line in whole.splitlines())
    text = (EmailReplyParser(languages=["en", "fr"]).parse_reply(whole) if short else "") or whole
    return _unquoted(text) or whole.strip()


def _unquoted(text: str) -> str:
    lines = [line for line in text.splitlines() if not QUOTED.match(line) and not INTRODUCES.match(line)]
    return "\n".join(lines).strip()
