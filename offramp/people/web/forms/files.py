"""Forms of the file: who somebody is."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.people.enums import LANGUAGES, GivenName, NameKind, NoticeWay
from offramp.people.rules import EARLIEST_YEAR, LONGEST_NAME
from offramp.people.web.forms.asking import AskingForm
from offramp.ui.web import forms


def _languages() -> list[tuple[str, Any]]:
    return list(LANGUAGES.items())


class Born(forms.Form):
    """Birth and languages: the part that opening a file and changing it share."""

    born_on = forms.Day(label=_("Birth date"), required=False, ahead=False)
    born_about = forms.Number(
        label=_("Or about which year"), required=False, least=EARLIEST_YEAR, most=2100,
        help_text=_("A guess will do: it tells people of one name apart."),
    )  # fmt: skip
    language = forms.Picked(label=_("Language to speak in"), choices=_languages(), empty=_("Not known"), required=False)
    other_language = forms.Picked(
        label=_("Another language"), choices=_languages(), empty=_("None known"), required=False
    )

    @property
    def languages(self) -> list[str]:
        """Return the codes chosen, the one to speak in first."""
        return [code for name in ("language", "other_language") if (code := self.cleaned_data[name])]

    @property
    def birth_year(self) -> int | None:
        """Return the year of birth as far as it was given."""
        born_on: date | None = self.cleaned_data["born_on"]
        about: int | None = self.cleaned_data["born_about"]
        return born_on.year if born_on else about


class OpenFile(AskingForm, Born):
    action = "person.open"
    keeps_draft = True
    answer_words = _("I looked at them: it is none of these people.")
    answer_missing = _("There is somebody of nearly this name. Look at them first.")
    layout = (
        forms.Group(_("What they are called"), "name", "kind", "chosen", "others"),
        forms.Group(_("Age"), "born_on", "born_about", hint=_("Leave empty what isn't known.")),
        forms.Group(_("Language"), "language", "other_language"),
        forms.Group(_("The notice"), "given", hint=_("Leave empty if they don't have it yet.")),
        forms.Group("", "answer"),
    )
    name = forms.Text(label=_("Name"), max_length=LONGEST_NAME, help_text=_("In any script, as they say or write it."))
    kind = forms.Choice(
        label=_("This is their"), choices=[c for c in NameKind.choices if c[0] in ("legal", "nickname", "alias")],
        initial=NameKind.LEGAL,
    )  # fmt: skip
    chosen = forms.Text(label=_("Name they wish to be called by, if another"), max_length=LONGEST_NAME, required=False)
    others = forms.LongText(label=_("Other names, one a line"), rows=2, max_length=1000, required=False)
    given = forms.Choice(label=_("How were they given it?"), choices=NoticeWay, required=False)

    @property
    def names(self) -> list[GivenName]:
        """Return the names given, the first one first."""
        typed = self.cleaned_data
        chosen = [GivenName(NameKind.CHOSEN, typed["chosen"])] if typed["chosen"] else []
        others = [GivenName(NameKind.ALIAS, line) for line in typed["others"].splitlines() if line.strip()]
        return [GivenName(NameKind(typed["kind"]), typed["name"]), *chosen, *others]


class ChangeParticulars(forms.Versioned, Born):
    action = "person.particulars"
    keeps_draft = True
    layout = (
        forms.Group(_("Age"), "born_on", "born_about", hint=_("Leave empty what isn't known.")),
        forms.Group(_("Language"), "language", "other_language"),
    )


class AddName(forms.Form):
    action = "person.name"
    text = forms.Text(label=_("Another name"), max_length=LONGEST_NAME)
    kind = forms.Choice(label=_("This is their"), choices=NameKind.choices, initial=NameKind.ALIAS)
    is_main = forms.Yes(label=_("Call them by this name."))
