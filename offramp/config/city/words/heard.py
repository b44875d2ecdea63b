"""What is heard, promised and arranged at events of PACE in the training city, and what is answered. All invented."""

from dataclasses import dataclass
from typing import Final

from offramp.engagement.enums import Outcome, Owner


@dataclass(frozen=True, slots=True)
class Trouble:
    """What troubles several communities: the theme, how they say it, who takes it on, and what is answered."""

    theme: str
    said: tuple[str, ...]
    owner: Owner
    owner_name: str
    action: str
    outcome: Outcome
    answer: str
    answer_fr: str = ""

    def answer_in(self, language: str) -> str:
        """Return the answer in a language, as far as it was written in it."""
        return self.answer_fr if language == "fr" and self.answer_fr else self.answer


DID, COULD_NOT = Outcome.DID, Outcome.COULD_NOT
UNIT, AGENCY, WITH_THEM = Owner.UNIT, Owner.AGENCY, Owner.ORGANISATION

TROUBLES: Final = (
    Trouble(
        "Hate on transit",
        ("Women with scarves are shouted at on the train and nobody helps.",
         "A boy was told to go home on the bus. He no longer takes it.",
         "We don't know whether an insult on the bus is something to report."),
        UNIT, "Hate crimes and violent extremism unit", "Walk the line at school hours, and explain what to report.",
        DID, "Members rode the line at school hours for four weeks. A card in your language says what to report.",
    ),
    Trouble(
        "Speeding by the school",
        ("Cars race past the playground when school is out.",
         "Trucks use our street as a short way, and children cross there."),
        UNIT, "Traffic safety unit", "Measure for two weeks, then put up the sign.",
        DID, "We measured for two weeks and put up a speed sign. It was fifty to sixty; it is now under forty.",
    ),
    Trouble(
        "Break-ins in the back lane",
        ("Garages in the back lane were opened three times this month.",
         "Bicycles go from the storage room of our building.",
         "Somebody tries the doors of cars at night."),
        WITH_THEM, "the community league", "Lights in the lane from the league, patrol by us on five nights.",
        DID, "The league put up lights, and we were there on five nights. Nobody broke in since.",
    ),
    Trouble(
        "Afraid to call the police",
        ("Some of us come from places where one never calls the police.",
         "If I call, will they ask for my papers?",
         "People say that calling 911 costs money."),
        UNIT, "PACE", "Three evenings with interpreters on what happens when somebody calls.",
        DID, "We held three evenings with interpreters. Calling costs nothing, and nobody asks for papers.",
        "Nous avons tenu trois soirées avec interprètes. Appeler ne coûte rien, et personne ne demande vos papiers.",
    ),
    Trouble(
        "Calls that want money",
        ("A voice like a grandson's asked an Elder for four thousand dollars.",
         "Somebody who said he was from the tax office wanted gift cards.",
         "On nous appelle au nom de la banque presque chaque semaine."),
        UNIT, "Economic crimes section", "A talk with real calls, and a sheet to keep by the phone.",
        DID, "We brought real calls and a sheet to keep by the phone. Two of you hung up on such a caller since.",
        "Nous avons apporté de vrais appels et une feuille à garder près du téléphone.",
    ),
    Trouble(
        "Waiting long after a call",
        ("We waited three hours after a window was broken.",
         "Nobody came back to us after we reported the theft."),
        UNIT, "Patrol", "Look at the calls of the last three months with the supervisor.",
        COULD_NOT, "We could not be quicker: calls with danger to life go first. What we changed is that somebody "
        "phones you when it takes over two hours.",
    ),
    Trouble(
        "Needles and glass in the park",
        ("Children find needles in the sand.",
         "There is broken glass by the swings every Monday."),
        AGENCY, "City parks and roads", "Clean before the weekend, and a box for needles.",
        DID, "The city cleans on Fridays now, and there is a box for needles by the washroom.",
    ),
    Trouble(
        "Young people stopped too often",
        ("Our boys are stopped on the way from practice, always the same ones.",
         "He was asked for his name three times in one week.",
         "They want to know what they must answer and what not."),
        UNIT, "Patrol, the branch", "A talk with the branch, and an evening with the team on rights at a stop.",
        DID, "The branch inspector came and listened. Stops are now noted with the reason, and you can ask for it.",
    ),
    Trouble(
        "No interpreter when it matters",
        ("My neighbour could not explain what had happened to her.",
         "A child had to interpret for her mother."),
        UNIT, "Communications branch", "Show the language line on every call, and tell people they may ask.",
        DID, "Every member has the language line on the phone. Say the name of your language, and wait.",
        "Chaque membre a la ligne des langues. Dites le nom de votre langue, et attendez.",
    ),
    Trouble(
        "Who helps after a crime",
        ("After the robbery nobody told her who could help.",
         "We don't know victim services, and what they do."),
        AGENCY, "Victim services", "A worker comes to the next supper.",
        DID, "A worker of victim services came to your supper and left cards with you.",
    ),
    Trouble(
        "Landlords who keep deposits",
        ("The landlord keeps the deposit and says he will call the police.",
         "Newcomers sign leases they can't read."),
        AGENCY, "Legal aid clinic", "An evening on leases and deposits.",
        COULD_NOT, "This is not for the police to decide, and we can't. The legal aid clinic sees you on Tuesdays.",
    ),
    Trouble(
        "Uniforms at a place of prayer",
        ("Armed officers at the door frighten the older ones.",
         "We would like to know before a car stops in front."),
        UNIT, "PACE", "Agree on who comes, how they are dressed, and who calls whom.",
        DID, "We agreed with you: plain clothes inside, a call the day before, one contact on each side.",
    ),
    Trouble(
        "Missing women not looked for",
        ("Families feel that nobody looks when one of our women is missing.",
         "They asked us to wait a day before reporting. Nobody should wait."),
        UNIT, "Missing persons unit", "Sit with the families, and say what is done on the first day.",
        DID, "The unit sat with you. There is no waiting time: a report is taken at once, and you get a name to call.",
    ),
)  # fmt: skip

PROMISES: Final = (
    "Send the sheet on fraud in their language.",
    "Ask traffic safety when the street is measured next.",
    "Bring the recruiting officer to the next meeting.",
    "Call the organiser after talking with the branch.",
    "Find out whom to ask about fencing the lot.",
    "Send pictures of the afternoon, only those they agreed to.",
    "Lend the bicycle rodeo kit in spring.",
    "Come again when the new class begins.",
    "Ask whether a tour of the station is possible for the class.",
    "Bring an interpreter next time.",
)
INTRODUCTIONS: Final = (
    ("Victim services", "A worker at their next evening"),
    ("Legal aid clinic", "Leases and deposits"),
    ("City parks and roads", "Lights and cleaning"),
    ("School resource officers", "The way to school"),
    ("Community league next door", "A hall for the winter"),
    ("Multicultural health brokers", "Families who are new here"),
    ("Recruiting", "Two young people who want to join"),
    ("Fire Rescue, public education", "Smoke alarms"),
    ("HELP", "How to call when somebody sleeps outside"),
)
NOTES: Final = (
    "", "", "", "", "", "",
    "They would like us again in spring.",
    "We came too late for the opening. Plan half an hour more.",
    "Parking is behind the hall.",
    "The Elder asked that we stay for the closing next time.",
    "Bring more cards in their language.",
    "The youth asked more than the adults.",
    "A second member would have been good.",
)  # fmt: skip
NOT_HELD: Final = "It was called off on the day, because of the weather."
BECAUSE: Final = "It began again two weeks later. Please look once more."
WRITTEN: Final = (
    "Since you were here, the lights in the lane are out again.",
    "Somebody wrote on our door. Who takes it off?",
)
"""Concerns that communities wrote down themselves."""
