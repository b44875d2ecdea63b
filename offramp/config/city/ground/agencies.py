"""The partner agencies of the published texts, with the years they were named, and invented services.

Who was a partner in 2021 and who in 2024 is published; the days are ours. What each offers is invented, in the
spirit of such places, and so are the telephone numbers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from offramp.access.enums import Category
from offramp.directory.enums import REVEALS_HEALTH, ServiceKind

K = ServiceKind
BEGINNING: Final = date(2021, 1, 4)
EXPANSION: Final = date(2023, 7, 4)
LAST_OF_THE_FIRST: Final = date(2023, 6, 30)


@dataclass(frozen=True, slots=True)
class ServicePlan:
    name: str
    kind: ServiceKind
    how: str
    long_term: bool = False
    places: int | None = None

    @property
    def reveals(self) -> Category:
        return Category.HEALTH if self.kind in REVEALS_HEALTH else Category.PLAN


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    code: str
    names: tuple[tuple[str, date | None, date | None], ...]
    starts_on: date
    ends_on: date | None
    seats: int
    phone: str
    services: tuple[ServicePlan, ...]


AGENCIES: Final = (
    AgencyPlan(
        "mustard-seed",
        (("The Mustard Seed", None, None),),
        BEGINNING,
        None,
        2,
        "780-555-0110",
        (
            ServicePlan("Rooms with support", K.HOUSING, "By referral; a worker meets you at the door.", True, 4),
            ServicePlan("Work readiness program", K.EMPLOYMENT, "Mondays and Thursdays, bring nothing.", True, 9),
            ServicePlan("Income and benefits desk", K.INCOME, "Weekdays 9 to 3, first come.", True),
            ServicePlan("Meal and clothing room", K.FOOD, "Every day at noon."),
        ),
    ),
    AgencyPlan(
        "george-spady",
        (("George Spady Society", None, None),),
        BEGINNING,
        None,
        1,
        "780-555-0120",
        (
            ServicePlan("Detox beds", K.DETOX, "Call for a bed; an answer the same day.", False, 2),
            ServicePlan("Recovery program", K.ADDICTIONS, "After detox, by referral.", True, 5),
            ServicePlan("Overnight shelter", K.SHELTER, "From 7 in the evening.", False, 11),
        ),
    ),
    AgencyPlan(
        "bent-arrow",
        (("Bent Arrow Traditional Healing Society", None, None),),
        BEGINNING,
        None,
        1,
        "780-555-0130",
        (
            ServicePlan("Elders and ceremony", K.CULTURE, "Tuesdays, everybody is welcome.", True),
            ServicePlan("Family and kinship support", K.FAMILY, "By phone or referral.", True, 6),
        ),
    ),
    AgencyPlan(
        "radius",
        (
            ("Boyle McCauley Health Centre", None, date(2022, 10, 31)),
            ("Radius Community Health and Healing", date(2022, 11, 1), None),
        ),
        BEGINNING,
        None,
        1,
        "780-555-0140",
        (
            ServicePlan("Primary care clinic", K.MEDICAL, "Walk in weekdays 9 to 4.", True),
            ServicePlan("Counselling", K.MENTAL_HEALTH, "By referral; the first talk is within a week.", True, 3),
            ServicePlan("Foot care and wound care", K.MEDICAL, "Wednesdays from 10."),
        ),
    ),
    AgencyPlan(
        "boyle-street",
        (("Boyle Street Community Services", None, None),),
        BEGINNING,
        LAST_OF_THE_FIRST,
        1,
        "780-555-0150",
        (
            ServicePlan("Identity document desk", K.DOCUMENTS, "Weekday mornings."),
            ServicePlan("Housing outreach", K.HOUSING, "Call; a worker comes to you.", True),
        ),
    ),
    AgencyPlan(
        "native-counselling",
        (("Native Counselling Services of Alberta", None, None),),
        BEGINNING,
        LAST_OF_THE_FIRST,
        1,
        "780-555-0160",
        (
            ServicePlan("Court support", K.LEGAL, "Meets you at the courthouse.", True),
            ServicePlan("Family reunification", K.FAMILY, "By referral.", True),
        ),
    ),
    AgencyPlan(
        "esquao",
        (("Esquao, Institute for the Advancement of Aboriginal Women", None, None),),
        EXPANSION,
        None,
        1,
        "780-555-0170",
        (
            ServicePlan("Women's circle", K.CULTURE, "Thursdays at 6; children are welcome.", True),
            ServicePlan("Safe home for women", K.HOUSING, "Call; the address is told on the phone.", True, 1),
        ),
    ),
    AgencyPlan(
        "hope-mission",
        (("Hope Mission", None, None),),
        EXPANSION,
        None,
        1,
        "780-555-0180",
        (
            ServicePlan("Emergency shelter", K.SHELTER, "Any time; a mat tonight.", False, 23),
            ServicePlan("Bridge housing", K.HOUSING, "By referral, after a talk.", True, 7),
            ServicePlan("Day recovery program", K.ADDICTIONS, "By referral, weekdays.", True, 8),
        ),
    ),
)
