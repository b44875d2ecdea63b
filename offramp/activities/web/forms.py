"""The form of activities."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.ui.web import forms


class AddNote(forms.Form):
    """Add to what was written, or correct it. `tells` is true for a navigator, who may write what was told."""

    action = "activity.note"
    keeps_draft = True

    facts = forms.LongText(
        label=_("Facts to add or correct"), required=False, max_length=20_000,
        help_text=_("What stands stays; this is added below it. Never copy CPIC returns here."),
    )  # fmt: skip
    told = forms.LongText(
        label=_("What you were told"), required=False, max_length=20_000,
        help_text=_("Theirs and yours alone: no officer reads it. A court could order it."),
    )  # fmt: skip

    def __init__(self, *args: Any, tells: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not tells:
            del self.fields["told"]

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {"facts": self.cleaned_data["facts"], "told": self.cleaned_data.get("told", "")}
