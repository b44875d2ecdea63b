"""The form for what was told to a navigator."""

from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category
from offramp.casework.rules import MOST_NOTE
from offramp.ui.web import forms


class WriteNote(forms.Form):
    action = "casework.note"
    keeps_draft = True
    category = forms.Choice(
        label=_("What is it?"),
        choices=[
            (Category.SUPPORT_NOTES.value, _("What they told me")),
            (Category.HEALTH.value, _("About their health")),
        ],
        initial=Category.SUPPORT_NOTES.value,
        coerce=Category,
    )
    text = forms.LongText(
        label=_("The note"),
        help_text=_("An officer can't open this. A court could order it."),
        max_length=MOST_NOTE,
        rows=12,
    )
    source = forms.Text(
        label=_("For health: who said so, and on what authority do you keep it?"), max_length=120, required=False
    )
