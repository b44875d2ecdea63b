"""What `engagement.actions` writes of members: who they are, their steps, languages, trainings, and absences."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from offramp.config.city.city import City
from offramp.config.city.lives.pace.members import Career
from offramp.config.city.lives.pace.story import COORDINATOR
from offramp.config.city.moments import day_of, local
from offramp.engagement.enums import Standing
from offramp.engagement.models import Absence, LadderStep, Member, Particulars, Tongue, Training

USUAL_LOAD = 2


def write_members(city: City, careers: Collection[Career]) -> Mapping[str, Member]:
    """Write everybody on the roster, and return their rows by username."""
    rows = {career.username: _Writing(city, career).all() for career in careers}
    for career in careers:
        mentor, joined = rows.get(career.plan.mentor), career.approved_at
        if mentor is not None and joined is not None:
            row = rows[career.username]
            row.mentor = None if row.left_at else mentor
            _changed(city, row, "member.post_changed", COORDINATOR, mentored_at(joined), ["mentor"])
    return rows


def mentored_at(joined: datetime) -> datetime:
    """Return when a new member was given somebody to go with."""
    return joined + timedelta(hours=1)


def reminders_chosen_at(career: Career) -> datetime:
    """Return when somebody said how long before an event they are reminded."""
    return career.since + timedelta(minutes=25)


def _changed(city: City, row: Member, verb: str, who: str, at: datetime, fields: Collection[str] = ()) -> None:
    row.version += 1
    city.book.record(verb, city.ground.actor(who, at), at, subject=row.pk, fields=fields)


class _Writing:
    """One member, written fact by fact."""

    def __init__(self, city: City, career: Career) -> None:
        self.city, self.career, at = city, career, career.since
        self.row = city.book.add(
            Member(
                pk=city.book.id_at(at), unit_id=city.ground.units["pace"], since=at, rank=career.plan.rank,
                user_id=city.ground.users[career.username], standing=Standing.HELPED,
                division_id=city.ground.branches.get(career.plan.division),
            )
        )  # fmt: skip

    def all(self) -> Member:
        """Write all there is about a member, and return their row."""
        self._wishes()
        if self.career.plan.is_founder:
            self._step(*self.career.steps[0])
        self._changed("member.added", COORDINATOR, self.career.since)
        self._said_of_themselves()
        for done in self.career.trainings:
            at = local(done.done_on, 16)
            self._own(Training, at, course=done.course, done_on=done.done_on, expires_on=done.expires_on,
                      warned_days=self.career.warned(done, day_of(self.city.now)))  # fmt: skip
            self._changed("member.training_recorded", COORDINATOR, at)
        for standing, at in () if self.career.plan.is_founder else self.career.steps:
            who = self.career.username if standing == Standing.ASKED else COORDINATOR
            self._step(standing, at, who)
            self._changed(f"member.{standing}", who, at)
        if self.career.plan.left_on:
            self.row.left_at = local(self.career.plan.left_on)
            self._changed("member.left", COORDINATOR, self.row.left_at)
        return self.row

    def _wishes(self) -> None:
        """Write the row that comes with the member, as it is after they said what they wish."""
        career = self.career
        own = self._own(
            Particulars, career.since, wished_load=career.wished_load, communities=[*career.plan.communities],
            supervisor_name=career.supervisor, supervisor_email=career.supervisor_email,
            remind_hours=[*career.remind_hours],
        )  # fmt: skip
        if career.remind_hours:
            at = reminders_chosen_at(career)
            by = self.city.ground.actor(career.username, at)
            self.city.book.record("calendar.reminders_chosen", by, at, subject=own.pk, about=self.row.pk)

    def _said_of_themselves(self) -> None:
        career, who = self.career, self.career.username
        changed = ["supervisor_email", "supervisor_name"]
        changed += ["wished_load"] if career.wished_load != USUAL_LOAD else []
        changed += ["communities"] if career.plan.communities else []
        at = career.since + timedelta(minutes=30)
        self._changed("member.wishes_changed", who, at, changed)
        for language, level in career.plan.tongues:
            at += timedelta(minutes=1)
            self._own(Tongue, at, language=language, level=level)
            self._changed("member.language_said", who, at)
        for weekly in career.weekly:
            at += timedelta(minutes=1)
            self._own(Absence, at, weekday=weekly.weekday, starts=weekly.starts, ends=weekly.ends,
                      first_on=weekly.first_on)  # fmt: skip
            self._changed("member.away_said", who, at)
        for away in career.away:
            self._own(Absence, away.said_at, starts_at=away.starts_at, ends_at=away.ends_at)
            self._changed("member.away_said", who, away.said_at)

    def _step(self, standing: Standing, at: datetime, who: str = COORDINATOR) -> None:
        taker = self.city.ground.actor(who, at).user
        self.city.book.add(
            LadderStep(
                pk=self.city.book.id_at(at), unit_id=self.row.unit_id, member=self.row, standing=standing, taken_at=at,
                taken_by_id=taker,
            )
        )  # fmt: skip
        self.row.standing = standing

    def _own(self, model: Any, at: datetime, **columns: Any) -> Any:
        pk, whose = self.city.book.id_at(at), {"user_id": self.row.user_id, "unit_id": self.row.unit_id}
        return self.city.book.add(model(pk=pk, member=self.row, **whose, **columns))

    def _changed(self, verb: str, who: str, at: datetime, fields: Collection[str] = ()) -> None:
        _changed(self.city, self.row, verb, who, at, fields)
