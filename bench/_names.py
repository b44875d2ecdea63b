"""Names nobody bears, as many and as frequent as a city's, and how a tired hand types them.

New names are spelt by chains of letters learnt from the training city's. How often each is borne falls with its rank
as in a census: the commonest full name is that of about seven people in 100,000.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from offramp.config.city.ground.names import GIVEN, SURNAMES
from offramp.config.city.moments import Dice

GIVEN_NAMES, FAMILY_NAMES = 2_000, 15_000
HEAD = 20
"""How many names share the top: the weight of a rank is 1 / (rank + HEAD)."""
NEIGHBOURS = dict(zip("abcdefghijklmnopqrstuvwxyz", "svxsrdhjukjknmiptqdtyibczz", strict=True))


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody types who looks for a person: a name with a slip in it, and perhaps a year."""

    person: str
    name: str
    year: int | None

    @property
    def text(self) -> str:
        return f"{self.name} {self.year or ''}".strip()


class Names:
    """Draws full names."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.given = invented(GIVEN, GIVEN_NAMES, dice)
        self.family = invented(SURNAMES, FAMILY_NAMES, dice)
        self.weights = {
            count: list(accumulate(1 / (rank + HEAD) for rank in range(count))) for count in (GIVEN_NAMES, FAMILY_NAMES)
        }

    def full(self) -> str:
        """Return a given name and a family name; now and then a second of one of them."""
        given, family = self._one(self.given), self._one(self.family)
        if self.dice.maybe(0.12):
            given = f"{given} {self._one(self.given)}"
        if self.dice.maybe(0.05):
            family = f"{family}-{self._one(self.family)}"
        return f"{given} {family}"

    def _one(self, names: Sequence[str]) -> str:
        [name] = self.dice.choices(names, cum_weights=self.weights[len(names)])
        return name


def invented(known: Sequence[str], count: int, dice: Dice) -> list[str]:
    """Return names that sound like those known; the known ones come first, in any order."""
    follows: dict[str, list[str]] = defaultdict(list)
    for name in known:
        letters = f"^^{name.lower()}$"
        for place in range(len(letters) - 2):
            follows[letters[place : place + 2]].append(letters[place + 2])
    found = dict.fromkeys(dice.sample(known, len(known)))
    while len(found) < count:
        word = "^^"
        while not word.endswith("$"):
            word += dice.one(follows[word[-2:]])
        if 3 <= len(word) - 3 <= 11:
            found[word[2:-1].title()] = None
    return list(found)[:count]


def searched_for(person: str, name: str, year: int | None, dice: Dice) -> Search:
    """Return how somebody in a hurry looks for this person: one slip always; each fifth turned, or a wrong year."""
    words = name.split()
    at = dice.randrange(len(words))
    words[at] = slip(words[at], dice)
    if dice.maybe(0.2):
        words = [*words[1:], words[0]]
    if year and dice.maybe(0.2):
        year += dice.choice([-10, -3, -2, -1, 1, 2, 3, 10])
    return Search(person, " ".join(words), year)


def slip(word: str, dice: Dice) -> str:
    """Return a word with two letters swapped, one left out, one typed twice, or the key beside it."""
    at = dice.randrange(len(word) - 1)
    here, after = word[at], word[at + 1]
    other = NEIGHBOURS.get(here.lower(), "e")
    return word[:at] + dice.choice([after + here, after, here + here + after, other + after]) + word[at + 2 :]
