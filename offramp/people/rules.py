"""Pure checks on what is known of a person."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from offramp.kernel.days import birthday
from offramp.kernel.errors import Refused
from offramp.people.enums import ContactKind, GivenName, NameKind, Status

LONGEST_NAME = 200
EARLIEST_YEAR = 1900
CARD_LINES = 8
LOOKUP_HOURS = 1
FEWEST_WORDS = 3
"""How many words the reason for a restriction has at least. Ours."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
INCIDENT = re.compile(r"[A-Z0-9][A-Z0-9 /-]{3,29}")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of file numbers: without I and O, which are heard and read as digits."""


def clean_name(text: str, *, field: str = "names") -> str:
    """Return a name with composed letters and single spaces, or refuse it. Any script, signs and emoji are names."""
    if CONTROL.search(text):
        raise Refused(_("The name holds characters that can't be seen."), ask=_("Type it again by hand."), field=field)
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(unicodedata.category(letter)[0] in "LNS" for letter in name):
        raise Refused(_("There is no name here."), ask=_("Write what they are called, even a nickname."), field=field)
    if len(name) > LONGEST_NAME:
        said = _("A name has at most %(most)s characters: this has %(has)s.")
        raise Refused(
            said % {"most": LONGEST_NAME, "has": f"{len(name):,}"}, ask=_("Write the name alone."), field=field
        )
    return name


def clean_names(names: Sequence[GivenName]) -> list[GivenName]:
    """Return the names cleaned, each once; refuse where there is none."""
    found: dict[str, GivenName] = {}
    for name in names:
        text = clean_name(name.text)
        found.setdefault(text.casefold(), GivenName(NameKind(name.kind), text))
    if not found:
        raise Refused(
            _("A file needs a name to find it by."), ask=_("A nickname or a street name will do."), field="names"
        )
    return list(found.values())


def main_name(names: Sequence[GivenName]) -> GivenName:
    """Return the name to call somebody by: the one they chose, else the first given."""
    return next((name for name in names if name.kind == NameKind.CHOSEN), names[0])


def check_birth(born_on: date | None, born_about: int | None, *, today: date) -> None:
    """Refuse a birth to come, one too long ago, or a date together with another year."""
    if born_on and born_on > today:
        raise Refused(_("A birth date can't be still to come."), ask=_("Look at the year."), field="born_on")
    if born_about and born_about > today.year:
        raise Refused(_("A birth year can't be still to come."), ask=_("Look at the year."), field="born_about")
    for field, year in (("born_on", born_on and born_on.year), ("born_about", born_about)):
        if year and year < EARLIEST_YEAR:
            raise Refused(_("That is too long ago."), ask=_("Look at the year."), field=field)
    if born_on and born_about and born_on.year != born_about:
        raise Refused(
            _("The birth date and the year don't agree."),
            ask=_("Keep the date, or empty it and keep the year."),
            field="born_about",
        )


def clean_languages(codes: Sequence[str]) -> list[str]:
    """Return the languages in the order given, each once; refuse what is no code of ISO 639-3."""
    for code in codes:
        if not re.fullmatch("[a-z]{3}", code):
            raise Refused(
                _("A language is named by three letters."), ask=_("Choose it in the list."), field="languages"
            )
    return list(dict.fromkeys(codes))


def check_searched(searched_for: str) -> None:
    """Refuse to open a file before anybody looked whether there is one."""
    if not searched_for.strip():
        raise Refused(_("Search first: there may be a file already."), ask=_("Search for the name."))


def check_unchanged(*, seen: int, now_at: int, changed_by: str) -> None:
    """Refuse a change made on an older version than the one that stands."""
    if seen != now_at:
        said = _("%(who)s changed this while you were writing. What stands now is shown beside your words.")
        raise Refused(said % {"who": changed_by}, ask=_("Compare, then save again to keep yours."), field="version")


def file_number_of(person: UUID) -> str:
    """Return the number of a person's file, like 4F-20917, made from the random part of their key."""
    rest, digits = divmod(person.int & ((1 << 62) - 1), 100_000)
    rest, letter = divmod(rest, len(LETTERS))
    return f"{rest % 10}{LETTERS[letter]}-{digits:05}"


def split_year(text: str) -> tuple[str, int | None]:
    """Return what was asked without the year in it, and the year."""
    years = YEAR.findall(text)
    name = YEAR.sub(" ", text) if years else text
    return " ".join(name.split()), int(years[-1]) if years else None


def clean_incident(number: str) -> str:
    """Return an incident's number as it is written in the log, or refuse it."""
    cleaned = " ".join(number.upper().split())
    if not INCIDENT.fullmatch(cleaned) or not any(letter.isdigit() for letter in cleaned):
        raise Refused(
            _("That is not an incident number."),
            ask=_("Write it as dispatch gave it, like 26-104233."),
            field="incident",
        )
    return cleaned


@dataclass(frozen=True, slots=True)
class Age:
    """How old somebody is, or about."""

    years: int
    is_about: bool


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born: the day, or about the year, or not known."""

    on: date | None = None
    about: int | None = None

    def age(self, *, today: date) -> Age | None:
        """Return how old they are on a day, as far as it is known."""
        if self.on:
            had_birthday = (today.month, today.day) >= (self.on.month, self.on.day)
            return Age(today.year - self.on.year - (0 if had_birthday else 1), is_about=False)
        return Age(today.year - self.about, is_about=True) if self.about else None

    def turns(self, years: int) -> date | None:
        """Return the day they are so old, or the first on which they may be; None where it is not known."""
        if self.on:
            return birthday(self.on, years)
        return date(self.about + years, 1, 1) if self.about else None

    def is_or_may_be_under(self, years: int, *, today: date) -> bool:
        """Say whether somebody of whose birth something is known is younger than that, or could be."""
        age = self.age(today=today)
        return age is not None and age.years < years + age.is_about


def clean_card(text: str) -> str:
    """Return what a safety card says, one advice a line, or refuse an empty or an endless one."""
    lines = [line for line in (" ".join(raw.lstrip("-*• ").split()) for raw in text.splitlines()) if line]
    if not lines:
        raise Refused(_("The card says nothing yet."), ask=_("Write one advice a line."), field="approach")
    if len(lines) > CARD_LINES:
        said = _("A card has at most %(most)s lines, to be read in five seconds: this has %(has)s.")
        raise Refused(
            said % {"most": CARD_LINES, "has": len(lines)}, ask=_("Keep what matters at the door."), field="approach"
        )
    return "\n".join(lines)


def check_review_on(review_on: date, *, today: date) -> None:
    """Refuse a next review in the past or so far off that the card would go stale."""
    if review_on <= today:
        raise Refused(_("The next review must be still to come."), ask=_("Choose a later day."), field="review_on")
    if (review_on - today).days > 366:
        raise Refused(_("A card is looked at again within a year."), ask=_("Choose an earlier day."), field="review_on")


def check_not_ahead(at: datetime, *, now: datetime, field: str) -> None:
    """Refuse a moment that is still to come."""
    if at > now:
        raise Refused(_("That time is still to come."), ask=_("Write when it was."), field=field)


def check_new_status(current: Status, new: Status) -> None:
    """Refuse a change of status that changes nothing."""
    if current == new:
        said = _("Their status is already “%(status)s”.")
        raise Refused(said % {"status": new.label}, ask=_("Choose another, or go back."), field="how")


def clean_contact(kind: ContactKind, text: str) -> str:
    """Return a way of contact as it is kept: a phone number in E.164, an address checked, words as they are."""
    words = " ".join(text.split())
    if not words:
        raise Refused(
            _("There is nothing to reach them by."),
            ask=_("Write the number, the address or whom to ask."),
            field="text",
        )
    if kind == ContactKind.PHONE:
        return _dialled(words)
    if kind == ContactKind.EMAIL:
        try:
            validate_email(words)
        except ValidationError as error:
            raise Refused(
                _("That is no e-mail address."), ask=_("Write it whole, like name@example.org."), field="text"
            ) from error
    return words


def _dialled(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "CA")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Refused(
            _("That is no phone number."), ask=_("Write it with its area code, like 780 555 0142."), field="text"
        )
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dialled};ext={number.extension}" if number.extension else dialled


def check_can_restrict(*, reason: str, has_navigator: bool, is_restricted: bool) -> None:
    """Refuse to restrict a file without words, without a navigator who goes on with them, or twice."""
    if is_restricted:
        raise Refused(_("This file is restricted already."), ask=_("Go back: who is named stands there."))
    if len(reason.split()) < FEWEST_WORDS:
        raise Refused(_("Say in a few words why."), ask=_("Those named read it."), field="reason")
    if not has_navigator:
        raise Refused(
            _("Nobody named is a navigator."), ask=_("Name one: somebody has to walk with this person."), field="named"
        )


def check_may_be_named(*, works_in_unit: bool, is_named: bool) -> None:
    """Refuse to name somebody who works elsewhere, or twice."""
    if not works_in_unit:
        raise Refused(_("They do not work in this unit."), ask=_("Choose one of those shown."), field="user")
    if is_named:
        raise Refused(_("They are named already."), field="user")


def check_may_follow(*, is_looked_after: bool, is_supervisor: bool) -> None:
    """Refuse the privacy officer to name anybody but a supervisor, or while one who is named looks after the file."""
    if is_looked_after:
        raise Refused(_("A supervisor who is named looks after it."), ask=_("Ask them to name whoever is missing."))
    if not is_supervisor:
        raise Refused(_("They are no supervisor."), ask=_("Choose one of those shown."), field="user")


def check_may_take_off(*, is_oneself: bool, navigators_left: int) -> None:
    """Refuse to leave a restricted file without whoever looks after it, or without a navigator."""
    if is_oneself:
        raise Refused(_("You look after this restriction."), ask=_("Ask another supervisor who is named."))
    if not navigators_left:
        raise Refused(_("No navigator would be named any more."), ask=_("Name another one first."), field="user")


def no_such_file() -> str:
    """Return what is said of a file that is not there, or not for whoever asks."""
    return _("There is no such file for you.")


def check_settled(words: str) -> None:
    """Refuse to settle without a word what may be the same file."""
    if not words.strip():
        raise Refused(_("Say what came of it."), field="words")


def check_waits(*, waits: bool) -> None:
    """Refuse to settle twice."""
    if not waits:
        raise Refused(_("This was settled meanwhile."), ask=_("Look at the list."))


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The parts of a collection notice."""

    collects: str
    purpose: str
    authority: str
    automated: str
    contact: str


def check_notice(words: NoticeWords) -> None:
    """Refuse a notice that leaves a part out: each is owed."""
    for name in NoticeWords.__slots__:
        if not getattr(words, name).strip():
            raise Refused(_("The law asks for each of these parts. Write this one too."), field=name)


def check_notice_seen(seen: int, *, current: int) -> None:
    """Refuse to replace a version that its editor has not seen."""
    if seen != current:
        raise Refused(_("Somebody put another version in force meanwhile."), ask=_("Open the page again."))
