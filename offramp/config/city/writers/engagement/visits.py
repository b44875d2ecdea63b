"""What `engagement.actions` writes after an event: the debrief, who was there, concerns, promises, introductions."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from offramp.config.city.city import City
from offramp.config.city.lives.pace.story import COORDINATOR
from offramp.config.city.lives.pace.visits import Aftermath, Bridge, Word, Worry
from offramp.config.city.words import heard as words
from offramp.config.city.writers.engagement.places import Filled
from offramp.engagement.enums import Side
from offramp.engagement.letters import answer_letter
from offramp.engagement.models import Attendance, Concern, Debrief, Introduction, Message, Promise, Theme
from offramp.kernel.identity import Actor

MAILED_AFTER = timedelta(seconds=20)
LINKED_AFTER = timedelta(minutes=1)
"""So long after a concern was taken on it is put under its theme."""


def write_themes(city: City, told: Iterable[Aftermath]) -> None:
    """Write what concerns are about: each theme is named when the first concern is put under it."""
    first: dict[str, datetime] = {}
    for worry in (worry for after in told for worry in after.worries):
        if worry.owned_at:
            first[worry.trouble.theme] = min(worry.owned_at, first.get(worry.trouble.theme, worry.owned_at))
    for name, owned_at in first.items():
        at = owned_at + LINKED_AFTER
        row = Theme(pk=city.book.id_at(at), unit_id=city.ground.units["pace"], name=name, made_at=at)
        city.themes[name] = city.book.add(row)
        city.book.record("theme.named", city.ground.actor(COORDINATOR, at), at, subject=row.pk)


def write_aftermath(city: City, after: Aftermath, filled: Filled) -> None:
    """Write a debrief and all that came of it."""
    by, at, event = city.ground.actor(after.by.username, after.at), after.at, filled.event
    debrief = city.book.add(
        Debrief(
            pk=city.book.id_at(at), invitation=event, unit_id=event.unit_id, told_by_id=by.user, told_at=at,
            changed_at=at, took_place=after.took_place, reach=after.reach, mood=after.mood, cards=after.cards,
            note=after.note,
        )
    )  # fmt: skip
    city.book.record("visit.told", by, at, subject=debrief.pk, about=event.pk)
    for there in after.there:
        row = city.book.add(
            Attendance(
                pk=city.book.id_at(at), assignment=filled.seats[there.going.username].row, invitation=event,
                unit_id=event.unit_id, attended=there.attended, minutes=there.minutes, stated_by_id=by.user,
                stated_at=at,
            )
        )  # fmt: skip
        city.book.record("attendance.stated", by, at, subject=row.pk, about=event.pk)
    for worry in after.worries:
        _concern(city, after, worry, filled)
    for word in after.promises:
        _promise(city, after, word, filled)
    for bridge in after.bridges:
        _introduction(city, after, bridge, filled)


def _concern(city: City, after: Aftermath, worry: Worry, filled: Filled) -> None:
    by, at, event = city.ground.actor(after.by.username, after.at), after.at, filled.event
    row = city.book.add(
        Concern(
            pk=city.book.id_at(at), invitation=event, unit_id=event.unit_id, text=worry.text, heard_by_id=by.user,
            heard_at=at,
        )
    )  # fmt: skip
    city.book.record("concern.heard", by, at, subject=row.pk, about=event.pk)
    if worry.owned_at and worry.due_on:
        _take_on(city, row, worry, worry.owned_at)
    if worry.told_at:
        _tell(city, row, worry, filled, worry.told_at)
    if worry.answered_at:
        row.answered_at = worry.answered_at
        _change(city, row, "concern.answered", ["answered_at"], filled.written.holder, worry.answered_at)
    if worry.reopened_at:
        row.reopened_at, row.because = worry.reopened_at, words.BECAUSE
        _change(city, row, "concern.reopened", ["because", "reopened_at"], filled.written.holder, worry.reopened_at)


def _take_on(city: City, row: Concern, worry: Worry, at: datetime) -> None:
    """Write who takes a concern on, and what it is about."""
    by, trouble = city.ground.actor(COORDINATOR, at), worry.trouble
    row.owner, row.owner_name, row.action = trouble.owner, trouble.owner_name, trouble.action
    row.due_on = worry.due_on
    _change(city, row, "concern.taken_on", ["action", "due_on", "owner", "owner_name"], by, at)
    row.theme = city.themes[trouble.theme]
    _change(city, row, "concern.linked", ["theme"], by, at + LINKED_AFTER)


def _tell(city: City, row: Concern, worry: Worry, filled: Filled, at: datetime) -> None:
    """Write the answer, and the letter that carries it."""
    by, trouble, inviter = city.ground.actor(COORDINATOR, at), worry.trouble, filled.written.inviter
    row.outcome, row.answer = trouble.outcome, trouble.answer_in(inviter.language)
    row.told_at, row.told_by_id = at, by.user
    _change(city, row, "concern.told", ["answer", "outcome", "told_at", "told_by"], by, at)
    city.book.add(
        Message(
            pk=city.book.id_at(at), invitation_id=row.invitation_id, unit_id=row.unit_id, side=Side.PACE,
            written_by_id=by.user, written_at=at, text=answer_letter(row, inviter),
            mailed_at=at + MAILED_AFTER if inviter.email else None,
        )
    )  # fmt: skip


def _change(city: City, row: Concern, verb: str, fields: list[str], by: Actor, at: datetime) -> None:
    row.version += 1
    city.book.record(verb, by, at, subject=row.pk, about=row.invitation_id, fields=fields)


def _promise(city: City, after: Aftermath, word: Word, filled: Filled) -> None:
    by, at, event = city.ground.actor(after.by.username, after.at), after.at, filled.event
    row = city.book.add(
        Promise(
            pk=city.book.id_at(at), invitation=event, unit_id=event.unit_id, text=word.text, due_on=word.due_on,
            made_by_id=by.user, made_at=at,
        )
    )  # fmt: skip
    city.book.record("promise.made", by, at, subject=row.pk, about=event.pk)
    if word.kept_at:
        keeper = city.ground.actor(COORDINATOR, word.kept_at)
        row.kept_at, row.kept_by_id = word.kept_at, keeper.user
        city.book.record("promise.kept", keeper, word.kept_at, subject=row.pk, about=event.pk)


def _introduction(city: City, after: Aftermath, bridge: Bridge, filled: Filled) -> None:
    by, at, event = city.ground.actor(after.by.username, after.at), after.at, filled.event
    row = city.book.add(
        Introduction(
            pk=city.book.id_at(at), invitation=event, unit_id=event.unit_id, organisation_id=event.organisation_id,
            to=bridge.to, about=bridge.about, made_by_id=by.user, made_at=at,
        )
    )  # fmt: skip
    city.book.record("introduction.made", by, at, subject=row.pk, about=event.pk)
    if bridge.told_at:
        row.met, row.met_told_at = bridge.met, bridge.told_at
        teller = city.ground.actor(COORDINATOR, bridge.told_at)
        city.book.record("introduction.told", teller, bridge.told_at, subject=row.pk, about=event.pk)
