"""The consideration before a charge: who may be considered, what the law presumes, what must be written down."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.diversion.enums import (
    BEFORE_A_CHARGE,
    TO_A_PROGRAM,
    VIOLENT,
    Condition,
    Heard,
    MeasureType,
    Offence,
    Presumption,
    Reached,
    Said,
    Sex,
)
from offramp.kernel.errors import Refused
from offramp.kernel.text import folded

YOUNGEST, OLDEST = 12, 17
"""Whom the Act calls a young person: twelve or older, and under eighteen, when it happened. Source: s. 2(1)."""


class TooYoung(Refused):
    """Under twelve there is no measure: nothing is kept, and help is offered instead."""


@dataclass(frozen=True, slots=True)
class Youth:
    """Who it is about. born: None where the birth date is not known; then believed_age says how old they appear."""

    given_name: str
    family_name: str
    born: date | None = None
    believed_age: int | None = None
    sex: Sex = Sex.NOT_SAID
    reach: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Adult:
    """A parent or guardian: who they are to the young person, and how they were told, or that nobody was reached."""

    name: str = ""
    kin: str = ""
    reach: str = ""
    reached: Reached = Reached.NOBODY
    words: str = ""


@dataclass(frozen=True, slots=True)
class Harmed:
    """Somebody who was harmed, and what they choose, where they were asked already."""

    name: str = ""
    reach: str = ""
    is_young: bool = False
    choice: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Yes:
    """What somebody said when they were asked to agree."""

    said: Said = Said.NOT_ASKED
    heard: Heard = Heard.ORAL
    words: str = ""


@dataclass(frozen=True, slots=True)
class Consideration:
    """What an officer considered, decided and wrote down."""

    youth: Youth
    offence: Offence
    occurred_on: date
    occurrence: str
    grounds: str
    considered: Collection[MeasureType]
    decision: MeasureType
    reasons: str
    found_guilty_before: bool = False
    repeats_or_risks: bool = False
    agreed: Yes = field(default_factory=Yes)
    guardian_agreed: Yes = field(default_factory=Yes)
    consented_on: date | None = None
    conditions: Collection[Condition] = ()
    adult: Adult = field(default_factory=Adult)


def age_on(day: date, *, born: date) -> int:
    """Return how old somebody is on a day, in whole years. Who was born on 29 February is older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_at(said: Youth, *, on: date) -> int:
    """Return how old a young person was, by the birth date, else as they appear; refuse where neither is known."""
    if said.born is not None:
        return age_on(on, born=said.born)
    if said.believed_age is None:
        raise Refused(
            _("Without a birth date it must be said how old they appear."),
            ask=_("Write down the age you believe, and correct it once you know."),
            field="believed_age",
        )
    return said.believed_age


def check_age(age: int) -> None:
    """Refuse whoever was not a young person when it happened: under twelve TooYoung, from eighteen Refused."""
    if age < YOUNGEST:
        raise TooYoung(
            _("Under twelve there is no measure and no charge. Nothing of this is kept."),
            ask=_("Talk with the parents, and offer them help."),
            field="born",
        )
    if age > OLDEST:
        raise Refused(
            _("They were eighteen or older when it happened: this page is for young persons."),
            ask=_("Check the birth date and the day. For an adult, use the adult process."),
            field="born",
        )


def check_birth_date(born: date, *, known: str, occurred_on: date, today: date) -> None:
    """Refuse a birth date where one is written already, or by which there should be no record: with the way out."""
    if known:
        raise Refused(
            _("The birth date is written down already."),
            ask=_("If it is somebody else's, ask the privacy officer to destroy the record."),
            field="born",
        )
    if born > today:
        raise Refused(_("That day has not come yet."), ask=_("Check the birth date."), field="born")
    if not YOUNGEST <= age_on(occurred_on, born=born) <= OLDEST:
        raise Refused(
            _("By this date they were not 12 to 17 when it happened: this record should not be."),
            ask=_("If the date is right, do not write it here: ask the privacy officer to destroy the record."),
            field="born",
        )


def check_days(said: Consideration, *, at: datetime) -> None:
    """Refuse a day that has not come yet, and a consent to a sanction for what had not happened: its clock is wrong."""
    for day, name in ((said.occurred_on, "occurred_on"), (said.consented_on, "consented_on")):
        if day is not None and day > localtime(at).date():
            raise Refused(_("That day has not come yet."), ask=_("Write down when it happened."), field=name)
    if said.decision == MeasureType.SANCTION and said.consented_on and said.consented_on < said.occurred_on:
        raise Refused(
            _("On that day it had not happened yet: nobody could consent to a sanction for it."),
            ask=_("Write down the day of the consent."),
            field="consented_on",
        )


def presumption_of(offence: Offence, *, found_guilty_before: bool, repeats_or_risks: bool) -> Presumption:
    """Return what the law presumes: that a measure is enough, and why; or nothing.

    Source: Youth Criminal Justice Act, s. 4(c) for offences without violence by somebody never found guilty; s. 4.1
    for not complying, unless it repeats itself or puts others at risk. In our words and from memory: for the
    service's counsel to confirm.
    """
    if offence == Offence.NOT_COMPLYING:
        return Presumption.NONE if repeats_or_risks else Presumption.NOT_COMPLYING
    if offence in VIOLENT or found_guilty_before:
        return Presumption.NONE
    return Presumption.NON_VIOLENT


def check_considered(said: Consideration, *, has_cautions: bool) -> None:
    """Refuse a decision for which s. 6(1) was not kept: what comes before a charge was not all considered."""
    for words, name in ((said.grounds, "grounds"), (said.reasons, "reasons"), (said.occurrence, "occurrence")):
        if not words.strip():
            raise Refused(_("This is part of the record the law asks for."), ask=_("Write it down."), field=name)
    if said.decision == MeasureType.CAUTION and not has_cautions:
        raise Refused(
            _("There is no program of cautions here."), ask=_("Choose a warning, or something else."), field="decision"
        )
    if said.decision in (MeasureType.CHARGE, MeasureType.SANCTION):
        _check_all_considered(said, has_cautions=has_cautions)


def _check_all_considered(said: Consideration, *, has_cautions: bool) -> None:
    asked = [each for each in BEFORE_A_CHARGE if has_cautions or each != MeasureType.CAUTION]
    missing = [str(each.label) for each in asked if each not in said.considered]
    if missing:
        raise Refused(
            _("Before a charge, each of these has to be considered: %(missing)s.") % {"missing": ", ".join(missing)},
            ask=_("Consider it, and tick it off."),
            field="considered",
        )


def check_agreed(said: Consideration, *, knows_program: bool, takes_violence: bool = True) -> None:
    """Refuse either without consent or to the wrong program, and a sanction without what the law asks first.

    Source, for the program of a sanction: Youth Criminal Justice Act, s. 10(2)(a); for a parent who is told: s. 11.
    """
    if said.decision in TO_A_PROGRAM:
        if not knows_program:
            raise Refused(_("To which program?"), ask=_("Choose one that is open."), field="program")
        if said.offence in VIOLENT and not takes_violence:
            raise Refused(
                _("This program takes only what was without violence."),
                ask=_("Choose another program, or another measure."),
                field="program",
            )
        _check_said_yes(said.agreed, "agreed")
    if said.decision == MeasureType.SANCTION:
        if said.adult.reached == Reached.NOBODY and not said.adult.words.strip():
            raise Refused(
                _("A parent is told of a sanction."),
                ask=_("Say how they were told, or what was tried."),
                field="told",
            )
        unmet = [str(each.label) for each in Condition if each not in said.conditions]
        if unmet:
            raise Refused(
                _("For a sanction the law asks for more: %(unmet)s.") % {"unmet": ", ".join(unmet)},
                ask=_("Tick off what holds, or choose another measure."),
                field="conditions",
            )


def _check_said_yes(agreed: Yes, field: str) -> None:
    if agreed.said != Said.YES:
        raise Refused(
            _("This needs the young person's consent, and “not now” is a full answer."),
            ask=_("Choose another measure, or ask again another day."),
            field=field,
        )


def digest_of(given_name: str, family_name: str, born: date | None) -> str:
    """Return under what a record is found again: the first given name, the family name, the birth date.

    Keyed by SECRET_KEY, so that nobody finds a name by trying names on a copy of the table alone.
    """
    first = (folded(given_name).split() or [""])[0]
    told = "|".join((first, folded(family_name).replace(" ", ""), born.isoformat() if born else ""))
    return salted_hmac("offramp.diversion.look_up", told, algorithm="sha256").hexdigest()
