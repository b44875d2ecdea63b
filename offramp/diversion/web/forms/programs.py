"""The programs' own words, and the agreements for tables by identity."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from offramp.ui.web import forms


class Program(forms.Form):
    """A program's words and rules."""

    action = "measures.program"
    name = forms.Text(label=_("Name"), max_length=100)
    about = forms.LongText(label=_("What it is, in plain words"), max_length=2000)
    consent_words = forms.LongText(label=_("What is said when consent is asked"), max_length=2000)
    name_fr = forms.Text(label=_("Name in French"), max_length=100, required=False)
    about_fr = forms.LongText(label=_("What it is, in plain French"), max_length=2000, required=False)
    consent_words_fr = forms.LongText(
        label=_("What is said in French when consent is asked"),
        help_text=_("What is left empty stands in English in a French letter."),
        max_length=2000,
        required=False,
    )
    without_violence_only = forms.Yes(label=_("It takes only what was without violence"))
    follow_up_months = forms.Text(label=_("Follow-ups after so many months"), help_text=_("Such as 3, 9, 12."))
    is_open = forms.Yes(label=_("Young people may be sent to it"))

    def clean_follow_up_months(self) -> list[int]:
        """Return the numbers."""
        parts = [part.strip() for part in str(self.cleaned_data["follow_up_months"]).split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) < 3 for part in parts):
            raise ValidationError(now_said("Write numbers with commas, such as 3, 9, 12."))
        return [int(part) for part in parts]


class Step(forms.Form):
    """A step's words and place."""

    action = "measures.program_step"
    name = forms.Text(label=_("Name"), max_length=80)
    words = forms.Text(label=_("What to do"), max_length=300, required=False)
    position = forms.Number(label=_("Its place"), least=1, most=50)
    is_used = forms.Yes(label=_("It is part of the program"), initial=True)


class ItemKind(forms.Form):
    """A kind of item."""

    action = "measures.item_kind"
    name = forms.Text(label=_("Name"), max_length=80)
    name_fr = forms.Text(label=_("Name in French, for letters"), max_length=80, required=False)
    words = forms.Text(label=_("How to choose and do it well"), max_length=300, required=False)
    has_hours = forms.Yes(label=_("It is counted in hours"))
    position = forms.Number(label=_("Its place"), least=1, most=50)
    is_used = forms.Yes(label=_("It may be chosen"), initial=True)


class Agreement(forms.Form):
    """An agreement for tables by self-declared Indigenous identity."""

    action = "measures.identity_agreement"
    keeps_draft = True
    with_whom = forms.Text(label=_("With which Nation, council or body?"), max_length=200)
    terms = forms.LongText(label=_("What was agreed: which tables, for whom"), max_length=2000)
    starts_on = forms.Day(label=_("From"))
    ends_on = forms.Day(label=_("Last day"), required=False)


class EndAgreement(forms.Form):
    """Its last day."""

    action = "measures.end_identity_agreement"
    ends_on = forms.Day(label=_("Last day"))


class Period(forms.Form):
    """From when until when."""

    from_on = forms.Day(label=_("From"))
    to_on = forms.Day(label=_("To"))
