"""What a young person agreed to do, and what became of it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import MeasuresCategory
from offramp.diversion import queries, rules
from offramp.diversion.actions.administering import administered, check_willing, noted, own
from offramp.diversion.enums import AGREED_BY_ALL, ItemTurn, Part
from offramp.diversion.models import Item, ItemEvent
from offramp.diversion.rules import Change
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor

M = MeasuresCategory


@transaction.atomic
def agree_on_item(
    *,
    meeting: UUID,
    kind: UUID,
    words: str,
    due_on: date,
    proof: str,
    hours: int | None = None,
    helper: str = "",
    by: Actor,
    at: datetime,
) -> Item:
    """Write down one thing that was agreed in a meeting: what, by when, how it is shown, who helps."""
    agreed_in = queries.meeting(meeting)
    held = administered(measure=agreed_in.measure_id, category=M.PROGRAM, by=by, at=at)
    rules.check_not_called_off(queries.how_they_went([agreed_in]).get(agreed_in.pk, ""))
    check_willing(measure=held.pk, at=at)
    chosen = queries.item_kind(held.pk, kind)
    if chosen is None:
        raise Refused(_("This program has no such item."), ask=_("Choose one of its own."), field="kind")
    rules.check_item(words=words, has_hours=chosen.has_hours, hours=hours, due_on=due_on, today=localtime(at).date())
    rules.check_written(proof, field="proof")
    rules.check_within(due_on, ends_at=held.ends_at, field="due_on")
    made = Item.objects.create(
        **own(held=held, by=by, at=at),
        meeting=agreed_in,
        kind=chosen,
        words=words.strip(),
        hours=hours if chosen.has_hours else None,
        due_on=due_on,
        proof=proof.strip(),
        helper=helper.strip(),
    )
    noted(verb="item_agreed", held=held, subject=made.pk, by=by, at=at, fields=("words", "due_on"))
    return made


@transaction.atomic
def turn_item(
    *,
    item: UUID,
    turn: ItemTurn,
    hours: int | None = None,
    due_on: date | None = None,
    words: str = "",
    new_words: str = "",
    new_hours: int | None = None,
    new_helper: str = "",
    agreed_by: Collection[Part] = (),
    by: Actor,
    at: datetime,
) -> ItemEvent:
    """Write down what became of an item: hours done, changed with all agreed, done, dropped, not done.

    A change is a new row: what was agreed before stays in the rows before it. agreed_by: who said yes to it.
    """
    found = queries.item(item)
    held = administered(measure=found.measure_id, category=M.PROGRAM, by=by, at=at)
    before = list(ItemEvent.objects.filter(item=found).values_list("turn", flat=True))
    rules.check_can_turn(turn, before=before, hours=hours, words=words)
    change = Change()
    if turn == ItemTurn.CHANGED:
        change = Change(due_on, new_words.strip(), new_hours, new_helper.strip())
        rules.check_change(change, has_hours=found.kind.has_hours, today=localtime(at).date())
        if change.due_on:
            rules.check_within(change.due_on, ends_at=held.ends_at, field="due_on")
    rules.check_all_agreed(turn, agreed_by)
    made = ItemEvent.objects.create(
        **own(held=held, by=by, at=at),
        meeting_id=found.meeting_id,
        item=found,
        turn=turn,
        hours=hours if turn == ItemTurn.HOURS else None,
        due_on=change.due_on,
        words=words.strip(),
        new_words=change.words,
        new_hours=change.hours,
        new_helper=change.helper,
        agreed_by=sorted(agreed_by) if turn in AGREED_BY_ALL else [],
    )
    noted(verb=f"item_{turn}", held=held, subject=found.pk, by=by, at=at)
    return made
