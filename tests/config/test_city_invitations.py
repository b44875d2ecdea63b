"""The training city's invitations are what the public actions write, and PACE finds them on its pages."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import transaction

from offramp.access.actions import set_identity
from offramp.access.queries import actor_in, holder_of, posting_to_act_in, secret_of
from offramp.config.city.ground.build import Ground
from offramp.config.city.lives.pace.invitations import AHEAD, stories
from offramp.config.city.lives.pace.story import COORDINATOR, LEAD_DAYS, Story, Turn
from offramp.config.city.lives.pace.years import NEW_TO_US
from offramp.config.city.loading import SEED, found, put
from offramp.config.city.moments import day_of
from offramp.config.city.words.invitations import COMMUNITIES
from offramp.config.city.writers.engagement.inviting import MAILED_AFTER, Written, letter_of, write_invitations
from offramp.engagement.actions import call_off, decide, note_mailed, note_told, receive_invitation, write_to_us
from offramp.engagement.enums import OPEN, Door, EventKind, State, Verdict
from offramp.engagement.models import Invitation, Inviter, Message, Organisation
from offramp.kernel.embedded import Server
from offramp.kernel.identity import PUBLIC, Actor
from tests import databases
from tests.config.city_replay import as_owner, rows_of

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
BULK = "test_{}_invitations_bulk"
UNLIKE = {"access_wallstate", "access_ceiling", "areas_trainingcity"}
EACH_KIND = 5


@pytest.fixture(scope="module")
def written() -> list[Written]:
    return write_invitations(found(NOW), stories(NOW, SEED))


def some_of_each() -> list[Story]:
    """Return all that wait, and a few of each way that the others went."""
    waits = [story for story in stories(NOW, SEED) if not _is_settled(story)]
    settled = [story for story in stories(NOW, SEED) if _is_settled(story)]
    kinds: Counter[object] = Counter()
    for story in settled:
        kinds[story.turns[-1].verdict] += 1
        if kinds[story.turns[-1].verdict] <= EACH_KIND:
            waits.append(story)
    return waits


def _is_settled(story: Story) -> bool:
    return bool(story.turns) and not story.turns[-1].text


def test_in_2019_near_two_hundred_events_were_accepted_and_fewer_while_people_kept_apart(
    written: list[Written],
) -> None:
    accepted = [one.row for one in written if one.row.state == State.ACCEPTED]
    years = Counter(day_of(row.starts_at).year for row in accepted)

    assert years[2019] == 197
    assert years[2018] < years[2021] < years[2020] < years[2022] < years[2023] < years[2024] < years[2025] < 197
    assert sum(row.starts_at > NOW for row in accepted) == len(AHEAD)
    assert len({one.row.number for one in written}) == len(written)


def test_sixty_organisations_are_known_and_two_are_new(written: list[Written]) -> None:
    known = {one.row.organisation.name for one in written if one.row.organisation}
    spoken = {one.inviter.language for one in written}

    assert len(known) == 60
    assert {community.name for community in COMMUNITIES} - known == set(NEW_TO_US)
    assert spoken == {"en", "fr"}
    assert all(one.row.neighbourhood_id for one in written)
    assert {EventKind(one.row.kind) for one in written} == set(EventKind) - {EventKind.OTHER}


def test_of_those_that_wait_one_is_late_one_overdue_one_french_one_by_phone(written: list[Written]) -> None:
    waits = [one for one in written if one.row.state in OPEN]

    assert len(waits) == 7
    short = [one for one in waits if (day_of(one.row.starts_at) - day_of(one.row.received_at)).days < LEAD_DAYS]
    assert len(short) == 1
    assert sum(one.row.answer_by < day_of(NOW) for one in waits) == 1
    assert sum(one.inviter.language == "fr" for one in waits) == 1
    assert sum(one.row.door == Door.PHONE for one in waits) == 1
    assert all(one.inviter.email.endswith("example.org") for one in waits if one.row.door != Door.PHONE)


def test_what_happened_to_an_invitation_is_in_order_and_before_the_citys_present() -> None:
    told = stories(NOW, SEED)

    for story in told:
        moments = [story.at, *(turn.at for turn in story.turns), story.starts_at]
        assert moments == sorted(moments)

    assert max(story.at for story in told) < NOW
    assert max(turn.at for story in told for turn in story.turns) < NOW


@pytest.mark.timeout(180)
def test_invitations_through_the_actions_leave_the_rows_the_city_has(
    server: Server, own_database: str, worker_id: str
) -> None:
    told, city = some_of_each(), found(NOW)
    with as_owner(server, own_database) as connection:
        put(city, connection)
    replay(city.ground, told)
    write_invitations(city, told)
    bulk = BULK.format(worker_id)
    databases.clone(server, bulk, databases.template(server))
    with as_owner(server, bulk) as connection:
        put(city, connection)
    tables = sorted({model._meta.db_table for model in apps.get_models() if "offramp" in model.__module__} - UNLIKE)

    with databases.as_owner(server, own_database) as replayed, databases.as_owner(server, bulk) as in_bulk:
        by_actions, by_city = rows_of(replayed, tables), rows_of(in_bulk, tables)
    databases.remove(server, bulk)

    for table in tables:
        assert by_actions[table] == by_city[table], table
    assert len(by_city["engagement_invitation"]) == len(told)


def replay(ground: Ground, told: Iterable[Story]) -> None:
    """Carry out invitations through the public actions, as the runtime role: first come, first taken."""
    moves: list[tuple[datetime, Story, Turn | None]] = []
    for story in told:
        moves += [(story.at, story, None), *((turn.at, story, turn) for turn in story.turns)]
    rows: dict[int, Invitation] = {}
    for _at, story, turn in sorted(moves, key=lambda move: move[0]):
        with transaction.atomic():
            if turn is None:
                rows[id(story)] = _receive(ground, story)
            else:
                _take(ground, rows[id(story)], turn, story)


def _receive(ground: Ground, story: Story) -> Invitation:
    set_identity(None, None)
    by = PUBLIC if story.door == Door.PAGE else _coordinator(ground, story.at)
    received = receive_invitation(
        asked=story.asked,
        name=story.community.contact,
        email=story.email,
        phone=story.phone,
        language=story.community.language,
        door=story.door,
        by=by,
        at=story.at,
    )
    if story.email:
        _holder(received)
        inviter = Inviter.objects.get(invitation=received)
        assert note_told(inviter=inviter.pk, at=story.at + MAILED_AFTER)
    return received


def _take(ground: Ground, received: Invitation, turn: Turn, story: Story) -> None:
    if turn.verdict:
        _decide(_coordinator(ground, turn.at), received, turn, turn.verdict, story.community.speaks_for)
    elif turn.text:
        write_to_us(invitation=received.pk, text=turn.text, by=_holder(received), at=turn.at)
    else:
        call_off(invitation=received.pk, by=_holder(received), at=turn.at)


def _decide(by: Actor, received: Invitation, turn: Turn, verdict: Verdict, speaks_for: Iterable[str]) -> None:
    row, inviter = Invitation.objects.get(pk=received.pk), Inviter.objects.get(invitation=received.pk)
    decide(
        invitation=row.pk,
        verdict=verdict,
        letter=letter_of(turn, verdict, row, inviter),
        version=row.version,
        reason=turn.reason,
        passed_to=turn.passed_to,
        by=by,
        at=turn.at,
    )
    if verdict == Verdict.ACCEPT:
        # No action of PACE writes what an organisation speaks for yet; the coordinator may.
        Organisation.objects.filter(name=row.organisation_name).update(communities=[*speaks_for])
    if inviter.email:
        message = Message.objects.filter(invitation=row).latest("written_at")
        _holder(received)
        assert note_mailed(message=message.pk, at=turn.at + MAILED_AFTER) == message.text


def _coordinator(ground: Ground, at: datetime) -> Actor:
    posting = posting_to_act_in(ground.users[COORDINATOR], chosen=None, at=at)
    assert posting is not None
    set_identity(posting.user_id, posting.pk)
    return actor_in(posting, at=at)


def _holder(received: Invitation) -> Actor:
    secret = secret_of(received.link)
    holder = holder_of(secret)
    assert holder is not None
    set_identity(None, None, link=secret)
    return holder
