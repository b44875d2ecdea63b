"""What an officer considered before a charge; for which purpose a record is opened."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.diversion.actions import Adult, Consideration, Harmed, Yes, Youth
from offramp.diversion.enums import (
    BEFORE_A_CHARGE,
    Condition,
    Heard,
    Kin,
    MeasureType,
    Offence,
    Purpose,
    Reached,
    Said,
    Sex,
    VictimChoice,
)
from offramp.diversion.models import Program
from offramp.ui.web import forms

ANSWERS = [(said.value, said.label) for said in (Said.YES, Said.NO, Said.NOT_ASKED)]


class Consider(forms.Form):
    """The record of one consideration. What is seldom needed is folded."""

    action = "measures.consider"
    says_optional = False
    layout = (
        forms.Group(_("What happened"), "offence", ("occurred_on", "branch"), "occurrence", "grounds"),
        forms.Group(
            _("Who"),
            ("given_name", "family_name"),
            ("born", "believed_age"),
            "sex",
            "language",
            "reach",
            hint=_("12 to 17 when it happened. Earlier measures are not shown here: they need a purpose."),
        ),
        forms.Group(
            _("What you considered"),
            "considered",
            "found_guilty_before",
            "repeats_or_risks",
            "decision",
            "reasons",
            hint=_(
                "The law presumes that a measure is enough where there was no violence and no earlier finding of guilt,"
                " and for not complying that neither repeats itself nor puts others at risk."
            ),
        ),
        forms.Group(
            _("Parents or guardians"),
            ("guardian_name", "kin"),
            "guardian_reach",
            "reached",
            "told",
        ),
        forms.Group(
            _("Only for a referral or a sanction: program and consent"),
            "program",
            "agreed",
            "heard",
            "words",
            "guardian_agreed",
            folded=True,
        ),
        forms.Group(_("Only for a sanction"), "consented_on", "conditions", folded=True),
        forms.Group(
            _("Who was harmed, if anybody"),
            ("victim_name", "victim_reach"),
            "victim_is_young",
            "victim_choice",
            "victim_words",
            hint=_("Their choice, and theirs to change. It opens nothing of the young person's to them."),
            folded=True,
        ),
    )

    offence = forms.Picked(label=_("What was it about?"), choices=Offence.choices)
    occurred_on = forms.Day(label=_("When"), ahead=False)
    branch = forms.Picked(label=_("Where"), choices=[])
    occurrence = forms.Text(label=_("Occurrence number"), max_length=30)
    grounds = forms.LongText(
        label=_("Your grounds to charge"), help_text=_("Without grounds there is nothing to consider."), max_length=4000
    )
    given_name = forms.Text(label=_("Given names"), max_length=100)
    family_name = forms.Text(label=_("Family name"), max_length=100)
    born = forms.Day(label=_("Birth date"), ahead=False, required=False)
    believed_age = forms.Number(label=_("Or: how old they appear"), least=1, most=120, required=False)
    sex = forms.Choice(label=_("Sex, as they say"), choices=Sex.choices, initial=Sex.NOT_SAID)
    language = forms.Text(label=_("Language to speak in"), max_length=60, required=False)
    reach = forms.Text(label=_("How to reach them"), max_length=300, required=False)
    considered = forms.Choices(
        label=_("Which of these did you consider?"),
        choices=[(each.value, each.label) for each in BEFORE_A_CHARGE],
        rows=True,
        required=False,
    )
    found_guilty_before = forms.Yes(label=_("They were found guilty of an offence before"))
    repeats_or_risks = forms.Yes(label=_("It was not complying, and it repeats itself or puts others at risk"))
    decision = forms.Choice(label=_("What do you decide?"), choices=MeasureType.choices, rows=True)
    reasons = forms.LongText(
        label=_("Why this"), help_text=_("Why less is not enough, or why it is."), max_length=4000, rows=3
    )
    guardian_name = forms.Text(label=_("Name"), max_length=100, required=False)
    kin = forms.Picked(label=_("Who they are"), choices=Kin.choices, required=False)
    guardian_reach = forms.Text(label=_("How to reach them"), max_length=200, required=False)
    reached = forms.Choice(label=_("How were they told?"), choices=Reached.choices, initial=Reached.NOBODY)
    told = forms.LongText(label=_("What they said"), max_length=2000, rows=2, required=False)
    program = forms.Choice(label=_("To which program?"), rows=True, required=False)
    agreed = forms.Choice(label=_("The young person"), choices=ANSWERS, initial=Said.NOT_ASKED)
    heard = forms.Choice(label=_("How they said it"), choices=Heard.choices, initial=Heard.ORAL)
    words = forms.LongText(label=_("In their words"), max_length=1000, rows=2, required=False)
    guardian_agreed = forms.Choice(label=_("The parent or guardian"), choices=ANSWERS, initial=Said.NOT_ASKED)
    consented_on = forms.Day(
        label=_("When did they consent to the sanction?"),
        help_text=_("The two years of the law start here."),
        ahead=False,
        required=False,
    )
    conditions = forms.Choices(label=_("What the law asks first"), choices=Condition.choices, rows=True, required=False)
    victim_name = forms.Text(label=_("Who"), max_length=100, required=False)
    victim_reach = forms.Text(label=_("How to reach them"), max_length=200, required=False)
    victim_is_young = forms.Yes(label=_("They are under 18 themselves"))
    victim_choice = forms.Choice(label=_("What they choose"), choices=VictimChoice.choices, rows=True, required=False)
    victim_words = forms.LongText(label=_("How it was for them"), max_length=4000, rows=2, required=False)

    def __init__(self, *args: Any, branches: list[tuple[str, str]], programs: list[Program], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(branch=[("", _("Choose")), *branches], program=[(str(each.pk), each.name) for each in programs])

    def said(self) -> Consideration:
        """Return what was considered, as the action takes it."""
        given = self.cleaned_data
        return Consideration(
            youth=self._youth(),
            offence=Offence(given["offence"]),
            occurred_on=given["occurred_on"],
            occurrence=given["occurrence"],
            grounds=given["grounds"],
            considered=[MeasureType(each) for each in given["considered"]],
            decision=MeasureType(given["decision"]),
            reasons=given["reasons"],
            found_guilty_before=given["found_guilty_before"],
            repeats_or_risks=given["repeats_or_risks"],
            agreed=Yes(Said(given["agreed"]), Heard(given["heard"]), given["words"]),
            guardian_agreed=Yes(Said(given["guardian_agreed"]), Heard(given["heard"])),
            consented_on=given["consented_on"],
            conditions=[Condition(each) for each in given["conditions"]],
            adult=Adult(
                name=given["guardian_name"],
                kin=given["kin"] or Kin.OTHER,
                reach=given["guardian_reach"],
                reached=Reached(given["reached"]),
                words=given["told"],
            ),
        )

    def _youth(self) -> Youth:
        given = self.cleaned_data
        return Youth(
            given_name=given["given_name"],
            family_name=given["family_name"],
            born=given["born"],
            believed_age=given["believed_age"],
            sex=Sex(given["sex"]),
            reach=given["reach"],
            language=given["language"],
        )

    def harmed(self) -> Harmed:
        """Return who was harmed, as the action takes it; without a name where nobody was."""
        given = self.cleaned_data
        return Harmed(
            name=given["victim_name"],
            reach=given["victim_reach"],
            is_young=given["victim_is_young"],
            choice=given["victim_choice"],
            words=given["victim_words"],
        )


class LookUp(forms.Form):
    """Whom, and for which purpose in the law."""

    action = "measures.look_up"
    given_name = forms.Text(label=_("Given name"), max_length=100)
    family_name = forms.Text(label=_("Family name"), max_length=100)
    born = forms.Day(
        label=_("Birth date"),
        help_text=_("Leave it empty only where it was not known then either."),
        ahead=False,
        required=False,
    )
    purpose = forms.Choice(label=_("For which purpose?"), rows=True)
    ground = forms.Text(label=_("Occurrence number of this case"), max_length=60)

    def __init__(self, *args: Any, purposes: tuple[Purpose, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(purpose=[(each.value, each.label) for each in purposes])
        if Purpose.OWN_REQUEST in purposes:
            self.fields["ground"].label = _("Number of the request, and how you know it is them")
            self.fields["ground"].help_text = _("To put a record right: the occurrence number, and who told you.")


class Close(forms.Form):
    """Close what one opened before its time."""

    action = "measures.close"
