"""Write down who is around a person and what they take part in; change it, end it, say how it goes."""

from dataclasses import asdict
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import rules
from offramp.casework.actions.holding import held
from offramp.casework.models import HowItGoes, Pursuit, Supporter
from offramp.casework.rules import PursuitTerms, SupporterTerms
from offramp.kernel.identity import Actor

A = TypeVar("A", Supporter, Pursuit)


@transaction.atomic
def add_supporter(*, person: UUID, terms: SupporterTerms, by: Actor, at: datetime) -> Supporter:
    """Write down somebody around a person. Who tells of health by what they are is health: no officer reads of them."""
    rules.check_supporter(terms)
    return _add(Supporter, person, terms, by, at)


@transaction.atomic
def change_supporter(*, supporter: UUID, version: int, terms: SupporterTerms, by: Actor, at: datetime) -> Supporter:
    """Change what is known of somebody around a person, as it stood in `version`; refuse what was changed since."""
    rules.check_supporter(terms)
    return _change(held_around(model=Supporter, pk=supporter, by=by, at=at), version, terms, by, at)


@transaction.atomic
def end_supporter(*, supporter: UUID, reason: str, by: Actor, at: datetime) -> Supporter:
    """Write down that somebody is around a person no more, and why. From then on nobody tells them anything."""
    return _end(held_around(model=Supporter, pk=supporter, by=by, at=at), reason, by, at)


@transaction.atomic
def add_pursuit(*, person: UUID, terms: PursuitTerms, by: Actor, at: datetime) -> Pursuit:
    """Write down what a person takes part in. What tells of health by its name is health."""
    rules.check_pursuit(terms)
    return _add(Pursuit, person, terms, by, at)


@transaction.atomic
def change_pursuit(*, pursuit: UUID, version: int, terms: PursuitTerms, by: Actor, at: datetime) -> Pursuit:
    """Change what a person takes part in, as it stood in `version`; refuse what was changed since."""
    rules.check_pursuit(terms)
    return _change(held_around(model=Pursuit, pk=pursuit, by=by, at=at), version, terms, by, at)


@transaction.atomic
def end_pursuit(*, pursuit: UUID, reason: str, by: Actor, at: datetime) -> Pursuit:
    """Write down that a person takes part in something no more, and why."""
    return _end(held_around(model=Pursuit, pk=pursuit, by=by, at=at), reason, by, at)


@transaction.atomic
def note_with_supporter(*, supporter: UUID, on: date, words: str, by: Actor, at: datetime) -> HowItGoes:
    """Write in a line how it goes with a mentor, or with somebody else around a person."""
    return _note(held_around(model=Supporter, pk=supporter, by=by, at=at), on, words, by, at)


@transaction.atomic
def note_in_pursuit(*, pursuit: UUID, on: date, words: str, by: Actor, at: datetime) -> HowItGoes:
    """Write in a line how it goes in what a person takes part in."""
    return _note(held_around(model=Pursuit, pk=pursuit, by=by, at=at), on, words, by, at)


def held_around(*, model: type[A], pk: UUID, by: Actor, at: datetime) -> A:
    """Lock somebody or something around a person that the actor may change and return it; refuse what has ended."""
    found = held(model=model, pk=pk)
    category = Category(found.category)
    require(by, Permission.CASE_PLAN, subject=found.person_id, unit=found.unit_id, category=category, at=at)
    rules.check_goes_on(found.ended_at, what=_("This has ended."))
    return found


def _add(model: type[A], person: UUID, terms: SupporterTerms | PursuitTerms, by: Actor, at: datetime) -> A:
    category = rules.category_around(terms)
    require(by, Permission.CASE_PLAN, subject=person, unit=by.unit, category=category, at=at)
    added = model(
        person_id=person, unit_id=by.home, category=category, added_at=at, added_by_id=by.user, **_said(terms)
    )
    added.save(force_insert=True)
    _record("added", added, by, at, fields=["kind"])
    return added


def _change(row: A, version: int, terms: SupporterTerms | PursuitTerms, by: Actor, at: datetime) -> A:
    """Change a row. What comes to tell of health takes what was written of it along behind the same wall."""
    rules.check_same_version(seen=version, now=row.version)
    category = rules.category_around(terms)
    require(by, Permission.CASE_PLAN, subject=row.person_id, unit=row.unit_id, category=category, at=at)
    said: dict[str, object] = {**_said(terms), "category": category}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    for name, value in {**said, "version": version + 1}.items():
        setattr(row, name, value)
    row.save(update_fields=[*said, "version"])
    if row.category == Category.HEALTH:
        row.lines.update(category=Category.HEALTH)
    _record("changed", row, by, at, fields=changed)
    return row


def _end(row: A, reason: str, by: Actor, at: datetime) -> A:
    rules.check_why_it_ended(reason)
    row.ended_at, row.ended_by_id, row.end_reason = at, by.user, reason.strip()
    row.version += 1
    row.save(update_fields=["ended_at", "ended_by", "end_reason", "version"])
    _record("ended", row, by, at, fields=["end_reason"])
    return row


def _note(row: A, on: date, words: str, by: Actor, at: datetime) -> HowItGoes:
    rules.check_line(words=words, on=on, today=localdate(at))
    line = HowItGoes(
        person_id=row.person_id, unit_id=row.unit_id, category=row.category, on=on, words=words.strip(),
        noted_at=at, noted_by_id=by.user,
    )  # fmt: skip
    setattr(line, _word(row), row)
    line.save(force_insert=True)
    _record("noted", row, by, at, fields=["on", "words"])
    return line


def _said(terms: SupporterTerms | PursuitTerms) -> dict[str, object]:
    """Return what the terms say as the fields of a row."""
    given = {name: value for name, value in asdict(terms).items() if name != "tells_health"}
    return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}


def _word(row: Supporter | Pursuit) -> str:
    return "supporter" if isinstance(row, Supporter) else "pursuit"


def _record(deed: str, row: Supporter | Pursuit, by: Actor, at: datetime, *, fields: list[str]) -> None:
    verb = f"casework.{_word(row)}_{deed}"
    audit.record(verb=verb, by=by, at=at, subject=row.pk, about=row.person_id, fields=fields)
