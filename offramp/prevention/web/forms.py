"""The forms of problems: what it is, where, who raised it; what is known; what is done; what came of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offramp.accounts.queries import staff_of
from offramp.areas.queries import branches, neighbourhoods
from offramp.kernel.clock import now
from offramp.prevention.enums import Approach, Ending, Kind, Side, Source, Stage
from offramp.prevention.queries.calls import call_types
from offramp.ui.web import forms

NO_NAMES = _("No names of persons, nothing that tells who somebody is.")


def key(value: str) -> UUID | None:
    """Return a key that was chosen, or None for the line that is none."""
    return UUID(value) if value else None


def branch_choices(empty: Any) -> list[tuple[str, Any]]:
    """Return the branches to choose from, after a line that is none."""
    return [("", empty), *((str(row.pk), row.name) for row in branches())]


def neighbourhood_choices(empty: Any) -> list[tuple[str, Any]]:
    """Return the neighbourhoods to choose from, each with its branch."""
    return [("", empty), *((str(row.pk), f"{row.name} ({row.branch})") for row in neighbourhoods())]


class Sieve(forms.Form):
    """Narrow the list by branch."""

    says_optional = False
    branch = forms.Picked(label=_("Where"), choices=(), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.offer(branch=branch_choices(_("Everywhere")))


class About(forms.Versioned):
    """What a problem is and where."""

    title = forms.Text(label=_("What is the problem?"), max_length=120, help_text=NO_NAMES)
    kind = forms.Choice(label=_("What kind?"), choices=Kind.choices)
    neighbourhood = forms.Picked(label=_("Neighbourhood"), choices=(), required=False)
    branch = forms.Picked(label=_("Or a whole branch"), choices=(), required=False)
    place = forms.Text(label=_("The place in words"), required=False, help_text=_("A park, a lane, a corner."))
    about = forms.LongText(label=_("What is known so far"), required=False, rows=4, max_length=4000, help_text=NO_NAMES)
    call_types = forms.Choices(
        label=_("Calls that count for it"), choices=(), required=False,
        help_text=_("Types of calls, as they are imported. You can choose them later."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, request: HttpRequest, **options: Any) -> None:
        super().__init__(data, request=request, **options)
        types = call_types()
        if not types:
            del self.fields["call_types"]
        else:
            self.offer(call_types=[(each, each) for each in types])
        self.offer(branch=branch_choices(_("None")), neighbourhood=neighbourhood_choices(_("None")))

    def said(self) -> dict[str, Any]:
        """Return what was typed as the actions take it."""
        data = self.cleaned_data
        return {
            "title": data["title"], "about": data["about"], "kind": Kind(data["kind"]), "place": data["place"],
            "call_types": data.get("call_types", []), "branch": key(data["branch"]),
            "neighbourhood": key(data["neighbourhood"]),
        }  # fmt: skip


class Begin(About):
    """A new problem, with who raised it."""

    action = "problem.begin"
    keeps_draft = True
    layout = (
        forms.Group(_("The problem"), "title", "kind"),
        forms.Group(_("Where"), ("neighbourhood", "branch"), "place"),
        forms.Group(
            _("Who raised it"), "sources", ("residents", "officers"),
            hint=_("They hear what came of it. Write organisations, groups and offices, never a person."),
        ),
        forms.Group(_("More"), "about", "call_types"),
    )  # fmt: skip
    sources = forms.Choices(label=_("Raised by"), choices=())
    residents = forms.Text(label=_("Which residents' group"), required=False)
    officers = forms.Text(label=_("Which officers' office"), required=False)

    def __init__(self, data: Any = None, *, request: HttpRequest, theme: str = "", **options: Any) -> None:
        super().__init__(data, request=request, **options)
        self.theme = theme
        self.offer(sources=[(each, each.label) for each in Source if theme or each != Source.THEME])

    def raised(self) -> dict[str, Any]:
        """Return who raised it, as the action takes it."""
        who = {Source.THEME: self.theme}
        who |= {each: self.cleaned_data[each] for each in (Source.RESIDENTS, Source.OFFICERS)}
        return {"sources": [Source(each) for each in self.cleaned_data["sources"]], "who": who}


class Change(About):
    """Change what a problem is, who works on it, and when it is to be assessed."""

    action = "problem.change"
    layout = (
        forms.Group(_("The problem"), "title", "kind"),
        forms.Group(_("Where"), ("neighbourhood", "branch"), "place"),
        forms.Group(_("Work"), ("owner", "assess_on")),
        forms.Group(_("More"), "about", "call_types"),
    )
    owner = forms.Picked(label=_("Who works on it"), choices=())
    assess_on = forms.Day(label=_("To be assessed on"), required=False)

    def __init__(self, data: Any = None, *, request: HttpRequest, unit: UUID, role: str, **options: Any) -> None:
        super().__init__(data, request=request, **options)
        self.offer(owner=[(str(row.pk), row.name) for row in staff_of(unit, [role], at=now())])


class Move(forms.Form):
    """Move a problem to another stage."""

    action = "problem.move"
    note = forms.Text(label=_("Why"), required=False, max_length=300, help_text=NO_NAMES)
    assess_on = forms.Day(label=_("To be assessed on"), required=False, past=False)

    def __init__(self, data: Any = None, *, to: Stage, **options: Any) -> None:
        super().__init__(data, **options)
        if to not in (Stage.RESPONSE, Stage.ASSESSMENT):
            del self.fields["assess_on"]


def _is_known(value: str) -> bool:
    return value == "yes"


class Found(forms.Form):
    """One thing that is known of a problem, or asked."""

    action = "problem.finding"
    keeps_draft = True
    side = forms.Choice(label=_("About"), choices=Side.choices)
    is_known = forms.Choice(
        label=_("Do we know it?"), choices=[("yes", _("We know it")), ("no", _("We don't know yet"))], coerce=_is_known
    )
    text = forms.LongText(
        label=_("What"), rows=3, max_length=2000,
        help_text=_("Kinds of people and places, never persons. Nothing that tells who somebody is."),
    )  # fmt: skip


class TakeBack(forms.Form):
    action = "problem.take_back"


class Act(forms.Versioned):
    """One action about a problem."""

    action = "response.plan"
    keeps_draft = True
    approach = forms.Choice(label=_("What kind of action?"), choices=Approach.choices)
    what = forms.Text(label=_("What is done"), max_length=300, help_text=NO_NAMES)
    owner_name = forms.Text(label=_("Who does it"), help_text=_("A unit, an agency or a group, by its name."))
    partners = forms.Text(
        label=_("Who takes part"), required=False, max_length=300, help_text=_("Organisations, with commas.")
    )
    cost = forms.Number(label=_("Cost in dollars"), required=False, most=100_000_000)
    starts_on = forms.Day(label=_("From"))
    due_on = forms.Day(label=_("To be done by"))
    layout = (
        forms.Group(_("The action"), "approach", "what"),
        forms.Group(_("Who"), "owner_name", "partners"),
        forms.Group(_("When, and for how much"), ("starts_on", "due_on"), "cost"),
    )


class End(forms.Form):
    """An action was done, or dropped."""

    action = "response.end"
    ending = forms.Choice(label=_("How did it end?"), choices=Ending.choices)
    ended_on = forms.Day(label=_("On"), ahead=False)
    why = forms.Text(
        label=_("What came of it, or why it was dropped"), required=False, max_length=300, help_text=NO_NAMES
    )


class ToUnit(forms.Form):
    """Hand a problem, or one action about it, to a work unit."""

    action = "hand_off.send"
    keeps_draft = True
    work_unit = forms.Picked(label=_("To whom"), choices=(), empty=_("Choose"))
    response = forms.Picked(label=_("What"), choices=(), required=False)
    asked = forms.LongText(label=_("What is asked of them"), rows=4, max_length=2000, help_text=NO_NAMES)
    due_on = forms.Day(label=_("An answer by"), past=False)


class Reply(forms.Form):
    """What a work unit answers."""

    action = "hand_off.answer"
    keeps_draft = True
    reply = forms.Choice(label=_("Do you take it?"), choices=[("accepted", _("Yes")), ("declined", _("No"))])
    reason = forms.Text(label=_("What you will do, or why not"), required=False, max_length=300, help_text=NO_NAMES)
    told_by = forms.Text(
        label=_("Who said so"), required=False, max_length=120, help_text=_("The office that answered, not a person.")
    )
    told_on = forms.Day(label=_("When they said so"), ahead=False)

    def __init__(self, data: Any = None, *, is_theirs: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if is_theirs:
            del self.fields["told_by"], self.fields["told_on"]
        else:
            self.fields["reply"].label = _("Do they take it?")
            self.fields["reason"].label = _("What they will do, or why not")


class Recall(forms.Form):
    """Why a hand-off is taken back."""

    action = "hand_off.take_back"
    reason = forms.Text(label=_("Why?"), max_length=300, help_text=NO_NAMES)


class Unit(forms.Versioned):
    """A work unit of the directory."""

    action = "work_unit.keep"
    name = forms.Text(label=_("Name"), max_length=120)
    does = forms.Text(label=_("What it does"), max_length=300)
    reach = forms.Text(label=_("How it is reached"), required=False, help_text=_("An office or a line, not a person."))
    takes_hand_offs = forms.Yes(label=_("Problems can be handed to it."))
    unit = forms.Picked(
        label=_("Whose accounts answer for it"), choices=(), required=False,
        help_text=_("Where none do, whoever hands something over writes down the answer they got."),
    )  # fmt: skip
    starts_on = forms.Day(label=_("From"))
    ends_on = forms.Day(label=_("Until"), required=False)
    layout = (
        forms.Group(_("The unit"), "name", "does", "reach"),
        forms.Group(_("Hand-offs"), "takes_hand_offs", "unit"),
        forms.Group(_("Days"), ("starts_on", "ends_on")),
    )


class BeginDirectory(forms.Form):
    action = "work_unit.begin"


class Written(forms.Form):
    """The result, in words for those who raised the problem."""

    action = "result.write"
    keeps_draft = True
    text = forms.LongText(label=_("What came of it"), rows=6, max_length=4000, help_text=NO_NAMES)


class Told(forms.Versioned):
    """A result was brought back."""

    action = "result.bring"
    how = forms.Text(
        label=_("How you brought it back"), max_length=300,
        help_text=_("At which meeting or event, by which letter. No names of persons."),
    )  # fmt: skip


class Plan(forms.Versioned):
    """An initiative of the calendar."""

    action = "initiative.keep"
    title = forms.Text(label=_("What is it called?"), max_length=120, help_text=NO_NAMES)
    approach = forms.Choice(label=_("What kind?"), choices=Approach.choices)
    owner_name = forms.Text(label=_("Who holds it"), help_text=_("A unit, an agency or a group, by its name."))
    starts_on = forms.Day(label=_("From"))
    ends_on = forms.Day(label=_("Until"))
    branch = forms.Picked(label=_("Branch"), choices=(), required=False)
    place = forms.Text(label=_("The place in words"), required=False)
    about = forms.LongText(label=_("What happens"), required=False, rows=3, max_length=2000, help_text=NO_NAMES)
    layout = (
        forms.Group(_("The initiative"), "title", "approach", "owner_name"),
        forms.Group(_("When and where"), ("starts_on", "ends_on"), ("branch", "place")),
        forms.Group(_("More"), "about"),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer(branch=branch_choices(_("Everywhere")))


class CallOff(forms.Form):
    action = "initiative.call_off"
