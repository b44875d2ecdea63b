"""What is written in a young person's case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.diversion.enums import (
    AskedFor,
    CheckedIn,
    Heard,
    Identity,
    Kin,
    MeetingKind,
    Outcome,
    Reached,
    Said,
    SchoolGround,
    ShouldNotBe,
    Since,
    VictimChoice,
    Who,
)
from offramp.ui.web import forms

ENDS = [(each.value, each.label) for each in Outcome if each not in (Outcome.DECLINED, Outcome.WITHDREW)]
TOLD = [(each.value, each.label) for each in (Said.YES, Said.NO, Said.WITHDRAWN)]


class TakeOn(forms.Form):
    """Take on what waits for its program."""

    action = "measures.take_on"


class HandOn(forms.Form):
    """Hand a case on to another youth officer."""

    action = "measures.hand_on"
    officer = forms.Picked(label=_("To whom?"), choices=[])

    def __init__(self, *args: Any, officers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(officer=[("", _("Choose")), *officers])


class Review(forms.Form):
    """The program takes it, or not."""

    action = "measures.review"
    is_taken = forms.Choice(
        label=_("Does the program take it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
    )
    words = forms.LongText(label=_("Why"), max_length=2000)


class Contact(forms.Form):
    """How a parent or guardian was told."""

    action = "measures.contact"
    reached = forms.Choice(label=_("How?"), choices=Reached.choices, rows=True)
    words = forms.LongText(label=_("What was said, and what they need"), max_length=2000)


class Guardian(forms.Form):
    """A parent or guardian."""

    action = "measures.guardian"
    name = forms.Text(label=_("Name"), max_length=100)
    kin = forms.Picked(label=_("Who they are"), choices=Kin.choices)
    reach = forms.Text(label=_("How to reach them"), max_length=200)


class YoungPerson(forms.Form):
    """Names and how to reach them, as known now."""

    action = "measures.young_person"
    given_name = forms.Text(label=_("Given names"), max_length=100)
    family_name = forms.Text(label=_("Family name"), max_length=100)
    language = forms.Text(label=_("Language to speak in"), max_length=60, required=False)
    reach = forms.Text(label=_("How to reach them"), max_length=300, required=False)


class Born(forms.Form):
    """A birth date that was not known."""

    action = "measures.born"
    born = forms.Day(label=_("Birth date"), ahead=False)


class Destroy(forms.Form):
    """Why a record should not be."""

    action = "measures.destroy"
    reason = forms.Choice(label=_("Why should it not be?"), choices=ShouldNotBe.choices, rows=True)


class Needs(forms.Form):
    """What the young person needs, and is good at."""

    action = "measures.needs"
    needs = forms.LongText(label=_("What do they and their family need?"), max_length=4000)
    strengths = forms.LongText(label=_("What are they good at, and like?"), max_length=4000, required=False)


class Answer(forms.Form):
    """What somebody said when asked to agree."""

    action = "measures.answer"
    who = forms.Choice(label=_("Who was asked?"), choices=Who.choices)
    asked_for = forms.Choice(label=_("To what?"), initial=AskedFor.PROGRAM)
    said = forms.Choice(label=_("What did they say?"), choices=TOLD)
    heard = forms.Choice(label=_("How?"), choices=Heard.choices, initial=Heard.ORAL)
    words = forms.LongText(label=_("In their words"), max_length=1000, rows=2, required=False)

    def __init__(self, *args: Any, asked_for: list[AskedFor], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(asked_for=[(each.value, each.label) for each in asked_for])


class Tick(forms.Form):
    """A step is done."""

    action = "measures.tick"
    step = forms.Choice(label=_("Which step is done?"), rows=True)
    words = forms.LongText(label=_("How it was"), max_length=1000, rows=2, required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(step=steps)


class CheckIn(forms.Form):
    """How it goes."""

    action = "measures.check_in"
    how = forms.Choice(label=_("How did you meet?"), choices=CheckedIn.choices)
    words = forms.LongText(label=_("How does it go?"), max_length=2000)


class End(forms.Form):
    """How it ended."""

    action = "measures.end"
    outcome = forms.Choice(label=_("How did it end?"), choices=ENDS, rows=True)
    words = forms.LongText(label=_("The reason, where it was not completed"), max_length=2000, rows=3, required=False)


class FollowUp(forms.Form):
    """What is known some months later."""

    action = "measures.follow_up"
    months = forms.Choice(label=_("After how many months?"), coerce=int)
    since = forms.Choice(label=_("What happened since?"), choices=Since.choices, rows=True)
    words = forms.LongText(label=_("How are they?"), max_length=1000, rows=2, required=False)

    def __init__(self, *args: Any, due: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(months=due)


class Victim(forms.Form):
    """Somebody who was harmed."""

    action = "measures.victim"
    name = forms.Text(label=_("Their name, or the shop's, the school's"), max_length=100)
    reach = forms.Text(label=_("How to reach them"), max_length=200)
    is_young = forms.Yes(label=_("They are under 18: a parent or guardian is asked with them"))


class Hear(forms.Form):
    """What somebody who was harmed chooses."""

    action = "measures.hear"
    choice = forms.Choice(label=_("What do they choose?"), choices=VictimChoice.choices, rows=True)
    words = forms.LongText(
        label=_("Their voice"),
        help_text=_("In their words: how it was, what they need."),
        max_length=4000,
        required=False,
    )


class School(forms.Form):
    """What is given to a school or a care professional."""

    action = "measures.school"
    given_to = forms.Text(label=_("To which school, and to whom there?"), max_length=200)
    ground = forms.Choice(label=_("Why may they have it?"), choices=SchoolGround.choices, rows=True)
    words = forms.LongText(label=_("What exactly is given?"), max_length=2000)
    needed_until = forms.Day(
        label=_("Needed until"),
        help_text=_("The day after, it is destroyed here. Ask the school to do so too."),
        past=False,
    )


class EndSchool(forms.Form):
    """It is not needed any more."""

    action = "measures.end_school"


class Describe(forms.Form):
    """How they describe themselves."""

    action = "measures.describe"
    identities = forms.Choices(label=_("What did they say?"), choices=Identity.choices, rows=True)


class Meeting(forms.Form):
    """A meeting or circle."""

    action = "measures.meeting"
    kind = forms.Choice(label=_("Which kind?"), choices=MeetingKind.choices, initial=MeetingKind.AGREEMENT)
    planned_at = forms.Moment(label=_("When"), past=False)
    place = forms.Text(label=_("Where"), max_length=200)
    name = forms.Text(label=_("Who leads it, as the others call you"), max_length=100)
