"""Who comes to a meeting, what is said and agreed there, what becomes of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.diversion.enums import ItemTurn, Part
from offramp.diversion.models import ItemKind
from offramp.ui.web import forms


class Participant(forms.Form):
    """Somebody who takes part."""

    action = "measures.participant"
    name = forms.Text(label=_("Name"), max_length=100)
    part = forms.Picked(label=_("As what they come"), choices=Part.choices)
    user = forms.Picked(
        label=_("Their account here, if they have one"),
        help_text=_("They then read who comes, what is said and what is agreed in this meeting, and nothing else."),
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, users: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(user=[("", _("None")), *users])


class Prepare(forms.Form):
    """Somebody was prepared."""

    action = "measures.prepare"
    words = forms.LongText(label=_("What they worry about or wish for"), max_length=2000, rows=3, required=False)


class Out(forms.Form):
    """Somebody takes part no longer."""

    action = "measures.out"


class Note(forms.Form):
    """What was said."""

    action = "measures.note"
    words = forms.LongText(label=_("What was said"), max_length=4000)


class Over(forms.Form):
    """It was held, or is called off."""

    action = "measures.over"


class Item(forms.Form):
    """One thing that was agreed."""

    action = "measures.item"
    kind = forms.Choice(label=_("What kind of thing?"), rows=True)
    words = forms.LongText(label=_("What exactly?"), max_length=500, rows=2)
    hours = forms.Number(label=_("Hours, where counted"), least=1, most=240, required=False)
    due_on = forms.Day(label=_("Done by"), past=False)
    proof = forms.Text(label=_("How is it shown that it is done?"), max_length=200)
    helper = forms.Text(label=_("Who helps"), max_length=100, required=False)

    def __init__(self, *args: Any, kinds: list[ItemKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(kind=[(str(each.pk), each.name) for each in kinds])


class Turn(forms.Form):
    """What became of an item."""

    action = "measures.turn"
    layout = (
        forms.Group("", "turn", "hours", "words"),
        forms.Group(
            _("Where it was changed: only what is new"),
            "due_on",
            "new_words",
            ("new_hours", "new_helper"),
            hint=_("What was agreed before stays behind it, and can be read."),
        ),
        forms.Group(_("Where it was changed or dropped"), "agreed_by"),
    )
    turn = forms.Choice(label=_("What became of it?"), choices=ItemTurn.choices, rows=True)
    hours = forms.Number(label=_("Hours done this time"), least=1, most=240, required=False)
    words = forms.LongText(label=_("How it was, or why"), max_length=1000, rows=2, required=False)
    due_on = forms.Day(label=_("The new day"), past=False, required=False)
    new_words = forms.LongText(label=_("What exactly now?"), max_length=500, rows=2, required=False)
    new_hours = forms.Number(label=_("How many hours in all now?"), least=1, most=240, required=False)
    new_helper = forms.Text(label=_("Who helps now?"), max_length=100, required=False)
    agreed_by = forms.Choices(
        label=_("Who agreed?"),
        choices=[(each.value, each.label) for each in Part if each != Part.FACILITATOR],
        required=False,
    )
