"""What `prevention.actions` writes: counts, the directory, problems with all that belongs to them, initiatives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from offramp.config.city.city import City
from offramp.config.city.moments import day_of, local
from offramp.config.city.words.prevention import Deed, Handed, Story
from offramp.kernel.identity import Actor
from offramp.prevention.enums import Approach, Period, Source
from offramp.prevention.models import (
    Assessment,
    CallCount,
    CallFile,
    CountedArea,
    Finding,
    HandOff,
    HandOffReply,
    Initiative,
    Problem,
    Raised,
    Response,
    Result,
    StageChange,
    WorkUnit,
)
from offramp.prevention.rules.counts import Count
from offramp.prevention.rules.known import told_by
from offramp.prevention.rules.windows import Window, proposed

KEEPER = "haidar"
COORDINATOR = "bouchard"
Counts = Mapping[tuple[str, str, date], int]


@dataclass(slots=True)
class Prevention:
    """What the writers know while they write: areas and work units by name, and the counts by area, type and day."""

    city: City
    counts: dict[tuple[str, str, date], int] = field(default_factory=dict)
    units: dict[str, WorkUnit] = field(default_factory=dict)
    areas: dict[str, UUID] = field(default_factory=dict)

    def at(self, ago: int, hour: int = 10) -> datetime:
        """Return a moment so many days ago; less than 0 is ahead."""
        return local(self.on(ago), hour)

    def on(self, ago: int) -> date:
        """Return the day so many days ago."""
        return day_of(self.city.now) - timedelta(days=ago)

    def area(self, name: str) -> UUID:
        """Return a neighbourhood by its name."""
        if not self.areas:
            self.areas = dict(part for parts in self.city.ground.neighbourhoods.values() for part in parts)
        return self.areas[name]

    def by(self, who: str, at: datetime) -> Actor:
        return self.city.ground.actor(who, at)

    def record(self, verb: str, who: str, at: datetime, subject: UUID, about: UUID | None = None) -> None:
        self.city.book.record(verb, self.by(who, at), at, subject=subject, about=about)

    def counted(self, area: str, types: Iterable[str], window: Window) -> int:
        """Return how many calls an area had in a window."""
        days = [window.first + timedelta(days=n) for n in range(window.days)]
        return sum(self.counts.get((area, each, day), 0) for each in types for day in days)


def write_counts(here: Prevention, counts: Iterable[tuple[str, str, date, int]]) -> None:
    """Write counts of calls, as files of one year each, and of which areas and days each file tells."""
    book, files, lines = here.city.book, dict[int, CallFile](), dict[int, list[Count]]()
    for area, call_type, day, number in counts:
        file = files.get(day.year) or _file(here, day, files)
        file.first_on, file.last_on = min(file.first_on, day), max(file.last_on, day)
        file.counts += 1
        lines.setdefault(day.year, []).append(Count(here.area(area), call_type, day, day, number, file.counts))
        here.counts[area, call_type, day] = number
        book.add(
            CallCount(
                pk=book.id_at(file.read_at), neighbourhood_id=here.area(area), call_type=call_type, period=Period.DAY,
                starts_on=day, ends_on=day, number=number, file=file,
            )
        )  # fmt: skip
    for year, file in files.items():
        file.call_types = sorted({each.call_type for each in lines[year]})
        for key, days in told_by(lines[year]).items():
            row = CountedArea(file=file, neighbourhood_id=key, first_on=days.first, last_on=days.last)
            row.pk = book.id_at(file.read_at)
            book.add(row)


def _file(here: Prevention, day: date, files: dict[int, CallFile]) -> CallFile:
    at = min(local(date(day.year + 1, 1, 6), 9), here.at(0, 7))
    made = CallFile(
        pk=here.city.book.id_at(at), period=Period.DAY, first_on=day, last_on=day, counts=0, read_at=at,
        read_by_id=here.city.ground.users[KEEPER],
    )  # fmt: skip
    here.record("calls.imported", KEEPER, at, made.pk)
    files[day.year] = here.city.book.add(made)
    return made


def write_directory(here: Prevention, units: Iterable[tuple[str, str, str]]) -> None:
    """Write the directory of work units."""
    at = here.at(800)
    for name, does, unit in units:
        row = WorkUnit(
            pk=here.city.book.id_at(at), name=name, does=does, starts_on=day_of(at),
            unit_id=here.city.ground.units[unit] if unit else None,
        )  # fmt: skip
        here.units[name] = here.city.book.add(row)
        here.record("work_unit.added", KEEPER, at, row.pk)


def write_problem(here: Prevention, story: Story) -> None:
    """Write a problem from beginning to where it stands."""
    book, begun = here.city.book, here.at(story.stages[0][1])
    user = here.city.ground.users[story.by]
    problem = book.add(
        Problem(
            pk=book.id_at(begun), title=story.title, about=story.about, kind=story.kind,
            call_types=sorted(story.types), place=story.place, owner_id=user, begun_at=begun, begun_by_id=user,
            branch_id=None if story.neighbourhood else here.city.ground.branches[story.branch],
            neighbourhood_id=here.area(story.neighbourhood) if story.neighbourhood else None,
            assess_on=here.on(-story.assess_in) if story.assess_in is not None else None,
        )
    )  # fmt: skip
    here.record("problem.begun", story.by, begun, problem.pk)
    _stages(here, story, problem)
    for side, text, is_known in story.findings:
        at = here.at(story.stages[1][1] - 3, 14)
        row = Finding(
            pk=book.id_at(at), problem=problem, side=side, text=text, is_known=is_known, written_at=at,
            written_by_id=user,
        )  # fmt: skip
        here.record("finding.written", story.by, at, book.add(row).pk, problem.pk)
    for deed in story.deeds:
        _deed(here, story, problem, deed)
    for handed in story.handed:
        _handed(here, story, problem, handed)
    if story.comparison:
        _assessed(here, story, problem)
    _raised(here, story, problem)


def _stages(here: Prevention, story: Story, problem: Problem) -> None:
    leaves = [ago for _stage, ago in story.stages[1:]]
    for place, (stage, ago) in enumerate(story.stages):
        at = here.at(ago)
        row = StageChange(
            pk=here.city.book.id_at(at), problem=problem, stage=stage, entered_at=at,
            entered_by_id=here.city.ground.users[story.by],
            left_at=here.at(leaves[place]) if place < len(leaves) else None,
        )  # fmt: skip
        here.city.book.add(row)
        if place:
            here.record(f"problem.{stage}", story.by, at, row.pk, problem.pk)


def _deed(here: Prevention, story: Story, problem: Problem, deed: Deed) -> None:
    at, user = here.at(deed.begins + 2, 11), here.city.ground.users[story.by]
    row = Response(
        pk=here.city.book.id_at(at), problem=problem, approach=deed.approach, what=deed.what, owner_name=deed.owner,
        partners=deed.partners, cost=deed.cost, starts_on=here.on(deed.begins), due_on=here.on(deed.due), made_at=at,
        made_by_id=user,
    )  # fmt: skip
    here.record("response.planned", story.by, at, here.city.book.add(row).pk, problem.pk)
    if deed.ending:
        row.ending, row.ended_on, row.ended_by_id = deed.ending, here.on(deed.due), user
        row.why, row.version = deed.why, 2
        fields = ["ended_by", "ended_on", "ending", *(["why"] if deed.why else [])]
        then = here.at(deed.due, 16)
        here.city.book.record(
            f"response.{deed.ending}", here.by(story.by, then), then, subject=row.pk, about=problem.pk, fields=fields
        )


def _handed(here: Prevention, story: Story, problem: Problem, handed: Handed) -> None:
    at, user = here.at(handed.ago, 13), here.city.ground.users[story.by]
    row = HandOff(
        pk=here.city.book.id_at(at), problem=problem, work_unit=here.units[handed.to], asked=handed.asked,
        due_on=here.on(handed.due), sent_at=at, sent_by_id=user,
    )  # fmt: skip
    here.record("hand_off.sent", story.by, at, here.city.book.add(row).pk, problem.pk)
    if handed.reply:
        then = here.at(handed.answered, 15)
        here.city.book.add(
            HandOffReply(
                pk=here.city.book.id_at(then), hand_off=row, reply=handed.reply, reason=handed.reason,
                told_by=handed.told_by, told_on=day_of(then), written_at=then, written_by_id=user,
            )
        )  # fmt: skip
        here.record(f"hand_off.{handed.reply}", story.by, then, row.pk, problem.pk)


def _assessed(here: Prevention, story: Story, problem: Problem) -> None:
    at = here.at(story.stages[3][1] - 4, 15)
    since, until = (here.on(pick(ends)) for pick, ends in (
        (max, [deed.begins for deed in story.deeds]), (min, [deed.due for deed in story.deeds]),
    ))  # fmt: skip
    before, after = proposed(since=since, until=until, kept_until=day_of(at) - timedelta(days=1))
    told = {
        f"{name}_{when}": here.counted(area, story.types, window) if area else None
        for name, area in (("target", story.neighbourhood), ("comparison", story.comparison), ("beside", story.beside))
        for when, window in (("before", before), ("after", after))
    }
    row = Assessment(
        pk=here.city.book.id_at(at), problem=problem, target=here.area(story.neighbourhood),
        comparison=here.area(story.comparison), beside=here.area(story.beside) if story.beside else None,
        call_types=sorted(story.types), before_first=before.first, before_last=before.last, after_first=after.first,
        after_last=after.last, note=story.note, assessed_at=at, assessed_by_id=here.city.ground.users[story.by], **told,
    )  # fmt: skip
    here.record("problem.assessed", story.by, at, here.city.book.add(row).pk, problem.pk)


def _raised(here: Prevention, story: Story, problem: Problem) -> None:
    book, told = here.city.book, dict(story.told)
    if story.result:
        at = here.at(story.stages[3][1] - 6, 9)
        user = here.city.ground.users[story.by]
        row = book.add(Result(pk=book.id_at(at), problem=problem, text=story.result, written_at=at, written_by_id=user))
        here.record("result.written", story.by, at, row.pk, problem.pk)
    for source, who in story.raised:
        theme = here.city.themes.get(who) if source == Source.THEME else None
        made = book.add(
            Raised(
                pk=book.id_at(problem.begun_at), problem=problem, source=source, who=who,
                theme=theme.pk if theme else None,
            )
        )  # fmt: skip
        if source in told:
            teller = COORDINATOR if source == Source.THEME else story.by
            then = here.at(story.stages[3][1] - 16, 17)
            made.told_at, made.told_by_id, made.told_how = then, here.city.ground.users[teller], told[source]
            here.record("result.brought_back", teller, then, made.pk, problem.pk)


def write_initiatives(here: Prevention, planned: Iterable[tuple[str, Approach, str, str, str, int, int]]) -> None:
    """Write the calendar of initiatives."""
    for title, approach, owner, branch, place, begins, ends in planned:
        at = here.at(max(begins, 0) + 25, 9)
        row = Initiative(
            pk=here.city.book.id_at(at), title=title, approach=approach, owner_name=owner, place=place,
            branch_id=here.city.ground.branches[branch] if branch else None, starts_on=here.on(begins),
            ends_on=here.on(ends), made_at=at, made_by_id=here.city.ground.users[KEEPER],
        )  # fmt: skip
        here.record("initiative.planned", KEEPER, at, here.city.book.add(row).pk)
