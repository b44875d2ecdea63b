"""The forms of a member: what they wish and speak, when they can't come, trainings, the ladder, coming and leaving."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from offramp.areas.queries import branches
from offramp.engagement.enums import Course, Level, Standing
from offramp.engagement.languages import LANGUAGES
from offramp.engagement.rules.members import tidy_communities
from offramp.ui.web import forms

WEEKDAYS = (
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
)  # fmt: skip
FROM_THE_START = ((Standing.HELPED, _("Helper of a division")), (Standing.APPROVED, _("Member already")))


class Sieve(forms.Form):
    """What the coordinator looks for on the roster."""

    says_optional = False
    q = forms.Text(label=_("Name"), required=False)
    language = forms.Picked(label=_("Speaks"), choices=LANGUAGES, empty=_("Any"), required=False)
    course = forms.Picked(label=_("Holds the training"), choices=Course.choices, empty=_("Any"), required=False)
    division = forms.Picked(label=_("Division"), choices=[], empty=_("Any"), required=False)
    standing = forms.Picked(label=_("On the ladder"), choices=Standing.choices, empty=_("Any"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(division=[("", _("Any")), *_divisions()])


class Find(forms.Form):
    """Whom to add: an account of the service, by name."""

    says_optional = False
    q = forms.Text(label=_("Name, username or address"), required=False)


class Posted(forms.Form):
    """Where somebody works."""

    rank = forms.Text(label=_("Rank"), required=False, max_length=60)
    division = forms.Picked(label=_("Division"), choices=[], required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(division=[("", _("None")), *_divisions()])


class Add(Posted):
    """An account comes to the roster."""

    action = "member.add"
    layout: ClassVar[tuple[forms.Group, ...]] = (forms.Group("", "standing", "rank", "division"),)
    standing = forms.Choice(label=_("As what?"), choices=FROM_THE_START, initial=Standing.HELPED)


class Post(forms.Versioned, Posted):
    """Rank, division and mentor of a member."""

    action = "member.post"
    mentor = forms.Picked(label=_("Mentor"), choices=[], required=False, help_text=_("Who goes with them at first."))


class Wishes(forms.Versioned):
    """What a member wishes, and whom they know."""

    action = "member.wishes"
    layout: ClassVar[tuple[forms.Group, ...]] = (
        forms.Group(_("Events"), "wished_load"),
        forms.Group(_("Communities and cultures"), "communities"),
        forms.Group(
            _("Supervisor"), "supervisor_name", "supervisor_email",
            hint=_("They are asked by mail to release the member from duty for an event."),
        ),
    )  # fmt: skip
    wished_load = forms.Number(label=_("Events wished for in a month"), most=31)
    communities = forms.LongText(
        label=_("Known well"), required=False, rows=4, max_length=2000, help_text=_("One on each line.")
    )
    supervisor_name = forms.Text(label=_("Name"), required=False, max_length=120)
    supervisor_email = forms.Email(label=_("E-mail"), required=False)

    def clean_communities(self) -> list[str]:
        """Return the communities, each once."""
        return tidy_communities(self.cleaned_data["communities"])


class Language(forms.Form):
    """A language somebody speaks."""

    action = "member.language"
    language = forms.Picked(label=_("Language"), choices=LANGUAGES, empty=_("Choose a language"))
    level = forms.Choice(label=_("How well?"), choices=Level.choices)


class Away(forms.Form):
    """A time in which somebody can't come."""

    action = "member.away"
    starts_at = forms.Moment(label=_("From"))
    ends_at = forms.Moment(label=_("Until"), past=False)


class Weekly(forms.Form):
    """Hours of every week in which somebody can't come."""

    action = "member.weekly"
    layout: ClassVar[tuple[forms.Group, ...]] = (
        forms.Group("", "weekday", ("starts", "ends"), ("first_on", "last_on")),
    )
    weekday = forms.Choice(label=_("Day of the week"), choices=WEEKDAYS, coerce=int)
    starts = forms.TimeOfDay(label=_("From"))
    ends = forms.TimeOfDay(label=_("Until"), help_text=_("After midnight is fine."))
    first_on = forms.Day(label=_("First day"))
    last_on = forms.Day(label=_("Last day"), required=False, help_text=_("Leave it empty while it lasts."))


class Trained(forms.Form):
    """A training somebody did."""

    action = "member.training"
    course = forms.Choice(label=_("Training"), choices=Course.choices, rows=True)
    done_on = forms.Day(label=_("Done on"), ahead=False)
    expires_on = forms.Day(
        label=_("Holds until"),
        required=False,
        help_text=_("Left empty, it holds as long as that training usually does."),
    )


class Step(forms.Form):
    """A step of the ladder, with what there is to say about it."""

    action = "member.step"
    note = forms.Text(label=_("Note"), required=False, max_length=300)


class TakeBack(forms.Form):
    """A question before something is taken back: nothing to fill in."""

    action = "member.take_back"


class Join(forms.Form):
    action = "member.join"


class Leave(forms.Form):
    action = "member.leave"


def _divisions() -> list[tuple[str, str]]:
    return [(str(branch.pk), branch.name) for branch in branches()]
