"""The forms of a visit: the debrief in a minute, whom to ask for on the day, whether two have met."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Role
from offramp.engagement.actions.visits import Attended, Happened, Introduced, Promised
from offramp.engagement.enums import Mood
from offramp.engagement.models import Debrief, Invitation
from offramp.engagement.queries.visits import Stay
from offramp.engagement.rules.visits import LONGEST_STAY
from offramp.kernel.identity import Viewer
from offramp.ui.web import forms

SIZES = ((5, _("About 5")), (20, _("20")), (60, _("60")), (150, _("150")), (400, _("400 or more")))
"""How many people were met, in one tap; a number beside it says it better."""
TOGETHER = 2
"""So many promises and introductions fit on the form at once; the next ones are added by opening it again."""
FACTS = ("took_place", "size", "reach", "mood", "cards", "note")


class Debriefed(forms.Versioned):
    """An event told in a minute. It asks for no name of anybody who came."""

    action = "visit.tell"
    keeps_draft = True
    says_optional = False
    took_place = forms.Choice(
        label=_("Did it take place?"), choices=[("yes", _("Yes")), ("no", _("No"))], initial="yes"
    )
    size = forms.Choice(label=_("How many people did you meet?"), choices=SIZES, required=False)
    reach = forms.Number(label=_("Or a number"), required=False, least=0, most=200_000)
    mood = forms.Choice(label=_("How did it feel?"), choices=Mood.choices, required=False)
    cards = forms.Number(
        label=_("Cards handed over"), required=False, least=0, most=100_000,
        help_text=_("How to report a crime, victim services, interpreters: all of you together. Only a number."),
    )  # fmt: skip
    concerns = forms.LongText(
        label=_("Concerns heard"), required=False, rows=3, max_length=6000,
        help_text=_("One on each line, in their words, without names. They read it on their page."),
    )  # fmt: skip
    note = forms.LongText(
        label=_("Anything else"), required=False, rows=2, max_length=4000, help_text=_("No names of who came.")
    )

    def __init__(
        self, *args: Any, viewer: Viewer, invitation: Invitation, told: Debrief | None, stays: list[Stay],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.stays, self.invitation = stays, invitation
        if told and viewer.role == Role.PACE_MEMBER and told.told_by_id != viewer.id:
            for name in FACTS:
                del self.fields[name]
        self._ask_the_rest(invitation.minutes)
        if not self.is_bound and self.draft_url:
            self._take_up_draft()

    def laid_out(self) -> tuple[forms.Group, ...]:
        """Return the headings: who of us was there, how it was, what was heard; what is seldom needed is folded."""
        there = [(f"there_{stay.assignment.pk.hex}", f"minutes_{stay.assignment.pk.hex}") for stay in self.stays]
        return (
            forms.Group("", "took_place"),
            forms.Group(_("Who of us was there?"), *there, hint=_("What nobody recorded is not an absence.")),
            forms.Group(_("How it was"), "size", "reach", "mood", "cards"),
            forms.Group(_("What you heard"), "concerns"),
            forms.Group(
                _("Promises made"), *((f"promise_{n}", f"due_{n}") for n in range(TOGETHER)), folded=True,
                hint=_("They read them on their page."),
            ),
            forms.Group(
                _("Introductions made"), *((f"to_{n}", f"about_{n}") for n in range(TOGETHER)), folded=True,
                hint=_("Between organisations and agencies, not people."),
            ),
            forms.Group(_("Anything else"), "note", folded=True),
        )  # fmt: skip

    def happened(self) -> Happened | None:
        """Return how it was, or None where a colleague told that."""
        data = self.cleaned_data
        if "took_place" not in data:
            return None
        reach = data["reach"] if data["reach"] is not None else data["size"]
        return Happened(data["took_place"] == "yes", reach or None, data["mood"], data["cards"], data["note"])

    def attended(self) -> list[Attended]:
        """Return what is said of each member; nothing of those left as not recorded."""
        said = [(stay.assignment.pk, self.cleaned_data[f"there_{stay.assignment.pk.hex}"]) for stay in self.stays]
        return [Attended(key, there == "yes", self.cleaned_data[f"minutes_{key.hex}"]) for key, there in said if there]

    def heard(self) -> list[str]:
        """Return one concern for each line."""
        return [line.strip() for line in self.cleaned_data["concerns"].splitlines() if line.strip()]

    def promised(self) -> list[Promised]:
        """Return each promise with its day, also half of one: the rules say what is missing."""
        pairs = [(self.cleaned_data[f"promise_{n}"], self.cleaned_data[f"due_{n}"]) for n in range(TOGETHER)]
        return [Promised(text, due_on) for text, due_on in pairs if text or due_on]

    def introduced(self) -> list[Introduced]:
        """Return who was introduced to whom."""
        pairs = [(self.cleaned_data[f"to_{n}"], self.cleaned_data[f"about_{n}"]) for n in range(TOGETHER)]
        return [Introduced(to, about) for to, about in pairs if to]

    def typed(self) -> dict[str, str]:
        """Return everything that was typed, by its label: for whom a colleague was quicker."""
        return {str(field.label): str(field.value()) for field in self.visible_fields() if field.value()}

    def _ask_the_rest(self, minutes: int) -> None:
        for stay in self.stays:
            key, last = stay.assignment.pk.hex, stay.last
            answers = [("yes", _("Was there")), ("no", _("Was not"))]
            self.fields[f"there_{key}"] = forms.Choice(
                label=stay.assignment.user.name, required=False,
                choices=answers if last else [*answers, ("", _("Not recorded"))],
                initial=("yes" if last.attended else "no") if last else "",
            )  # fmt: skip
            self.fields[f"minutes_{key}"] = forms.Number(
                label=_("Minutes"), required=False, least=1, most=LONGEST_STAY,
                initial=last.minutes if last else minutes,
            )  # fmt: skip
        for n in range(TOGETHER):
            self.fields[f"promise_{n}"] = forms.Text(label=_("What was promised?"), required=False, max_length=500)
            self.fields[f"due_{n}"] = forms.Day(label=_("By when?"), required=False, past=False)
            self.fields[f"to_{n}"] = forms.Text(label=_("To whom?"), required=False, max_length=200)
            self.fields[f"about_{n}"] = forms.Text(label=_("What for?"), required=False, max_length=300)


class PassOn(forms.Form):
    """Whom to ask for on the day."""

    action = "contact.pass_on"
    name = forms.Text(label=_("Whom to ask for"), max_length=200, help_text=_("Ask them first. It is emptied after."))
    phone = forms.Phone(label=_("Phone"), required=False)


class Met(forms.Form):
    """Whether two who were introduced have met."""

    action = "introduction.tell"


class Kept(forms.Form):
    """A promise was kept."""

    action = "promise.keep"


def as_told(told: Debrief | None, version: int) -> dict[str, Any]:
    """Return what was told of how it was as its form shows it."""
    if told is None:
        return {"version": version}
    return {
        "version": version, "took_place": "yes" if told.took_place else "no", "reach": told.reach, "mood": told.mood,
        "cards": told.cards, "note": told.note,
    }  # fmt: skip
