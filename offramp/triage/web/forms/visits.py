"""What was done: from an intake, or a visit nobody asked for."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.activities.enums import Kind, Outcome
from offramp.triage.web.forms.choosing import as_id, neighbourhood_choices
from offramp.ui.web import forms

FACTS = _("What happened, as you would say it in court. Never copy CPIC returns here.")
TOLD = _("Theirs and yours alone: no officer reads it. A court could order it.")


class LogVisit(forms.Form):
    """A visit. `people` are those known or just found; `tells` is true for a navigator, who may write what was told."""

    action = "activity.log"
    keeps_draft = True
    layout: ClassVar[tuple[forms.Group, ...]] = (
        forms.Group(_("What"), "kind", "outcome", ("happened_at", "minutes"), "patrol_released_at"),
        forms.Group(_("Where"), "place", "neighbourhood"),
        forms.Group(_("Who went"), "staff", "team"),
        forms.Group(_("With whom"), "people", "find", "unnamed"),
        forms.Group(_("What happened"), "facts", "occurrence", "told"),
    )

    kind = forms.Choice(label=_("Which type?"), rows=True, choices=Kind.choices)
    outcome = forms.Choice(label=_("What came of it?"), choices=Outcome.choices)
    happened_at = forms.Moment(label=_("When did it begin?"), ahead=False)
    minutes = forms.Number(label=_("How many minutes?"), required=False, least=1, most=1440)
    patrol_released_at = forms.Moment(
        label=_("When was patrol free again?"), required=False, ahead=False,
        help_text=_("Leave it empty if you do not know, or if no patrol was there."),
    )  # fmt: skip
    place = forms.Text(label=_("Place"), max_length=200)
    neighbourhood = forms.Picked(label=_("Neighbourhood"), required=False, choices=[])
    staff = forms.Choices(label=_("Who went?"), choices=[])
    team = forms.Picked(label=_("For which team?"), required=False, choices=[])
    people = forms.Choices(label=_("People on file"), required=False, rows=True, choices=[])
    find = forms.Text(
        label=_("Find somebody on file"), required=False, max_length=200,
        help_text=_("Write a name and press Find. What you wrote so far stays."),
    )  # fmt: skip
    unnamed = forms.Number(label=_("How many more, without a name?"), required=False, least=0, most=200, initial=0)
    facts = forms.LongText(label=_("Facts"), required=False, max_length=20_000, help_text=FACTS)
    occurrence = forms.Text(label=_("Police occurrence number"), required=False, max_length=40)
    told = forms.LongText(label=_("What you were told"), required=False, max_length=20_000, help_text=TOLD)

    def __init__(
        self,
        *args: Any,
        staff: list[tuple[str, str]],
        teams: list[tuple[str, str]],
        people: dict[UUID, str],
        tells: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        named = [(str(key), name) for key, name in people.items()]
        self.offer(staff=staff, people=named, neighbourhood=neighbourhood_choices(), team=teams)
        absent = {"people": not people, "team": len(teams) < 2, "told": not tells}
        for name in (name for name, is_absent in absent.items() if is_absent):
            del self.fields[name]

    def typed(self, data: Any) -> dict[str, Any]:
        """Return what was typed so far, to go on typing."""
        return {name: field.widget.value_from_datadict(data, {}, name) for name, field in self.fields.items()}

    def did(self) -> dict[str, Any]:
        """Return what an action takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "find"}
        return {
            **data,
            "neighbourhood": as_id(data["neighbourhood"]),
            "team": as_id(data.get("team")),
            "staff": [UUID(key) for key in data["staff"]],
            "people": [UUID(key) for key in data.get("people", [])],
            "unnamed": data["unnamed"] or 0,
            "told": data.get("told", ""),
        }


class Respond(LogVisit):
    """What was done about an intake."""

    action = "intake.respond"
    layout: ClassVar[tuple[forms.Group, ...]] = (*LogVisit.layout, forms.Group("", "then_close"))
    then_close = forms.Yes(label=_("Close it: a team went"))
