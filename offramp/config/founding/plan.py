"""Read the file that describes a service, and name everything in it that can't be, each with its place."""

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, time
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from offramp.accounts.enums import SUPPORT, UnitKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = TypeVar("P", bound="DataclassInstance")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"(?:(?P<days>[a-z,-]+) +)?(?P<starts>\d\d:\d\d)-(?P<ends>\d\d:\d\d)")
LAST = time(23, 59, 59)
TEAMS = {"core_team": "Core team", "young_people_team": "Young people support team"}
"""The citywide team of each unit that works with people, where the file does not name it."""
Hours = tuple[int, time, time]
"""A weekday, 0 for Monday, with the time from which and until which a team answers."""
KINDS = {
    str: "words in quotes",
    int: "a number",
    bool: "true or false",
    date: "a day such as 2026-01-31",
    list: "a list of words in quotes",
}


class CannotBe(Exception):
    """The file can't be followed. problems: what is wrong, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPlan:
    """What the units are called."""

    patrol: str = str(UnitKind.PATROL.label)
    help: str = str(UnitKind.HELP.label)
    pace: str = str(UnitKind.PACE.label)
    diversion: str = str(UnitKind.DIVERSION.label)
    prevention: str = str(UnitKind.PREVENTION.label)
    office: str = str(UnitKind.OFFICE.label)
    young: str = str(UnitKind.YOUNG_PEOPLE.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchPlan:
    """A patrol branch. team: the name of its HELP team; the branch's and "team" where nothing else is said."""

    code: str
    name: str
    team: str = ""
    hours: list[str] = field(default_factory=list)
    neighbourhoods: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """What an agency offers. reveals: what its name tells of whoever goes there; by its kind where that is not said."""

    name: str
    kind: str
    reveals: str = ""
    how_to_reach: str = ""
    long_term: bool = False
    places: int | None = None
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPlan:
    """A partner agency. seats: how many navigators it lends to HELP. units: of which units it is a partner, by kind."""

    code: str
    name: str
    phone: str = ""
    website: str = ""
    partner_since: date
    partner_until: date | None = None
    seats: int = 0
    units: list[str] = field(default_factory=lambda: [str(UnitKind.HELP)])
    service: list[dict[str, Any]] = field(default_factory=list)
    services: list[ServicePlan] = field(default_factory=list, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministratorPlan:
    """Who makes the other accounts."""

    username: str
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole service."""

    units: dict[UnitKind, str]
    core_team: str
    young_people_team: str
    branches: list[BranchPlan]
    agencies: list[AgencyPlan]
    administrator: AdministratorPlan | None


def read_plan(text: str) -> Plan:
    """Return what a file says, or raise CannotBe with all that is wrong in it."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotBe([f"This is no TOML file: {error}"]) from error
    problems = [
        f"Nothing is called {name} here. Take it out."
        for name in said
        if name not in ("units", "core_team", "young_people_team", "branch", "agency", "administrator")
    ]
    branches = [_made(BranchPlan, one, "branch", problems) for one in _tables(said, "branch", problems)]
    agencies = [_made(AgencyPlan, one, "agency", problems) for one in _tables(said, "agency", problems)]
    for agency in filter(None, agencies):
        made = (_made(ServicePlan, one, f"agency {agency.code}, service", problems) for one in agency.service)
        agency.services.extend(filter(None, made))
    units = _made(UnitsPlan, said.get("units", {}), "units", problems) or UnitsPlan()
    teams = {name: said.get(name, instead) for name, instead in TEAMS.items()}
    problems += [f"{name} must be {KINDS[str]}." for name, team in teams.items() if not isinstance(team, str)]
    who = said.get("administrator")
    plan = Plan(
        units={kind: getattr(units, kind) for kind in UnitKind},
        **{name: str(team) for name, team in teams.items()},
        branches=[one for one in branches if one],
        agencies=[one for one in agencies if one],
        administrator=_made(AdministratorPlan, who, "administrator", problems) if who is not None else None,
    )
    problems += [*_doubled(plan), *_wrong_hours(plan), *_wrong_days(plan), *_wrong_units(plan)]
    if problems:
        raise CannotBe(problems)
    return plan


def hours_of(branch: BranchPlan) -> set[Hours]:
    """Return a branch's hours by weekday; what goes past midnight in two parts. Raises ValueError where one is none."""
    found = set[Hours]()
    for text in branch.hours:
        read = HOURS.fullmatch(text.strip())
        if read is None:
            raise ValueError(text)
        starts, ends = _time(read["starts"]), _time(read["ends"])
        for day in _days(read["days"] or "mon-sun"):
            if starts < ends:
                found.add((day, starts, ends))
                continue
            found.add((day, starts, LAST))
            if ends > time(0):
                found.add(((day + 1) % 7, time(0), ends))
    return found


def _time(text: str) -> time:
    return LAST if text == "24:00" else time.fromisoformat(text)


def _days(text: str) -> list[int]:
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        begins, ends = DAYS.index(first), DAYS.index(last or first)
        found += [day % 7 for day in range(begins, (ends if ends >= begins else ends + 7) + 1)]
    return found


def _tables(said: dict[str, Any], name: str, problems: list[str]) -> list[Any]:
    found = said.get(name, [])
    if isinstance(found, list):
        return found
    problems.append(f"Begin each {name} with [[{name}]].")
    return []


def _made(plan: type[P], said: Any, where: str, problems: list[str]) -> P | None:
    """Return a part of the plan, or None where something in it is missing or is not what it should be."""
    if not isinstance(said, dict):
        problems.append(f"{where} is no table. Write its parts below it, a line each.")
        return None
    called = next((f" {said[key]}" for key in ("code", "name", "username") if key in said), "")
    hints = get_type_hints(plan)
    known = {each.name: each for each in fields(plan) if each.init}
    wrong = [f"{where}{called}: nothing is called {name} here. Take it out." for name in said if name not in known]
    for name, each in known.items():
        value = said.get(name)
        if value is None or value == "":
            is_needed = each.default is MISSING and each.default_factory is MISSING
            wrong += [f"{where}{called}: {name} is missing."] * is_needed
        elif not _is(value, hints[name]):
            wrong.append(f"{where}{called}: {name} must be {KINDS[_kind(hints[name])]}.")
    problems += wrong
    return None if wrong else plan(**said)


def _is(value: Any, hint: Any) -> bool:
    fits = type(value) is _kind(hint)
    return fits and (hint != list[str] or all(isinstance(one, str) for one in value))


def _kind(hint: Any) -> type:
    """Return the plain type that a field of a plan has where it is not empty."""
    given = next(each for each in get_args(hint) if each is not NoneType) if isinstance(hint, UnionType) else hint
    kind: type = get_origin(given) or given
    return kind


def _doubled(plan: Plan) -> list[str]:
    named: dict[str, list[str]] = {
        "branch code": [one.code for one in plan.branches],
        "branch": [one.name for one in plan.branches],
        "neighbourhood": [name for one in plan.branches for name in one.neighbourhoods],
        "agency code": [one.code for one in plan.agencies],
        "unit": list(plan.units.values()),
        "team": [plan.core_team, plan.young_people_team, *(one.team or f"{one.name} team" for one in plan.branches)],
    }
    named |= {f"service of {one.code}": [each.name for each in one.services] for one in plan.agencies}
    return [
        f"The {kind} {name} is there twice."
        for kind, names in named.items()
        for name in sorted({name for name in names if names.count(name) > 1})
    ]


def _wrong_hours(plan: Plan) -> list[str]:
    wrong = []
    for branch in plan.branches:
        try:
            hours_of(branch)
        except ValueError:
            wrong.append(
                f'branch {branch.code}: hours are written "mon-fri 07:00-23:00", or "07:00-23:00" for each day.'
            )
    return wrong


def _wrong_days(plan: Plan) -> list[str]:
    dated = [(f"agency {one.code}", one.partner_since, one.partner_until) for one in plan.agencies]
    dated += [
        (f"agency {one.code}, service {each.name}", each.since, each.until)
        for one in plan.agencies
        for each in one.services
    ]
    return [f"{where} ends before it begins." for where, first, last in dated if last and last < first]


def _wrong_units(plan: Plan) -> list[str]:
    kinds = [str(kind) for kind in SUPPORT]
    return [
        f"agency {one.code}: units can be {' and '.join(kinds)}."
        for one in plan.agencies
        if not set(one.units) <= {*kinds}
    ]
