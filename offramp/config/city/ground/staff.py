"""The 34 who sign in to the training city, over every role. None of them is a real person.

The other members of PACE stand apart: they have accounts too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from offramp.access.enums import Role
from offramp.config.city.ground.agencies import BEGINNING, EXPANSION

R = Role
CORE: Final = "core"
PACE_FOUNDED: Final = date(2018, 3, 5)
STAYED: Final = {"whitford", "macneil", "halvorsen", "reyes"}
"""Those who work in the core team still, beside their branch."""


@dataclass(frozen=True, slots=True)
class Office:
    """A role held from a day on: in the unit of that kind, and for navigators and workers at an agency."""

    role: Role
    starts_on: date
    ends_on: date | None = None
    unit: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """Somebody who signs in: their offices, and their teams (by code of the branch, or the core) with days."""

    username: str
    name: str
    offices: tuple[Office, ...]
    teams: tuple[tuple[str, date, date | None], ...] = ()


def officer(username: str, name: str, branch: str) -> StaffPlan:
    """Return a HELP officer who was in the core team until the branch teams came."""
    return StaffPlan(username, name, (Office(R.HELP_OFFICER, BEGINNING, unit="help"),), moved_to(username, branch))


def navigator(username: str, name: str, branch: str, *employers: tuple[str, date, date | None]) -> StaffPlan:
    """Return a navigator with the agencies that lent them, who was in the core team until the branch teams came."""
    offices = tuple(Office(R.NAVIGATOR, start, end, "help", agency) for agency, start, end in employers)
    return StaffPlan(username, name, offices, moved_to(username, branch))


def moved_to(username: str, branch: str) -> tuple[tuple[str, date, date | None], ...]:
    """Return the memberships of somebody who began in the core team and went on to the team of a branch."""
    if branch == CORE:
        return ((CORE, BEGINNING, None),)
    return ((CORE, BEGINNING, None if username in STAYED else EXPANSION), (branch, EXPANSION, None))


def elsewhere(username: str, name: str, role: Role, unit: str, agency: str = "", since: date = BEGINNING) -> StaffPlan:
    """Return somebody who works in no team."""
    return StaffPlan(username, name, (Office(role, since, unit=unit, agency=agency),))


NEW_EMPLOYER: Final = (("native-counselling", BEGINNING, EXPANSION), ("esquao", EXPANSION, None))

STAFF: Final = (
    elsewhere("patel", "Cst. Mira Patel", R.PATROL_OFFICER, "patrol"),
    elsewhere("lindgren", "Cst. Jonas Lindgren", R.PATROL_OFFICER, "patrol"),
    officer("park", "Cst. Daniel Park", "downtown"),
    officer("brandt", "Cst. Ilse Brandt", "northeast"),
    officer("whitford", "Cst. Tyler Whitford", "northwest"),
    officer("deol", "Cst. Simran Deol", "southeast"),
    officer("macneil", "Cst. Rory MacNeil", "southwest"),
    officer("castillo", "Cst. Inés Castillo", "west"),
    officer("lefebvre", "Cst. Tom Lefebvre", CORE),
    navigator("okafor", "Amara Okafor", "downtown", ("mustard-seed", BEGINNING, None)),
    navigator("haddad", "Noor Haddad", "northeast", ("radius", BEGINNING, None)),
    navigator("cardinal", "Rose Cardinal", CORE, ("bent-arrow", BEGINNING, None)),
    navigator("halvorsen", "Kari Halvorsen", "northwest", ("george-spady", BEGINNING, None)),
    navigator("bigstone", "Lena Bigstone", "southeast", *NEW_EMPLOYER),
    navigator("reyes", "Mateo Reyes", "southwest", ("mustard-seed", BEGINNING, None)),
    navigator("demissie", "Hirut Demissie", "west", ("george-spady", BEGINNING, None)),
    elsewhere("moreau", "Joan Moreau", R.NAVIGATOR_LEAD, "help", "mustard-seed"),
    elsewhere("duarte", "Sgt. Ana Duarte", R.HELP_SUPERVISOR, "help"),
    elsewhere("lund", "Pia Lund", R.AGENCY_WORKER, "", "mustard-seed"),
    elsewhere("oyelaran", "Sam Oyelaran", R.AGENCY_WORKER, "", "radius"),
    elsewhere("tran", "Linh Trần", R.AGENCY_WORKER, "", "hope-mission", EXPANSION),
    elsewhere("bouchard", "Cst. Élise Bouchard", R.PACE_COORDINATOR, "pace", since=PACE_FOUNDED),
    elsewhere("nguyen", "Cst. Minh Nguyễn", R.PACE_MEMBER, "pace", since=PACE_FOUNDED),
    elsewhere("whitebear", "Cst. Nadia Whitebear", R.YOUTH_OFFICER, "diversion"),
    elsewhere("ferrante", "Cst. Paul Ferrante", R.YOUTH_OFFICER, "diversion"),
    elsewhere("haidar", "Cst. Yara Haidar", R.PREVENTION_OFFICER, "prevention"),
    elsewhere("tait", "Cst. Owen Tait", R.PREVENTION_OFFICER, "prevention", since=EXPANSION),
    elsewhere("fox", "Lena Fox", R.ANALYST, "office"),
    elsewhere("said", "Omar Said", R.PRIVACY_OFFICER, "office"),
    elsewhere("kovac", "Kit Kovač", R.ADMINISTRATOR, "office"),
)
UNITS: Final = {
    "help": "HELP",
    "patrol": "Patrol",
    "pace": "PACE",
    "diversion": "Diversion",
    "prevention": "Crime Prevention & Diversion",
    "office": "Office of the service",
}
YOUNG: Final = "young"
YOUNG_BEGAN: Final = date(2024, 9, 3)
"""When the young people support branch of the training city began. No text tells when one did."""


def with_the_young(username: str, name: str, role: Role, agency: str = "", *, in_team: bool = True) -> StaffPlan:
    """Return somebody who works with young people, in the one team of that unit."""
    teams = ((YOUNG, YOUNG_BEGAN, None),) if in_team else ()
    return StaffPlan(username, name, (Office(role, YOUNG_BEGAN, unit=YOUNG, agency=agency),), teams)


WITH_THE_YOUNG: Final = (
    with_the_young("fortin", "Nadia Fortin", R.NAVIGATOR, "bent-arrow"),
    with_the_young("poirier", "Jesse Poirier", R.NAVIGATOR, "mustard-seed"),
    with_the_young("baptiste", "Cst. Owen Baptiste", R.HELP_OFFICER),
    with_the_young("aulakh", "Sgt. Kiran Aulakh", R.HELP_SUPERVISOR, in_team=False),
)
PARTNERS_OF_THE_YOUNG: Final = ("bent-arrow", "mustard-seed", "radius")
PARTNERS_IN_MEETINGS: Final = ("mustard-seed",)
"""With whom the unit that leads young persons through programs has an agreement."""
WORKERS: Final = {"mustard-seed": "lund", "radius": "oyelaran", "hope-mission": "tran"}
"""The agencies whose worker signs in and answers."""
