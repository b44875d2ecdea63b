"""Pure checks of consents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.consent.enums import (
    FOR_OFFICERS,
    IN_PLAIN_WORDS,
    TO_SOMEBODY,
    Ability,
    Authority,
    DemandKind,
    Method,
    Recipient,
    Verdict,
)
from offramp.kernel.days import birthday, midnight
from offramp.kernel.errors import Refused

OF_AGE = 18
"""From when on a guardian decides no more. The age of majority in Alberta; our reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentTerms:
    """What a consent says: its six elements, how it was given, and who decided."""

    categories: Collection[Category]
    purpose: str
    recipient: Recipient
    agency: UUID | None = None
    somebody: UUID | None = None
    named: str = ""
    acknowledged: bool
    starts_at: datetime
    ends_at: datetime
    told_revocable: bool
    method: Method
    heard_by: str = ""
    ability: Ability
    guardian: str = ""
    capacity_finding: str = ""
    present: str


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known of a person's birth: the date, or about the year, or nothing."""

    born_on: date | None = None
    born_about: int | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.born_on or self.born_about)

    def may_be_under_age(self, today: date) -> bool:
        """Say whether the person is, or could be, younger than 18."""
        return self.may_be_under(OF_AGE, today)

    def may_be_under(self, years: int, today: date) -> bool:
        """Say whether the person is, or could be, younger than that."""
        if self.born_on:
            return today < birthday(self.born_on, years)
        return self.born_about is not None and today.year - self.born_about <= years

    @property
    def of_age_on(self) -> date | None:
        """Return the day they turn 18, or the first on which they may; None where nothing is known."""
        if self.born_on:
            return birthday(self.born_on, OF_AGE)
        return date(self.born_about + OF_AGE, 1, 1) if self.born_about else None

    def ends_for_a_guardian(self, starts_at: datetime) -> datetime | None:
        """Return when what a guardian agrees to from a moment on ends at the latest; None for somebody of age then.

        An adult may have a trustee, for whom no birthday ends anything. Both are our reading.
        """
        ends = midnight(self.of_age_on) if self.of_age_on else None
        return ends if ends and starts_at < ends else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureTerms:
    """What was told of a person without their consent, to whom, on what ground and why."""

    categories: Collection[Category]
    recipient: str
    authority: Authority
    words: str
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandTerms:
    """What a legal demand is, from whom, about whom, by when, and who decides about it."""

    kind: DemandKind
    sender: str
    reference: str = ""
    person: UUID | None = None
    received_on: date
    due_on: date
    decider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """What an agency may receive of a unit, from which day until which, and the service's number for the paper."""

    unit: UUID
    agency: UUID
    categories: list[Category]
    starts_on: date
    ends_on: date | None = None
    reference: str = ""


def check_terms(
    terms: ConsentTerms, *, agreed: Collection[str] | None, birth: Birth, from_age: int, at: datetime
) -> None:
    """Refuse a consent that lacks one of its elements, or opens more than may be opened.

    agreed: what the agreement with the agency in force allows; None where there is no agreement.
    from_age: from which age on somebody may be found able to decide.
    """
    _check_who_decides(terms, birth, from_age, at)
    if terms.ability == Ability.GUARDIAN:
        _check_guardian(terms, birth, at)
    _check_what_and_to_whom(terms, agreed)
    _check_when(terms, at)
    _check_how(terms)


def check_can_withdraw(*, withdrawn_at: datetime | None, ends_at: datetime, at: datetime) -> None:
    """Refuse to take back what was taken back or is over."""
    if withdrawn_at:
        raise Refused(_("This consent was taken back already, on %(when)s.") % {"when": _told(withdrawn_at)})
    if ends_at <= at:
        raise Refused(_("This consent ended on %(when)s. Nothing stands on it.") % {"when": _told(ends_at)})


def check_disclosure(terms: DisclosureTerms, *, at: datetime) -> None:
    """Refuse a disclosure that does not say what, to whom, on what ground or why, or that lies ahead."""
    if not terms.categories:
        raise Refused(_("Choose what was told."), field="categories")
    if not terms.recipient.strip():
        raise Refused(_("Write who received it."), field="recipient")
    if terms.authority == Authority.CONSENT:
        raise Refused(
            _("What they agreed to goes out as a referral, and is written down by itself."),
            ask=_("Send a referral."),
            field="authority",
        )
    if not terms.words.strip():
        raise Refused(_("Write why: which law, which danger, which order."), field="words")
    if terms.told_at > at:
        raise Refused(_("That moment is still to come."), ask=_("Write it down once it was told."), field="told_at")


def check_demand(terms: DemandTerms, *, at: datetime) -> None:
    """Refuse a demand that does not say from whom it came and who decides, or is due before it came."""
    if not terms.sender.strip():
        raise Refused(_("Write from whom it came."), field="sender")
    if not terms.decider.strip():
        raise Refused(_("Write who decides."), field="decider")
    if terms.received_on > localtime(at).date():
        raise Refused(_("That day is still to come."), field="received_on")
    if terms.due_on < terms.received_on:
        raise Refused(_("It is due before it came."), ask=_("Choose a later day."), field="due_on")


def check_agreement(terms: AgreementTerms) -> None:
    """Refuse an agreement about nothing, or one that ends before it begins."""
    if not terms.categories:
        raise Refused(_("Choose what may be shared."), field="categories")
    if terms.ends_on and terms.ends_on < terms.starts_on:
        raise Refused(_("It ends before it begins."), ask=_("Choose a later last day."), field="ends_on")


def check_can_end(*, starts_on: date, ends_on: date | None, last_day: date) -> None:
    """Refuse a last day before the first, or after the one that stands."""
    if last_day < starts_on:
        raise Refused(
            _("It begins on %(day)s.") % {"day": _day(starts_on)},
            ask=_("Choose that day or a later one."),
            field="last_day",
        )
    if ends_on and last_day >= ends_on:
        raise Refused(
            _("It ends on %(day)s already.") % {"day": _day(ends_on)},
            ask=_("Write a new agreement down for a longer time."),
            field="last_day",
        )


def check_can_decide(*, decided_at: datetime | None, closed_at: datetime | None, words: str) -> None:
    """Refuse a second decision, or one without its reasons."""
    check_is_open(closed_at)
    if decided_at:
        raise Refused(_("It was decided already, on %(when)s.") % {"when": _told(decided_at)})
    if not words.strip():
        raise Refused(_("Write why."), field="words")


def whom_to_give_of(verdict: str, *, person: UUID | None, closed_at: datetime | None) -> UUID:
    """Return of whom something is given on a demand; refuse before that was decided, or where it names nobody."""
    check_is_open(closed_at)
    if verdict not in (Verdict.FULL, Verdict.PART):
        raise Refused(_("Nothing is given before it was decided to give something."), ask=_("Write the decision down."))
    if person is None:
        raise Refused(_("This demand names nobody whose file is here."))
    return person


def check_can_close(*, is_decided: bool, closed_at: datetime | None) -> None:
    """Refuse to close what was not decided, or twice."""
    check_is_open(closed_at)
    if not is_decided:
        raise Refused(_("It is not decided yet."), ask=_("Write the decision down first."))


def check_is_open(closed_at: datetime | None) -> None:
    """Refuse anything about a demand that is done with."""
    if closed_at:
        raise Refused(_("This demand was closed on %(when)s.") % {"when": _told(closed_at)})


def _check_who_decides(terms: ConsentTerms, birth: Birth, from_age: int, at: datetime) -> None:
    if terms.ability == Ability.NOT_NOW:
        raise Refused(_("“Not now” is a full answer: it gives no consent."), field="ability")
    if terms.ability == Ability.GUARDIAN and not terms.guardian.strip():
        raise Refused(_("Write the name of the guardian or trustee who decides."), field="guardian")
    alone, today = terms.ability == Ability.ABLE, localtime(at).date()
    if alone and birth.may_be_under(from_age, today):
        raise Refused(
            _("They are, or may be, under %(age)d. A guardian decides.") % {"age": from_age},
            ask=_("Choose “A guardian or trustee decides”, or note their birth date first."),
            field="ability",
        )
    if alone and not terms.capacity_finding.strip():
        _check_needs_no_finding(birth, today)


def _check_needs_no_finding(birth: Birth, today: date) -> None:
    """Where nobody knows when they were born, who asks them says why they take them for somebody who decides alone."""
    if not birth.is_known:
        raise Refused(
            _(
                "It is not known when they were born. Write why you take them for an adult, or why you find them"
                " able to decide."
            ),
            ask=_("Or note their birth date, or about the year, under “Birth and languages” first."),
            field="capacity_finding",
        )
    if birth.may_be_under_age(today):
        raise Refused(
            _("They are, or may be, under 18. Write why you find them able to decide."),
            ask=_("Or let a guardian decide."),
            field="capacity_finding",
        )


def _check_guardian(terms: ConsentTerms, birth: Birth, at: datetime) -> None:
    """A guardian's consent ends when they turn 18 at the latest: our reading, for the privacy office to confirm."""
    if not birth.is_known:
        raise Refused(
            _("It is not known when they were born, so nobody can say how long a guardian decides."),
            ask=_("Note their birth date, or about the year, under “Birth and languages” first."),
            field="ability",
        )
    ends, may_be_minor = birth.ends_for_a_guardian(terms.starts_at), birth.may_be_under_age(localtime(at).date())
    if may_be_minor and ends is None:
        raise Refused(
            _("They may be 18 already. Then a guardian decides no more."),
            ask=_("Note their birth date under “Birth and languages”, or ask them themselves."),
            field="ability",
        )
    if ends and terms.ends_at > ends:
        raise Refused(
            _("They turn 18 on %(day)s. From then on they decide themselves.") % {"day": _day(localtime(ends).date())},
            ask=_("Choose the day before as the last one, or an earlier one. Near that day you are told to ask them."),
            field="ends_at",
        )


def _check_what_and_to_whom(terms: ConsentTerms, agreed: Collection[str] | None) -> None:
    if not terms.categories:
        raise Refused(_("Choose what may be seen."), field="categories")
    if terms.recipient == Recipient.OFFICERS:
        _check_within(terms.categories, FOR_OFFICERS, _("Officers on the care team see this without a consent"))
        return
    if terms.recipient == Recipient.SOMEBODY:
        _check_within(terms.categories, TO_SOMEBODY, _("Somebody around them is never told"))
        return
    if terms.agency is None:
        raise Refused(_("Choose the agency that may see it."), field="agency")
    if agreed is None:
        raise Refused(
            _("There is no information-sharing agreement in force with this agency."),
            ask=_("Choose another agency, or ask the privacy office for an agreement."),
            field="agency",
        )
    shareable = [category for category in IN_PLAIN_WORDS if category in agreed]
    _check_within(terms.categories, shareable, _("The agreement with this agency does not allow"))


def _check_within(chosen: Iterable[str], allowed: Collection[str], said: str) -> None:
    beyond = sorted(str(Category(category).label) for category in chosen if category not in allowed)
    if beyond:
        raise Refused(f"{said}: {', '.join(beyond)}.", ask=_("Take it off."), field="categories")


def _check_when(terms: ConsentTerms, at: datetime) -> None:
    if terms.ends_at <= terms.starts_at:
        raise Refused(_("It ends before it begins."), ask=_("Choose a later last day."), field="ends_at")
    if terms.ends_at <= at:
        raise Refused(_("That day has passed."), ask=_("Choose a later last day."), field="ends_at")


def _check_how(terms: ConsentTerms) -> None:
    if not terms.purpose.strip():
        raise Refused(_("Write what it is for."), field="purpose")
    if not terms.acknowledged:
        raise Refused(_("Reasons, risks and benefits must be explained and understood first."), field="acknowledged")
    if not terms.told_revocable:
        raise Refused(_("Tell them first that they can take it back at any time."), field="told_revocable")
    if terms.method == Method.ORAL and not terms.heard_by.strip():
        raise Refused(_("Write who heard it."), field="heard_by")
    if not terms.present.strip():
        raise Refused(
            _("Write who was present."), ask=_("Were you alone with them, write “nobody else”."), field="present"
        )


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _told(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y, H:i")
