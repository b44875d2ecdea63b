"""What stands around the young people of the training city: invented schools, families, mentors, and what they do."""

from dataclasses import dataclass
from typing import Final

from offramp.casework.enums import Area, PursuitKind, SupporterKind

A, P, S = Area, PursuitKind, SupporterKind


@dataclass(frozen=True, slots=True)
class Story:
    """A young person's: goal and steps, who is around them, what they do. guardian: who decides for them."""

    goal: str
    area: Area
    steps: tuple[str, ...]
    guardian: str
    school: tuple[str, str, str]
    """Whom to ask for, the school, what for."""
    mentor: tuple[str, str]
    """Who it is, and how often they meet."""
    pursuit: tuple[PursuitKind, str, str, str]
    """What kind, what, where, on which days."""
    goes: tuple[str, str]
    """How it goes with the mentor, and in what they do."""
    told: str
    """What the young person told the navigator."""


STORIES: Final = (
    Story(
        "Finish the year with my class.",
        A.EMPLOYMENT,
        ("Meet the counsellor about the timetable", "Agree on a quiet room for tests"),
        "Marie Letendre, her mother",
        ("Ms. Holub, the counsellor", "Ravine High", "Her timetable, and a quiet room for tests"),
        ("Odette Morin", "Saturdays, two hours"),
        (P.ART, "Screen printing", "The community studio", "Wednesdays, 16:00 to 18:00"),
        ("They cooked together. She laughed a lot.", "She showed her first print."),
        "She sleeps at her cousin's when there is shouting at home.",
    ),
    Story(
        "Somewhere to be after school that is not the mall.",
        A.SAFETY,
        ("Look at the drop-in together", "Ask the coach for a place"),
        "Paul Greyeyes, his grandfather",
        ("Mr. Dahlgren, vice-principal", "Prairie Junior High", "When he misses a morning"),
        ("Tavish McGillis", "Tuesdays after school"),
        (P.SPORT, "Basketball", "The gym at the leisure centre", "Mondays and Thursdays, 17:00"),
        ("They talked about the fight, and walked home together.", "He came to both practices."),
        "Older boys wait for him at the station.",
    ),
    Story(
        "A summer job where I can cook.",
        A.EMPLOYMENT,
        ("Write the résumé together", "Call the kitchen about a job shadow"),
        "Hodan Warsame, her aunt",
        ("Mrs. Stasiuk, work experience", "Northside Composite", "Hours that count for school"),
        ("Rosalie Côté", "Every second Sunday"),
        (P.JOB_SHADOW, "A morning in the kitchen", "The bakery on the corner", "Fridays, 7:00 to 10:00"),
        ("They visited a cooking school.", "She made the soup by herself."),
        "She gives her pay to her aunt for the rent.",
    ),
    Story(
        "See my little brother every week.",
        A.FAMILY,
        ("Ask the caseworker for a day", "Find a place to meet where it is warm"),
        "The Director's delegate, file with the family office",
        ("Mr. Okimaw, liaison", "Sweetgrass School", "What to do when he leaves class"),
        ("Elder Winona Shirt", "Thursdays, with tea"),
        (P.CLUB, "Drum group", "The friendship centre", "Thursdays, 18:00"),
        ("She told him about his great-grandfather.", "He led a song."),
        "He counts the days since he saw his brother.",
    ),
    Story(
        "Pass math so I can get my licence.",
        A.EMPLOYMENT,
        ("Sign up for tutoring", "Order the birth certificate"),
        "Ewa Kaminski, his mother",
        ("Ms. Habte, homeroom", "Ravine High", "Math, and who calls when he is away"),
        ("Gavin Rowand", "Saturdays in the garage"),
        (P.TUTORING, "Math", "The library, second floor", "Tuesdays, 15:30"),
        ("They changed the oil and talked about school.", "Fractions are better now."),
        "He wants to drive his mother to work.",
    ),
    Story(
        "Sleep through the night.",
        A.SAFETY,
        ("Talk about where she stays", "Call the aunt together"),
        "Lorraine Cardwell, her foster mother",
        ("The office", "Prairie Junior High", "If she does not come by nine"),
        ("Sigrid Bjornson", "Wednesdays, a walk with the dog"),
        (P.SPORT, "Swimming", "The leisure centre", "Saturdays, 10:00"),
        ("The dog helps. She talks while they walk.", "She swam forty lengths."),
        "She dreams of the fire.",
    ),
)
COUNSELLOR: Final = ("Dr. Nneka Igwe", "The youth clinic", "What helps when she panics")
"""Who tells of health by what they are."""
