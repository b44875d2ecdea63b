"""The words of young persons' measures."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeasureType(TextChoices):
    """What came of it. The clock of a record follows from this word."""

    NO_FURTHER_ACTION = "no_further_action", _("No further action")
    WARNING = "warning", _("Warning")
    CAUTION = "caution", _("Caution")
    REFERRAL = "referral", _("Referral to a program")
    SANCTION = "sanction", _("Extrajudicial sanction")
    CHARGE = "charge", _("Charge")


# What section 6(1) asks an officer to consider before a charge, in its order.
BEFORE_A_CHARGE = (
    MeasureType.NO_FURTHER_ACTION,
    MeasureType.WARNING,
    MeasureType.CAUTION,
    MeasureType.REFERRAL,
)


TO_A_PROGRAM = frozenset({MeasureType.REFERRAL, MeasureType.SANCTION})
"""What leads through a program."""


class Offence(TextChoices):
    """What it was about, in groups of our own."""

    THEFT = "theft", _("Theft")
    DAMAGE = "damage", _("Damage, graffiti")
    TRESPASS = "trespass", _("Being where one may not")
    DISTURBANCE = "disturbance", _("Disturbance")
    FRAUD = "fraud", _("Fraud, false name")
    DRUGS = "drugs", _("Drugs, alcohol")
    NOT_COMPLYING = "not_complying", _("Not complying with a sentence or conditions")
    OTHER = "other", _("Something else without violence")
    THREATS = "threats", _("Threats, harassment")
    FIGHT = "fight", _("Fight, assault")
    WEAPON = "weapon", _("Weapon")
    SEXUAL = "sexual", _("Sexual offence")


VIOLENT = frozenset({Offence.THREATS, Offence.FIGHT, Offence.WEAPON, Offence.SEXUAL})


class Presumption(TextChoices):
    """Where the law presumes that a measure is enough."""

    NONE = "none", _("None")
    NON_VIOLENT = "non_violent", _("Without violence, and no earlier finding of guilt")
    NOT_COMPLYING = "not_complying", _("Not complying, without repeating it and without risk to others")


class Condition(TextChoices):
    """What the law asks before a sanction: the seven of the same Act, s. 10(2). Our words, for counsel to confirm."""

    AUTHORISED = "authorised", _("The program of sanctions is authorised")
    FITTING = "fitting", _("It fits the young person's needs and society's interests")
    CONSENTS = "consents", _("They know what it is, and consent")
    COUNSEL = "counsel", _("They had a fair chance to talk with a lawyer")
    ACCEPTS = "accepts", _("They accept responsibility for what happened")
    EVIDENCE = "evidence", _("The Crown sees enough evidence to go on")
    NOT_BARRED = "not_barred", _("Nothing in law stands against going on")


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    ANOTHER = "another", _("Another")
    NOT_SAID = "not_said", _("Not said")


class Purpose(TextChoices):
    """For what a record may be read. Source: Youth Criminal Justice Act, s. 119(4).

    The last two are the privacy officer's: a request by the young person, and the duty to put right what is wrong.
    """

    DECIDING = "deciding", _("Deciding again whether to use a measure")
    ADMINISTERING = "administering", _("Administering the young person's case")
    INVESTIGATING = "investigating", _("Investigating an offence")
    CONFERENCE = "conference", _("Taking part in a conference")
    OWN_REQUEST = "own_request", _("The young person asks what is held about them")
    PUTTING_RIGHT = "putting_right", _("Putting a record right, or destroying one that should not be")


class ShouldNotBe(TextChoices):
    """Why a record should never have been kept."""

    TOO_YOUNG = "too_young", _("They were under twelve when it happened")
    TOO_OLD = "too_old", _("They were eighteen or older when it happened")
    SOMEBODY_ELSE = "somebody_else", _("It is about somebody else")
    TWICE = "twice", _("It was written down twice")


class Who(TextChoices):
    YOUNG_PERSON = "young_person", _("The young person")
    GUARDIAN = "guardian", _("A parent or guardian")


class AskedFor(TextChoices):
    """What somebody was asked to agree to."""

    REFERRAL = "referral", _("Being referred")
    PROGRAM = "program", _("Doing the program")
    AGREEMENT = "agreement", _("What is in the agreement")
    SANCTION = "sanction", _("The sanction")


class Said(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked yet")
    WITHDRAWN = "withdrawn", _("Taken back")


class Heard(TextChoices):
    ORAL = "oral", _("Said, and heard by me")
    WRITTEN = "written", _("Written and signed")


class Kin(TextChoices):
    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    PARENT = "parent", _("Parent")
    GRANDPARENT = "grandparent", _("Grandparent")
    GUARDIAN = "guardian", _("Guardian")
    CARE = "care", _("Child services")
    OTHER = "other", _("Another adult who cares for them")


class Reached(TextChoices):
    """How a parent or guardian was told, or why not."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    LETTER = "letter", _("By letter")
    NOBODY = "nobody", _("Nobody could be reached")


class VictimChoice(TextChoices):
    """What somebody who was harmed wants. Each is theirs to choose, and to change."""

    TAKES_PART = "takes_part", _("Comes to the meeting")
    SENDS_WORDS = "sends_words", _("Sends words to be read out")
    SENDS_SOMEONE = "sends_someone", _("Sends somebody in their place")
    WANTS_LETTER = "wants_letter", _("Wants a letter of apology")
    WANTS_TO_KNOW = "wants_to_know", _("Wants to be told how it ends")
    NOT_NOW = "not_now", _("Not now, perhaps later")
    NOTHING = "nothing", _("Wants nothing to do with it")


class StepKind(TextChoices):
    """What the software knows of a step. Its name and words are the program's own."""

    REVIEW = "review", _("Review by the program")
    GUARDIANS = "guardians", _("Contact with parents or guardians")
    NEEDS = "needs", _("What the young person needs")
    ALL_AGREE = "all_agree", _("All agree")
    MEETING = "meeting", _("Agreement meeting")
    SUPPORT = "support", _("Support until the agreement is done")
    COMPLETION = "completion", _("Completion")
    OTHER = "other", _("Another step, ticked off by hand")


class MeetingKind(TextChoices):
    AGREEMENT = "agreement", _("Agreement meeting")
    CIRCLE = "circle", _("Restorative circle")


class Part(TextChoices):
    """As what somebody comes to a meeting."""

    FACILITATOR = "facilitator", _("Leads the meeting")
    YOUNG_PERSON = "young_person", _("The young person")
    GUARDIAN = "guardian", _("Parent or guardian")
    VICTIM = "victim", _("Was harmed")
    FOR_VICTIM = "for_victim", _("Speaks for who was harmed")
    SUPPORTER = "supporter", _("Supports somebody")
    PARTNER = "partner", _("A partner agency")
    ELDER = "elder", _("Elder")


COMES_BY: Final[Mapping[str, frozenset[str]]] = {
    Part.VICTIM: frozenset({VictimChoice.TAKES_PART}),
    Part.FOR_VICTIM: frozenset({VictimChoice.TAKES_PART, VictimChoice.SENDS_SOMEONE, VictimChoice.SENDS_WORDS}),
}
"""By which choice somebody who was harmed comes to a meeting, or somebody for them."""


class HowItWent(TextChoices):
    HELD = "held", _("It was held")
    CALLED_OFF = "called_off", _("It was called off")


class ItemTurn(TextChoices):
    """What became of one item of an agreement."""

    HOURS = "hours", _("Hours done")
    CHANGED = "changed", _("Changed, all agreed")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped, all agreed")
    NOT_DONE = "not_done", _("Not done")


ENDS_AN_ITEM = frozenset({ItemTurn.DONE, ItemTurn.DROPPED, ItemTurn.NOT_DONE})
AGREED_BY_ALL = frozenset({ItemTurn.CHANGED, ItemTurn.DROPPED})


class CheckedIn(TextChoices):
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    MESSAGE = "message", _("By message")
    MISSED = "missed", _("They did not come")


class Outcome(TextChoices):
    """How the young person's way through a program ended."""

    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("The program did not take it")
    NOT_AGREED = "not_agreed", _("They did not agree")
    WITHDREW = "withdrew", _("They took their consent back")
    NOT_COMPLETED = "not_completed", _("Not completed")
    MOVED_AWAY = "moved_away", _("Moved away")
    DIED = "died", _("Died")


class Since(TextChoices):
    """What is known some months after the end."""

    NOTHING_NEW = "nothing_new", _("No new occurrence")
    SOMETHING_NEW = "something_new", _("A new occurrence")
    NOT_KNOWN = "not_known", _("Can't be known")


class SchoolGround(TextChoices):
    """Why something was given to a school or a care professional. Source: the same Act, s. 125(6)."""

    COMPLIANCE = "compliance", _("So that an order or plan is kept")
    SAFETY = "safety", _("Safety of staff, students or others")
    REHABILITATION = "rehabilitation", _("Helping the young person")


class Identity(TextChoices):
    """How young people may describe themselves, in their own choice: several, or none."""

    FIRST_NATIONS = "first_nations", _("First Nations")
    METIS = "metis", _("Métis")
    INUIT = "inuit", _("Inuit")
    OTHER_INDIGENOUS = "other_indigenous", _("Indigenous, in other words")
    NOT_INDIGENOUS = "not_indigenous", _("Not Indigenous")
