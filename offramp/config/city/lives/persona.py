"""Who a person of the training city is: names, birth, languages."""

from datetime import date, timedelta
from typing import Any

from offramp.config.city.ground.names import GIVEN, LANGUAGES, NICKNAMES, OTHER_SCRIPTS, SURNAMES
from offramp.config.city.moments import Dice
from offramp.people.enums import GivenName, NameKind

YOUNGEST, OLDEST = 19, 71


def persona(dice: Dice, on: date, taken: set[str]) -> dict[str, Any]:
    """Return what `people.actions.open_person` is told of somebody new; nobody has a legal name already taken."""
    names, languages = _names(dice, taken)
    age = dice.randint(YOUNGEST, OLDEST)
    knows_day, knows_year = dice.maybe(0.62), dice.maybe(0.8)
    born_on = date(on.year - age, 1, 1) + timedelta(days=dice.randint(0, 364)) if knows_day else None
    return {
        "names": names,
        "born_on": born_on,
        "born_about": on.year - age if not knows_day and knows_year else None,
        "languages": languages,
        "searched_for": names[0].text,
    }


def young_persona(dice: Dice, born_on: date, taken: set[str]) -> dict[str, Any]:
    """Return what `people.actions.open_person` is told of a young person, whose birth date the family gave."""
    full = _new_name(dice, taken)
    return {
        "names": [GivenName(NameKind.LEGAL, full)],
        "born_on": born_on,
        "born_about": None,
        "languages": _languages(dice),
        "searched_for": full,
    }


def _names(dice: Dice, taken: set[str]) -> tuple[list[GivenName], list[str]]:
    if dice.maybe(0.04):
        latin, own, language = dice.one(OTHER_SCRIPTS)
        if latin not in taken:
            taken.add(latin)
            return [GivenName(NameKind.LEGAL, latin), GivenName(NameKind.CHOSEN, own)], [language, "eng"]
    if dice.maybe(0.05):
        return [GivenName(NameKind.NICKNAME, dice.one(NICKNAMES))], _languages(dice)
    full = _new_name(dice, taken)
    given, _, surname = full.partition(" ")
    names = [GivenName(NameKind.LEGAL, full)]
    if dice.maybe(0.3):
        names.append(GivenName(NameKind.NICKNAME, dice.one(NICKNAMES)))
    if dice.maybe(0.07):
        names.append(GivenName(NameKind.ALIAS, f"{dice.one(GIVEN)} {surname}"))
    if dice.maybe(0.06):
        names.append(GivenName(NameKind.FORMER, f"{given} {dice.one(SURNAMES)}"))
    return names, _languages(dice)


def _new_name(dice: Dice, taken: set[str]) -> str:
    while True:
        full = f"{dice.one(GIVEN)} {dice.one(SURNAMES)}"
        if full not in taken:
            taken.add(full)
            return full


def _languages(dice: Dice) -> list[str]:
    first = dice.one(LANGUAGES)
    return [first] if first == "eng" or dice.maybe(0.3) else [first, "eng"]
