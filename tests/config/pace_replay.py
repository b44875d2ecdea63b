"""Lives of PACE in the training city, carried out through the public actions. Nobody here is real."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from offramp.access.actions import act_as_service, set_identity
from offramp.access.enums import ServiceRole
from offramp.access.queries import actor_in, holder_of, posting_to_act_in, secret_of
from offramp.accounts.queries import pace_unit
from offramp.config.city.city import City
from offramp.config.city.lives.pace.members import Career, Done
from offramp.config.city.lives.pace.roster import Going, Visit
from offramp.config.city.lives.pace.story import COORDINATOR
from offramp.config.city.lives.pace.visits import Aftermath, Bridge, Word, Worry
from offramp.config.city.moments import day_of, local
from offramp.config.city.words import heard
from offramp.config.city.writers.engagement.members import mentored_at, reminders_chosen_at
from offramp.config.city.writers.engagement.places import MAILED_AFTER
from offramp.engagement.actions import note_mailed
from offramp.engagement.actions.answers import answer, sign_up
from offramp.engagement.actions.calendars import note_entry_mailed
from offramp.engagement.actions.concerns import (
    answer_concern,
    call_answered,
    call_unanswered,
    keep_promise,
    link_to_theme,
    take_on,
)
from offramp.engagement.actions.feeds import choose_reminders
from offramp.engagement.actions.joining import add_member, ask_to_join, change_post, leave, take_step
from offramp.engagement.actions.members import (
    change_wishes,
    note_training_warned,
    record_training,
    say_away,
    say_away_weekly,
    say_language,
)
from offramp.engagement.actions.places import ask, put_in
from offramp.engagement.actions.releases import answer_release, note_asked
from offramp.engagement.actions.swaps import note_offered, offer_swap
from offramp.engagement.actions.visits import Attended, Happened, Introduced, Promised, say_they_met, tell
from offramp.engagement.enums import How, Place, Side, Standing, Way
from offramp.engagement.models import (
    Assignment,
    Concern,
    Entry,
    Introduction,
    Invitation,
    Member,
    Message,
    Promise,
    Release,
)
from offramp.engagement.queries import visits as of_visits
from offramp.kernel.identity import Actor

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Move:
    """Something that is done at a moment, which it is told."""

    at: datetime
    do: Callable[[datetime], object]


class Replay:
    """Lives of PACE carried out through the public actions, each step as who takes it, at its moment."""

    def __init__(self, city: City) -> None:
        self.ground = city.ground

    def take(self, moves: Iterable[Move]) -> None:
        for move in sorted(moves, key=lambda one: one.at):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('offramp.replay', %s, true)", [move.at.isoformat()])
                move.do(move.at)

    def user(self, username: str, at: datetime) -> Actor:
        posting = posting_to_act_in(self.ground.users[username], chosen=None, at=at)
        assert posting is not None
        set_identity(posting.user_id, posting.pk)
        return actor_in(posting, at=at)

    def desk(self, at: datetime) -> Actor:
        return self.user(COORDINATOR, at)

    def holder(self, link: UUID) -> Actor:
        holder = holder_of(secret_of(link))
        assert holder is not None
        set_identity(None, None, link=secret_of(link))
        return holder

    def clerk(self, at: datetime) -> Actor:
        return act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=at)

    def member(self, username: str) -> UUID:
        return Member.objects.get(user=self.ground.users[username]).pk


class OfMembers(Replay):
    """Whoever is on the roster: put on it, their own words, trainings, steps, and leaving."""

    def moves(self, career: Career) -> Iterator[Move]:
        plan, at = career.plan, career.since + timedelta(minutes=30)
        yield Move(career.since, partial(self.add, career))
        yield Move(at, partial(self.wish, career))
        if career.remind_hours:
            yield Move(reminders_chosen_at(career), partial(self.be_reminded, career))
        for language, level in plan.tongues:
            at += timedelta(minutes=1)
            yield Move(at, partial(self.say, career, say_language, {"language": language, "level": level}))
        for weekly in career.weekly:
            at += timedelta(minutes=1)
            yield Move(at, partial(self.say, career, say_away_weekly, asdict(weekly)))
        for away in career.away:
            said = {"starts_at": away.starts_at, "ends_at": away.ends_at}
            yield Move(away.said_at, partial(self.say, career, say_away, said))
        for done in career.trainings:
            yield Move(local(done.done_on, 16), partial(self.train, career, done))
        for standing, taken_at in () if plan.is_founder else career.steps:
            yield Move(taken_at, partial(self.step, career, standing))
        if career.approved_at and plan.mentor:
            yield Move(mentored_at(career.approved_at), partial(self.mentor, career))
        if plan.left_on:
            yield Move(local(plan.left_on), partial(self.leave, career))

    def add(self, career: Career, at: datetime) -> None:
        add_member(
            user=self.ground.users[career.username], rank=career.plan.rank,
            division=self.ground.branches.get(career.plan.division), by=self.desk(at), at=at,
            standing=Standing.APPROVED if career.plan.is_founder else Standing.HELPED,
        )  # fmt: skip

    def wish(self, career: Career, at: datetime) -> None:
        by = self.user(career.username, at)
        change_wishes(
            member=self.member(career.username), version=2, wished_load=career.wished_load,
            communities=career.plan.communities, supervisor_name=career.supervisor,
            supervisor_email=career.supervisor_email, by=by, at=at,
        )  # fmt: skip

    def be_reminded(self, career: Career, at: datetime) -> None:
        choose_reminders(hours=career.remind_hours, by=self.user(career.username, at), at=at)

    def say(self, career: Career, action: Callable[..., object], said: dict[str, Any], at: datetime) -> None:
        by = self.user(career.username, at)
        action(member=self.member(career.username), **said, by=by, at=at)

    def train(self, career: Career, done: Done, at: datetime) -> None:
        by = self.desk(at)
        row = record_training(
            member=self.member(career.username), course=done.course, done_on=done.done_on,
            expires_on=done.expires_on, by=by, at=at,
        )  # fmt: skip
        warned = career.warned(done, day_of(NOW))
        if warned:
            note_training_warned(training=row.pk, days=warned)

    def step(self, career: Career, standing: Standing, at: datetime) -> None:
        if standing == Standing.ASKED:
            by = self.user(career.username, at)
            ask_to_join(member=self.member(career.username), by=by, at=at)
        else:
            by = self.desk(at)
            take_step(member=self.member(career.username), standing=standing, by=by, at=at)

    def mentor(self, career: Career, at: datetime) -> None:
        by = self.desk(at)
        row, mentor = Member.objects.get(pk=self.member(career.username)), self.member(career.plan.mentor)
        change_post(
            member=row.pk, version=row.version, rank=row.rank, division=row.division_id, mentor=mentor, by=by, at=at
        )

    def leave(self, career: Career, at: datetime) -> None:
        by = self.desk(at)
        leave(member=self.member(career.username), by=by, at=at)


class OfPlaces(Replay):
    """Who goes to an event: asked or signed up, answered by every way, put in, given up, released."""

    def moves(self, visit: Visit, event: UUID) -> Iterator[Move]:
        for going in visit.going:
            if going.how == How.SIGNED_UP:
                yield Move(going.asked_at, partial(self.sign_up, going, event))
                if going.confirmed_at:
                    yield Move(going.confirmed_at, partial(self.put_in, going, event))
            elif going.how == How.BY_HAND:
                yield Move(going.asked_at, partial(self.put_in, going, event))
            else:
                yield Move(going.asked_at, partial(self.ask, going, event))
                if going.answered_at:
                    comes = going.place != Place.DECLINED
                    yield Move(going.answered_at, partial(self.answer, going, event, going.way, comes))
            if going.dropped_at:
                yield Move(going.dropped_at, partial(self.answer, going, event, Way.PAGE, False))
            if going.offered_at:
                yield Move(going.offered_at, partial(self.offer, going, event))
            if going.released_at:
                yield Move(going.released_at, partial(self.release, going, event))

    def sign_up(self, going: Going, event: UUID, at: datetime) -> None:
        sign_up(invitation=event, by=self.user(going.username, at), at=at)

    def put_in(self, going: Going, event: UUID, at: datetime) -> None:
        by = self.desk(at)
        put_in(invitation=event, member=self.member(going.username), hours=going.hours, by=by, at=at)
        self.mailed(going, event, at)

    def ask(self, going: Going, event: UUID, at: datetime) -> None:
        by = self.desk(at)
        ask(invitation=event, member=self.member(going.username), hours=going.hours, by=by, at=at)
        self.mailed(going, event, at)

    def answer(self, going: Going, event: UUID, way: Way, comes: bool, at: datetime) -> None:
        self.desk(at)
        row = self.place(going, event)
        answer(assignment=row.pk, comes=comes, way=way, by=self.by(going, row, way, at), at=at)
        self.mailed(going, event, at)

    def release(self, going: Going, event: UUID, at: datetime) -> None:
        self.desk(at)
        row = Release.objects.get(assignment=self.place(going, event))
        answer_release(release=row.pk, released=bool(going.released), by=self.holder(row.link), at=at)

    def offer(self, going: Going, event: UUID, at: datetime) -> None:
        self.desk(at)
        row, colleague = self.place(going, event), self.member(going.offered_to)
        swap = offer_swap(assignment=row.pk, to=colleague, by=self.user(going.username, at), at=at)
        self.clerk(at)
        note_offered(swap=swap.pk, at=at + MAILED_AFTER)

    def by(self, going: Going, row: Assignment, way: Way, at: datetime) -> Actor:
        match way:
            case Way.PAGE:
                return self.user(going.username, at)
            case Way.LINK:
                return self.holder(row.link)
            case Way.MAIL:
                return self.clerk(at)
            case _:
                return self.desk(at)

    def place(self, going: Going, event: UUID) -> Assignment:
        return Assignment.objects.get(invitation=event, user=self.ground.users[going.username])

    def mailed(self, going: Going, event: UUID, at: datetime) -> None:
        """Let the jobs have run that write to the member and to their supervisor."""
        self.clerk(at)
        row = self.place(going, event)
        for entry in Entry.objects.filter(assignment=row):
            note_entry_mailed(entry=entry.pk, at=at)
        for asked in Release.objects.filter(assignment=row):
            note_asked(release=asked.pk, at=at + MAILED_AFTER)


class OfVisits(Replay):
    """What was told of an event, and what came of it."""

    def moves(self, after: Aftermath, event: UUID) -> Iterator[Move]:
        yield Move(after.at, partial(self.tell, after, event))
        for worry in after.worries:
            if worry.owned_at:
                yield Move(worry.owned_at, partial(self.take_on, worry, event))
                yield Move(worry.owned_at + timedelta(minutes=1), partial(self.link, worry, event))
            if worry.told_at:
                yield Move(worry.told_at, partial(self.say, after, worry, event))
            if worry.answered_at:
                yield Move(worry.answered_at, partial(self.judge, worry, event, True))
            if worry.reopened_at:
                yield Move(worry.reopened_at, partial(self.judge, worry, event, False))
        for word in after.promises:
            if word.kept_at:
                yield Move(word.kept_at, partial(self.keep, word, event))
        for bridge in after.bridges:
            if bridge.told_at:
                yield Move(bridge.told_at, partial(self.met, bridge, event))

    def tell(self, after: Aftermath, event: UUID, at: datetime) -> None:
        by = self.user(after.by.username, at)
        places = {row.user_id: row.pk for row in Assignment.objects.filter(invitation=event)}
        tell(
            invitation=event,
            happened=Happened(after.took_place, after.reach, after.mood, after.cards, after.note),
            attended=[
                Attended(places[self.ground.users[one.going.username]], one.attended, one.minutes)
                for one in after.there
            ],
            concerns=[worry.text for worry in after.worries],
            promises=[Promised(word.text, word.due_on) for word in after.promises],
            introductions=[Introduced(bridge.to, bridge.about) for bridge in after.bridges],
            version=of_visits.version_of(event), by=by, at=at,
        )  # fmt: skip

    def concern(self, worry: Worry, event: UUID) -> Concern:
        return Concern.objects.get(invitation=event, text=worry.text)

    def take_on(self, worry: Worry, event: UUID, at: datetime) -> None:
        by, trouble = self.desk(at), worry.trouble
        row = self.concern(worry, event)
        take_on(
            concern=row.pk, text=row.text, owner=trouble.owner, owner_name=trouble.owner_name, action=trouble.action,
            due_on=worry.due_on, version=row.version, by=by, at=at,
        )  # fmt: skip

    def link(self, worry: Worry, event: UUID, at: datetime) -> None:
        by, row = self.desk(at), self.concern(worry, event)
        link_to_theme(concern=row.pk, name=worry.trouble.theme, version=row.version, by=by, at=at)

    def say(self, after: Aftermath, worry: Worry, event: UUID, at: datetime) -> None:
        by, row, trouble = self.desk(at), self.concern(worry, event), worry.trouble
        answer_concern(
            concern=row.pk, outcome=trouble.outcome, answer=trouble.answer_in(after.story.community.language),
            version=row.version, by=by, at=at,
        )  # fmt: skip
        if after.story.email:
            message = Message.objects.filter(invitation=event, side=Side.PACE).latest("written_at")
            self.holder(Invitation.objects.get(pk=event).link)
            note_mailed(message=message.pk, at=at + MAILED_AFTER)

    def judge(self, worry: Worry, event: UUID, is_answered: bool, at: datetime) -> None:
        self.desk(at)
        row, link = self.concern(worry, event), Invitation.objects.get(pk=event).link
        by = self.holder(link)
        if is_answered:
            call_answered(concern=row.pk, version=row.version, by=by, at=at)
        else:
            call_unanswered(concern=row.pk, because=heard.BECAUSE, version=row.version, by=by, at=at)

    def keep(self, word: Word, event: UUID, at: datetime) -> None:
        by = self.desk(at)
        keep_promise(promise=Promise.objects.get(invitation=event, text=word.text).pk, by=by, at=at)

    def met(self, bridge: Bridge, event: UUID, at: datetime) -> None:
        by = self.desk(at)
        row = Introduction.objects.get(invitation=event, to=bridge.to)
        say_they_met(introduction=row.pk, met=bool(bridge.met), by=by, at=at)
