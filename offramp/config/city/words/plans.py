"""What people want, as they say it, the steps there, and what is asked of an agency for it."""

from dataclasses import dataclass
from typing import Final

from offramp.casework.enums import Area
from offramp.directory.enums import ServiceKind

A, K = Area, ServiceKind


@dataclass(frozen=True, slots=True)
class Plan:
    """A goal in somebody's own words, its steps in order, and the kinds of service that could carry it on."""

    words: str
    area: Area
    steps: tuple[str, ...]
    services: tuple[ServiceKind, ...] = ()
    hoped_for: str = ""


PLANS: Final = (
    Plan(
        "My own door, with a lock.",
        A.HOUSING,
        (
            "Fill in the housing form together",
            "Call about the room",
            "View the room",
            "Bring the deposit letter",
        ),
        (K.HOUSING,),
        "A room of their own with a door that locks, and somebody to call.",
    ),
    Plan(
        "A place where my dog can stay too.",
        A.HOUSING,
        ("Ask which buildings take dogs", "Get the dog's shots on paper", "View the place"),
        (K.HOUSING,),
        "A room where a well-behaved dog may stay.",
    ),
    Plan(
        "Out of the cold before the snow.",
        A.HOUSING,
        ("Hold a shelter bed for tonight", "Pack and store the bags", "Meet the housing worker"),
        (K.SHELTER, K.HOUSING),
        "A bed now, and a first talk about bridge housing.",
    ),
    Plan(
        "My ID back.",
        A.DOCUMENTS,
        ("Order the birth certificate", "Pick up the certificate", "Take the photo", "Apply for the photo ID"),
        (K.DOCUMENTS,),
        "Help with the fee and the form for a birth certificate.",
    ),
    Plan(
        "Get my status card renewed.",
        A.DOCUMENTS,
        ("Call the band office", "Write the letter together", "Drive to the appointment"),
    ),
    Plan(
        "Money that comes on the same day each month.",
        A.INCOME,
        ("Bring the papers for income support", "Go to the income support office", "Open a bank account"),
        (K.INCOME,),
        "Somebody who files the application and calls back about it.",
    ),
    Plan(
        "My pension, they stopped it.",
        A.INCOME,
        ("Read the letter together", "Call the pension line", "Send the form"),
        (K.INCOME,),
        "Help with the pension form.",
    ),
    Plan(
        "Work again. With my hands.",
        A.EMPLOYMENT,
        ("Write down past jobs", "Get the safety ticket", "Go to the first morning together"),
        (K.EMPLOYMENT,),
        "A place in the work readiness program.",
    ),
    Plan(
        "See my girl on her birthday.",
        A.FAMILY,
        ("Call the sister", "Write a letter", "Meet at the day centre"),
        (K.FAMILY,),
        "Somebody who helps to set up a first visit.",
    ),
    Plan(
        "Go back to ceremony.",
        A.CULTURE,
        ("Ask when the next sweat is", "Drive there together"),
        (K.CULTURE,),
        "To be welcomed by an Elder.",
    ),
    Plan(
        "Not to miss court again.",
        A.JUSTICE,
        ("Find out the date", "Call duty counsel", "Drive to court"),
        (K.LEGAL,),
        "Somebody at the courthouse on the day.",
    ),
    Plan(
        "Sleep without one eye open.",
        A.SAFETY,
        ("Talk about a safe place", "Change the phone number", "Walk the new way home together"),
        (K.HOUSING, K.SHELTER),
        "A place with somebody awake at the door.",
    ),
    Plan(
        "To get clean and stay that way.",
        A.ADDICTIONS,
        ("Call for a bed", "Drive to the bed", "Visit on day three"),
        (K.DETOX, K.ADDICTIONS),
        "A bed, and a place in the program afterwards.",
    ),
    Plan(
        "Get my feet looked at.",
        A.MEDICAL,
        ("Book the clinic", "Drive to the clinic"),
        (K.MEDICAL,),
        "Foot care, and a first look by a doctor.",
    ),
    Plan(
        "Somebody to talk to who stays.",
        A.MENTAL_HEALTH,
        ("Ask for a first talk", "Go to the first talk together"),
        (K.MENTAL_HEALTH,),
        "Regular talks with the same counsellor.",
    ),
)

CLOSING_WORDS: Final = (
    "",
    "",
    "I have my key. That is all.",
    "You kept coming back.",
    "I can call them myself now.",
    "It was good that nobody gave up.",
    "My own place. I cooked soup.",
    "Thanks. I am all right.",
    "They know me there by name.",
)
PURPOSES: Final = (
    "So that the agency can offer a place and call back.",
    "To set up the first appointment, and to hear how it goes.",
    "So that they need not tell their story again.",
)
OFFICER_PURPOSE: Final = "So that the officer on the team knows what helps on a bad day."
PRESENT: Final = (
    "Nobody else",
    "Nobody else",
    "A friend they asked to sit along",
    "Nobody else",
    "An interpreter by phone",
)
