"""Problems of the training city, what was found out, what was done, what came of it. All invented."""

from dataclasses import dataclass, field
from typing import Final

from offramp.prevention.enums import Approach, Ending, Kind, Reply, Side, Source, Stage

A, E, R, S = Approach, Ending, Reply, Stage
BREAK_INS, DISTURBANCE, DAMAGE, SPEEDING = "Break and enter", "Disturbance", "Property damage", "Speeding complaint"
TYPES: Final = (BREAK_INS, DISTURBANCE, DAMAGE, SPEEDING)


@dataclass(frozen=True, slots=True)
class Deed:
    """One action: from and until so many days ago (less than 0 is ahead), and how it ended."""

    approach: Approach
    what: str
    owner: str
    begins: int
    due: int
    partners: str = ""
    cost: int | None = None
    ending: Ending | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """Something handed to a work unit so many days ago, and what it answered."""

    to: str
    asked: str
    ago: int
    due: int
    reply: Reply | None = None
    reason: str = ""
    told_by: str = ""
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """A problem from beginning to where it stands: stages by how many days ago they were entered."""

    title: str
    kind: Kind
    types: tuple[str, ...]
    branch: str
    stages: tuple[tuple[Stage, int], ...]
    raised: tuple[tuple[Source, str], ...]
    neighbourhood: str = ""
    place: str = ""
    about: str = ""
    findings: tuple[tuple[Side, str, bool], ...] = ()
    deeds: tuple[Deed, ...] = ()
    handed: tuple[Handed, ...] = ()
    by: str = "haidar"
    assess_in: int | None = None
    beside: str = ""
    comparison: str = ""
    note: str = ""
    result: str = ""
    told: tuple[tuple[Source, str], ...] = field(default_factory=tuple)
    """To whom the result was brought back, and how."""


UNITS: Final = (
    ("Crime suppression and investigation", "Looks into crimes that keep happening, and stops them.", ""),
    ("Serious crimes", "Looks into the gravest crimes.", ""),
    ("Diversion and desistance", "Helps people stop, and offers a way beside the courts.", "diversion"),
    ("Social delivery", "Brings housing, health and income help to where it is missing.", "help"),
    ("Young people support branch", "Works with young people, their families and schools.", "young"),
)
"""Name, what it does, and the unit whose accounts answer for it."""

STORIES: Final = (
    Story(
        "Break-ins in the back lanes", Kind.THEFT, (BREAK_INS,), "northeast",
        ((S.SCANNING, 760), (S.ANALYSIS, 741), (S.RESPONSE, 690), (S.ASSESSMENT, 70), (S.CLOSED, 34)),
        ((Source.CALLS, ""), (Source.THEME, "Break-ins in the back lane")), neighbourhood="Alberta Avenue",
        place="lanes north of the avenue", about="Garages and storage rooms are opened at night, most on weekends.",
        findings=(
            (Side.PLACE, "Two in three happen in lanes without a working light.", True),
            (Side.TIME, "Friday and Saturday, between eleven and four.", True),
            (Side.VICTIM, "Renters more than owners: storage rooms have one lock for the whole building.", True),
            (Side.OFFENDER, "Whether it is few who come often, or many who come once.", False),
        ),
        deeds=(
            Deed(A.PREVENTION, "Lights in four lanes", "The community league", 680, 600, "City lighting", 18500, E.DONE,
                 "All four lanes are lit."),
            Deed(A.PREVENTION, "Better locks for storage rooms, with the landlords", "Crime Prevention & Diversion",
                 672, 590, "Landlords' association", 4200, E.DONE, "Eleven of fourteen buildings took part."),
            Deed(A.SUPPRESSION, "Patrol on foot on five nights", "Northeast branch", 668, 640, "", 2600, E.DONE),
        ),
        handed=(
            Handed("Crime suppression and investigation", "See whether the same tools were used.", 684, 670, R.ACCEPTED,
                   "Looked at twelve; no sign of one group.", "Suppression desk", 673),
        ),
        comparison="Beverly Heights", beside="Parkdale", note="A supermarket opened in the comparison area.",
        result="Since the lights and the new locks there are clearly fewer break-ins in the back lanes than there "
        "would have been. It did not move to Parkdale. Three buildings still have old locks; the league talks to them.",
        told=((Source.THEME, "At the league's spring meeting, and by letter to two groups."),),
    ),
    Story(
        "Cars race past the school", Kind.TRAFFIC, (SPEEDING,), "southwest",
        ((S.SCANNING, 640), (S.ANALYSIS, 628), (S.RESPONSE, 600), (S.ASSESSMENT, 30)),
        ((Source.THEME, "Speeding by the school"), (Source.RESIDENTS, "Strathcona parents' council")),
        neighbourhood="Strathcona", place="the street along the playground",
        findings=(
            (Side.TIME, "Half past two to four on school days.", True),
            (Side.OFFENDER, "Drivers who cut through to the bridge; few of them live nearby.", True),
        ),
        deeds=(
            Deed(A.PREVENTION, "A speed sign and a raised crossing", "City traffic", 590, 520, "The school", 31000,
                 E.DONE),
            Deed(A.SUPPRESSION, "Measuring for two weeks, then tickets", "Traffic safety unit", 588, 545, "", 3900,
                 E.DONE, "From fifty to sixty before, under forty after."),
        ),
        comparison="Queen Alexandra",
        result="Cars go slower past the playground, and complaints fell more than elsewhere. The crossing stays.",
    ),
    Story(
        "Parcels taken from mail rooms", Kind.THEFT, (DAMAGE,), "downtown",
        ((S.SCANNING, 520), (S.ANALYSIS, 500), (S.RESPONSE, 470), (S.ASSESSMENT, 25)),
        ((Source.RESIDENTS, "Wîhkwêntôwin community league"), (Source.OFFICERS, "Downtown branch, evening watch")),
        neighbourhood="Wîhkwêntôwin",
        findings=((Side.PLACE, "Buildings whose mail room has a glass door to the street.", True),),
        deeds=(Deed(A.PREVENTION, "Posters and a door check with caretakers", "The community league", 465, 430,
                    "Caretakers", 350, E.DONE),),
        comparison="Rossdale",
        result="There are too few calls to say whether it helped. Caretakers say the doors are shut now. We look again "
        "in a year.",
        told=((Source.OFFICERS, "At the branch's morning briefing."),),
    ),
    Story(
        "Fights at closing time", Kind.DISORDER, (DISTURBANCE,), "downtown",
        ((S.SCANNING, 120), (S.ANALYSIS, 104), (S.RESPONSE, 61)),
        ((Source.CALLS, ""), (Source.OFFICERS, "Downtown branch, night watch")), neighbourhood="Downtown core",
        place="around the two bars on the corner",
        about="Calls about disturbances come in one hour of two nights.", assess_in=300,
        findings=(
            (Side.TIME, "Friday and Saturday, from half past one to half past two.", True),
            (Side.PLACE, "Both bars empty onto one corner where taxis don't stop.", True),
            (Side.OFFENDER, "Whether the same people are there week after week.", False),
        ),
        deeds=(
            Deed(A.PREVENTION, "A taxi stand on that corner for two nights a week", "City licensing", 50, 3,
                 "Taxi companies", 900),
            Deed(A.INTERVENTION, "Talks with both bars about closing half an hour apart", "Downtown branch", 55, -9,
                 "Both bars"),
            Deed(A.SUPPRESSION, "Two officers on foot at closing time", "Downtown branch", 58, -60, "", 14000),
        ),
        handed=(
            Handed("Social delivery", "People who sleep in the doorway get hurt: can a team pass by before closing?", 9,
                   -5),
            Handed("Diversion and desistance", "Some of them are seventeen: which program fits, and who offers it?", 6,
                   -8),
            Handed("Serious crimes", "Two of the fights ended with knives: do you see a link?", 40, 26, R.DECLINED,
                   "Two fights without a link. Call us if there is a third.", "Duty desk", 33),
        ),
    ),
    Story(
        "Damage to cars at the trailhead", Kind.DAMAGE, (DAMAGE,), "downtown",
        ((S.SCANNING, 590), (S.ANALYSIS, 575), (S.RESPONSE, 540), (S.ASSESSMENT, 12)),
        ((Source.RESIDENTS, "River valley walkers"),), neighbourhood="Riverdale", place="the car park by the trail",
        findings=((Side.PLACE, "Hedges hide the car park from the road.", True),), assess_in=6,
        deeds=(Deed(A.PREVENTION, "Hedges cut, signs to leave nothing in cars", "City parks", 530, 470, "", 2100,
                    E.DONE),),
    ),
    Story(
        "Graffiti along the school wall", Kind.DAMAGE, (DAMAGE,), "downtown",
        ((S.SCANNING, 48), (S.ANALYSIS, 31)), ((Source.OFFICERS, "Downtown branch, day watch"),),
        neighbourhood="Queen Mary Park", place="the north wall of the school", by="tait",
        findings=(
            (Side.TIME, "New each Monday.", True),
            (Side.OFFENDER, "Whether pupils of the school are among them.", False),
        ),
        handed=(Handed("Young people support branch", "Can you talk with the school about a painted wall?", 4, -10),),
    ),
    Story(
        "Insults on the train", Kind.HATE, (), "downtown", ((S.SCANNING, 16),),
        ((Source.THEME, "Hate on transit"),), place="the line between downtown and the university",
        about="Several communities speak of it; few call.",
    ),
)  # fmt: skip

INITIATIVES: Final = (
    ("Evening on locks and lights", A.PREVENTION, "Crime Prevention & Diversion", "northeast", "the league's hall",
     -6, -6),
    ("Bicycle registration day", A.PREVENTION, "Southwest branch", "southwest", "the farmers' market", -13, -13),
    ("Walk with the league, twice a week", A.PREVENTION, "Northeast branch", "northeast", "", 10, -20),
    ("Winter car thefts: look before you warm up", A.PREVENTION, "Crime Prevention & Diversion", "", "", 2, -40),
    ("Doors open at the station", A.PREVENTION, "West branch", "west", "the station", 19, 19),
)  # fmt: skip
"""Title, kind, whose, in which branch, where, from and until so many days ago (less than 0 is ahead)."""
