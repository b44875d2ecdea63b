"""Words that are nowhere else: each stands in one field of one table, and belongs to one category."""

from dataclasses import dataclass, field
from hashlib import sha256

from offramp.access.enums import AnyCategory

LETTERS = "bdfghjklmnprstvw"
LENGTH = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A word, the category it belongs to, and the table and field in which it stands."""

    word: str
    category: AnyCategory
    place: str


@dataclass(slots=True)
class Marks:
    """The words of one person. They are consonants alone, so that nothing else is likely to hold one."""

    whose: str
    made: dict[str, Mark] = field(default_factory=dict)

    def word(self, category: AnyCategory, place: str) -> str:
        """Return the word of a place: the same one each time."""
        if place not in self.made:
            digest = sha256(f"{self.whose} {category} {place}".encode()).digest()
            word = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LENGTH])
            self.made[place] = Mark(word, category, place)
        return self.made[place].word

    def found_in(self, text: str) -> list[Mark]:
        """Return the marks that stand in a text, in whatever case."""
        lower = text.lower()
        return [mark for mark in self.made.values() if mark.word in lower]
