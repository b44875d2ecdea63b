"""Forms of the administrator's pages."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Role
from offramp.accounts.queries import details_seen_of, support_teams, support_units
from offramp.desk.actions import Office
from offramp.desk.queries import MOMENT
from offramp.directory.queries import agencies_open_for_referral, agency_names
from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import Posting, User


def team_choices() -> list[tuple[str, str]]:
    return [(str(team.pk), team.name) for team in support_teams()]


def agency_choices(on: date) -> list[tuple[str, str]]:
    partners = [agencies_open_for_referral(unit.pk, on).values_list("pk", flat=True) for unit in support_units()]
    names = agency_names({agency for keys in partners for agency in keys}, on)
    return sorted(((str(pk), name) for pk, name in names.items()), key=lambda pair: pair[1])


class OfficeForm(forms.Form):
    """An office to give."""

    action = "account.office"
    role = forms.Picked(label=_("Role"), choices=Role.choices, empty=_("Choose a role"))
    agency = forms.Picked(
        label=_("Agency"),
        choices=[],
        required=False,
        help_text=_("For navigators, their leads and agency workers: who employs them."),
    )
    team = forms.Picked(
        label=_("Team"),
        choices=[],
        required=False,
        help_text=_("For officers and navigators: where they work. For a lead or a supervisor it tells which unit."),
    )

    first_on = forms.Day(
        label=_("First day"), required=False, past=False, help_text=_("Empty: from now on. It begins by itself.")
    )
    last_on = forms.Day(
        label=_("Last day"), required=False, past=False, help_text=_("If it is known. It ends by itself.")
    )

    def __init__(self, data: Any, *, request: HttpRequest, on: date, target: object = "") -> None:
        super().__init__(data, request=request, target=target)
        self.offer(agency=[("", _("None")), *agency_choices(on)], team=[("", _("None")), *team_choices()])

    @property
    def office(self) -> Office:
        """Return the office that was chosen."""
        chosen = {name: UUID(value) if (value := self.cleaned_data[name]) else None for name in ("agency", "team")}
        return Office(
            Role(self.cleaned_data["role"]),
            agency=chosen["agency"],
            team=chosen["team"],
            first_on=self.cleaned_data["first_on"],
            last_on=self.cleaned_data["last_on"],
        )


class NewAccount(OfficeForm):
    """A new account with its first office."""

    action = "account.open"
    layout = (
        forms.Group(_("Who"), "name", "username", "email"),
        forms.Group(_("In which office"), "role", "agency", "team", "first_on", "last_on"),
    )
    name = forms.Text(label=_("Name with rank or title"), help_text=_("As colleagues see it."), max_length=120)
    username = forms.Text(
        label=_("Username"), help_text=_("What they sign in with: small letters, digits, dots, dashes."), max_length=60
    )
    email = forms.Email(label=_("Work e-mail"), required=False, help_text=_("For a link to set the password."))


class LastDay(forms.Form):
    """The last day of an office."""

    action = "account.office-days"
    last_on = forms.Day(
        label=_("Last day"),
        required=False,
        past=False,
        help_text=_("At its end what the office opened closes by itself. Empty: until somebody ends it."),
    )

    def __init__(self, data: Any, *, request: HttpRequest, posting: "Posting") -> None:
        last_on = localdate(posting.ends_at - MOMENT) if posting.ends_at else None
        super().__init__(data, request=request, target=posting.pk, initial={"last_on": last_on})


class Details(forms.Form):
    """How colleagues see and reach somebody."""

    action = "account.details"
    name = forms.Text(label=_("Name with rank or title"), max_length=120)
    email = forms.Email(label=_("Work e-mail"), required=False)
    phone = forms.Text(label=_("Work phone"), required=False, max_length=40)
    seen = forms.Hidden()

    def __init__(self, data: Any, *, request: HttpRequest, account: "User") -> None:
        now = {"name": account.name, "email": account.email, "phone": account.phone}
        initial = {**now, "seen": details_seen_of(account)}
        super().__init__(data, request=request, target=account.pk, initial=initial)


class Teams(forms.Form):
    """The teams somebody works in."""

    action = "account.teams"
    teams = forms.Choices(
        label=_("Works in"), required=False, rows=True, help_text=_("A change counts from their very next click.")
    )

    def __init__(self, data: Any, *, request: HttpRequest, account: "User") -> None:
        now = [str(membership.team_id) for membership in account.memberships.all()]
        super().__init__(data, request=request, target=account.pk, initial={"teams": now})
        self.offer(teams=team_choices())


class Sure(forms.Form):
    """A question before an act: nothing to fill in. The act is named in `action`, so a token serves that act alone."""

    def __init__(self, data: Any, *, request: HttpRequest, act: str, target: object) -> None:
        self.action = f"account.{act}"
        super().__init__(data, request=request, target=target)


class Sieve(forms.Form):
    """What an administrator looks for."""

    says_optional = False
    q = forms.Text(label=_("Name, username or address"), required=False)
    role = forms.Picked(label=_("Role"), choices=Role.choices, empty=_("Any"), required=False)
