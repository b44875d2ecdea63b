"""The sentences of a mail: what is read from it is shown beside the sentence that says so."""

import re

from offramp.engagement.rules.mail_quotes import QUOTED

WRAPPED_FROM = 50
"""A line this long that ends without a stop goes on in the next."""
ENDS = re.compile(r"(?<=[.!?…])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]*[A-ZÀ-ÖØ-Þ0-9])")
SHORTENED = re.compile(r"(?:\b(?:[ap]\.m|Mr|Mrs|Ms|Dr|St|Ste|Ave|Blvd|No|M|Mme|Mlle|av|boul|approx|env)\.)$", re.I)
LABELLED = re.compile(r"^\s*[\w'’ /()-]{2,30}\s*:")
LONGEST = 300
MOST = 400


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, its wrapped lines put together again."""
    found = [sentence for line in _joined(text) for sentence in _split(line)]
    return [" ".join(sentence.split())[:LONGEST] for sentence in found if sentence.strip()][:MOST]


def _joined(text: str) -> list[str]:
    lines: list[str] = []
    goes_on = False
    for raw in text.splitlines():
        line = QUOTED.sub("", raw).strip(" \t>*")
        if goes_on and line and not LABELLED.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        goes_on = len(line) >= WRAPPED_FROM and not line.endswith((".", "!", "?", ":"))
    return lines


def _split(line: str) -> list[str]:
    parts: list[str] = []
    for part in ENDS.split(line):
        if parts and SHORTENED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts
