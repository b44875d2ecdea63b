"""The forms of an invitation: as it is asked for, changed, written about, decided."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from offramp.engagement.actions import AskedFor
from offramp.engagement.enums import Age, Dress, EventKind, Instead, Verdict, Wish
from offramp.engagement.languages import LANGUAGES
from offramp.engagement.models import Invitation
from offramp.ui.web import forms

WHAT = forms.Group(_("The event"), "kind", "title", "day", ("starts", "ends"), "place")
WHO = forms.Group(_("Who comes"), "expected", "ages", "languages")
HOPED = forms.Group(_("What you hope for"), "hoped_for")
WISHES = forms.Group(
    _("Wishes, and what to know"), "access_needs", "protocol", "dress", "marked_vehicle", "firearms", "photographs",
    folded=True,
)  # fmt: skip


class Described(forms.Form):
    """An event in the words of who invites."""

    organisation_name = forms.Text(label=_("Organisation or group"), max_length=200)
    kind = forms.Picked(label=_("Kind of event"), choices=EventKind.choices, empty=_("Choose a kind"))
    title = forms.Text(label=_("Name of the event"), required=False, max_length=200)
    day = forms.Day(label=_("Day"), past=False)
    starts = forms.TimeOfDay(label=_("Begins"))
    ends = forms.TimeOfDay(label=_("Ends"), help_text=_("After midnight is fine."))
    place = forms.Text(label=_("Place"), max_length=300, help_text=_("Its name and address."))
    expected = forms.Number(label=_("About how many people?"), required=False, least=1, most=200_000)
    ages = forms.Choices(label=_("Ages"), required=False, choices=Age.choices)
    languages = forms.Choices(label=_("Languages spoken there"), required=False, choices=LANGUAGES)
    hoped_for = forms.LongText(
        label=_("What should come of the visit?"), required=False, rows=3, help_text=_("In any language.")
    )
    access_needs = forms.LongText(label=_("So that everybody can take part"), required=False, rows=2)
    protocol = forms.LongText(
        label=_("Protocol, an Elder, a ceremony"), required=False, rows=2, help_text=_("What our members should know.")
    )
    dress = forms.Choice(label=_("How should they come?"), choices=Dress.choices, initial=Dress.NO_WISH)
    marked_vehicle = forms.Choice(label=_("A marked police vehicle"), choices=Wish.choices, initial=Wish.NO_WISH)
    firearms = forms.Choice(label=_("Firearms worn"), choices=Wish.choices, initial=Wish.NO_WISH)
    photographs = forms.Choice(label=_("Photographs"), choices=Wish.choices, initial=Wish.NO_WISH)

    def asked(self) -> AskedFor:
        """Return the event as an action takes it. An end before the start is in the night after."""
        data = {name: self.cleaned_data[name] for name in AskedFor.__dataclass_fields__ if name in self.cleaned_data}
        starts_at, minutes = self._when()
        return AskedFor(starts_at=starts_at, minutes=minutes, **data)

    def _when(self) -> tuple[datetime, int]:
        day, starts, ends = (self.cleaned_data[name] for name in ("day", "starts", "ends"))
        zone = timezone.get_current_timezone()
        first = datetime.combine(day, starts, zone)
        last = datetime.combine(day + timedelta(days=1) if ends <= starts else day, ends, zone)
        return first, int((last.astimezone(UTC) - first.astimezone(UTC)).total_seconds() // 60)


class Invite(Described):
    """Anybody invites, without an account. What only a program would do is held back, and said."""

    action = "invitation.send"
    keeps_draft = True
    least_seconds = 3
    layout: ClassVar[tuple[forms.Group, ...]] = (
        forms.Group(_("Who invites"), "organisation_name", "name", ("email", "phone")), WHAT, WHO, HOPED, WISHES,
    )  # fmt: skip
    name = forms.Text(label=_("Your name"), max_length=200)
    email = forms.Email(label=_("E-mail"), required=False)
    phone = forms.Phone(label=_("Phone"), required=False, help_text=_("One of the two is enough."))

    @property
    def draft_url(self) -> str:
        """Where what is typed is kept as one goes: for a browser that nobody is signed in at, apart."""
        return super().draft_url or (reverse("engagement:keep") if self.keeps_draft else "")

    @property
    def start_empty_url(self) -> str:
        """Where what was kept is deleted."""
        return super().start_empty_url if self.author else reverse("engagement:start-empty")

    def clean(self) -> dict[str, Any] | None:
        """Hold back what fills the field that nobody sees: it stands empty again, so that a person may send anew."""
        data = super().clean()
        if self.data.get("website"):
            self.add_error(None, _("A field that nobody sees was filled in. Look it over, then send it again."))
        return data

    def contact(self) -> dict[str, str]:
        """Return who invites, as an action takes it."""
        return {
            **{name: self.cleaned_data[name] for name in ("name", "email", "phone")},
            "language": (get_language() or "en")[:2],
        }


class ByPhone(Invite):
    """The coordinator writes down what somebody asks on the phone."""

    action = "invitation.write_down"
    keeps_draft = True
    least_seconds = 0
    layout = (
        forms.Group(_("Who invites"), "organisation_name", "name", ("email", "phone"), "language"), WHAT, WHO, HOPED,
        WISHES,
    )  # fmt: skip
    language = forms.Choice(label=_("Answer them in"), choices=settings.LANGUAGES, initial="en")

    def contact(self) -> dict[str, str]:
        """Return who invites, and in which language to answer them."""
        return super().contact() | {"language": self.cleaned_data["language"]}


class Change(forms.Versioned, Described):
    """Who invites says what has changed."""

    action = "invitation.change"
    layout = (forms.Group(_("Who invites"), "organisation_name"), WHAT, WHO, HOPED, WISHES)


class CallOff(forms.Form):
    action = "invitation.call_off"


class WriteToUs(forms.Form):
    action = "invitation.write_to_us"
    text = forms.LongText(label=_("Your message"), max_length=5000, rows=3)


class Write(forms.Form):
    action = "invitation.write"
    keeps_draft = True
    text = forms.LongText(label=_("Your message"), max_length=5000, rows=4)


class Decide(forms.Versioned):
    """A decision with its letter. The letter comes written, in the language of who invites, to be changed.

    What a verdict needs is for the rules, and in their words: so nothing is marked here.
    """

    action = "invitation.decide"
    keeps_draft = True
    says_optional = False
    instead = forms.Choices(label=_("What can you offer?"), choices=Instead.choices, required=False)
    passed_to = forms.Text(label=_("To which unit or agency?"), required=False, max_length=200)
    letter = forms.LongText(label=_("Letter to who invites"), max_length=5000, rows=9, required=False)
    reason = forms.LongText(
        label=_("Why? For the unit alone"), max_length=2000, rows=2, required=False,
        help_text=_("Who invites does not read this. Needed for a decline, and for a yes to what came late."),
    )  # fmt: skip

    def __init__(self, *args: Any, verdict: Verdict, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, of_verdict in (("instead", Verdict.OFFER), ("passed_to", Verdict.PASS_ON)):
            if verdict != of_verdict:
                del self.fields[name]


def as_typed(invitation: Invitation) -> dict[str, Any]:
    """Return an invitation as its form shows it."""
    fields = {name: getattr(invitation, name) for name in Described.base_fields if hasattr(invitation, name)}
    starts = timezone.localtime(invitation.starts_at)
    ends = timezone.localtime(invitation.starts_at + timedelta(minutes=invitation.minutes))
    return fields | {
        "day": starts.date(), "starts": starts.time(), "ends": ends.time(), "version": invitation.version,
    }  # fmt: skip
