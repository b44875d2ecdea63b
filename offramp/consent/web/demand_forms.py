"""The forms of a legal demand: what came, what was decided, what was given, that it is done with."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category
from offramp.consent.actions import DemandTerms
from offramp.consent.enums import DemandKind, Verdict
from offramp.consent.queries import person_of_file
from offramp.consent.web.forms import plain_choices
from offramp.kernel.clock import now
from offramp.ui.web import forms


class FileNumber(forms.Text):
    """The number of a person's file; it becomes whose it is."""

    def clean(self, value: Any) -> UUID | None:
        number: str = super().clean(value)
        if not number:
            return None
        found = person_of_file(number)
        if found is None:
            raise ValidationError(gettext("No file has this number. Ask the unit for it, or leave this empty."))
        return found


class RecordDemand(forms.Form):
    """A legal demand as it came."""

    action = "demand.record"
    keeps_draft = True
    layout = (
        forms.Group(_("What came"), "kind", "sender", "reference", ("received_on", "due_on")),
        forms.Group(_("About whom"), "person"),
        forms.Group(_("Who decides"), "decider"),
    )

    kind = forms.Choice(label=_("What kind"), choices=DemandKind, rows=True)
    sender = forms.Text(label=_("From whom"), help_text=_("The court, the office or the person."))
    reference = forms.Text(label=_("Its number"), max_length=80, required=False)
    received_on = forms.Day(label=_("It came on"), ahead=False)
    due_on = forms.Day(label=_("Answer due on"))
    person = FileNumber(
        label=_("Number of their file"),
        help_text=_("It opens nothing of theirs to you. The unit that has the file tells you its number."),
        max_length=12,
        required=False,
    )
    decider = forms.Text(label=_("Who decides what is given"), help_text=_("Their name and office."))

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"received_on": localtime(now()).date()}
        super().__init__(*args, **options)

    @property
    def said(self) -> DemandTerms:
        """Return what the form says."""
        return DemandTerms(**{**self.cleaned_data, "kind": DemandKind(self.cleaned_data["kind"])})


class Decide(forms.Form):
    """What its decider decided."""

    action = "demand.decide"
    keeps_draft = True
    verdict = forms.Choice(label=_("What was decided"), choices=Verdict, rows=True)
    words = forms.LongText(label=_("Why"), max_length=2000, rows=3)


class Give(forms.Form):
    """What was given on a demand."""

    action = "demand.give"
    keeps_draft = True
    categories = forms.Choices(label=_("What was given"), rows=True, choices=plain_choices())
    given_at = forms.Moment(label=_("When"), ahead=False)
    words = forms.LongText(
        label=_("What exactly"), help_text=_("Which papers, of which time."), max_length=1000, rows=2
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"given_at": localtime(now())}
        super().__init__(*args, **options)

    def clean_categories(self) -> list[Category]:
        """Return the chosen categories."""
        return [Category(name) for name in self.cleaned_data["categories"]]


class Close(forms.Form):
    """A demand is done with."""

    action = "demand.close"
