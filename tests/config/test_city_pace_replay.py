"""What the training city writes of PACE's members, places and visits is what the public actions write."""

from collections.abc import Iterator

import pytest
from django.apps import apps

from offramp.config.city.lives.pace.invitations import stories
from offramp.config.city.lives.pace.members import Career, careers
from offramp.config.city.lives.pace.roster import Going, Visit, visits
from offramp.config.city.lives.pace.story import Story
from offramp.config.city.lives.pace.visits import Aftermath, aftermaths
from offramp.config.city.loading import SEED, found, put
from offramp.config.city.writers.engagement.inviting import write_invitations
from offramp.config.city.writers.engagement.members import write_members
from offramp.config.city.writers.engagement.places import write_visit
from offramp.config.city.writers.engagement.visits import write_aftermath, write_themes
from offramp.engagement.enums import How
from offramp.kernel.embedded import Server
from tests import databases
from tests.config.city_replay import as_owner, ask_the_replay_for_the_time, rows_of
from tests.config.pace_replay import NOW, OfMembers, OfPlaces, OfVisits

AT_MOST = 20
BULK = "test_{}_pace_bulk"
UNLIKE = {"access_wallstate", "access_ceiling", "areas_trainingcity"}
WHO = {"nguyen", "zelenko", "kuzyk", "pham", "larocque", "castaneda", "poitras", "cardwell", "beaulieu", "hashi"}
"""Members whose lives are carried out: founders, one who left, one who climbed with a mentor, a helper."""


def some_visits(known: dict[str, Career], told: list[Story]) -> tuple[list[Visit], list[Aftermath]]:
    """Return a few visits by a few members that together go every way there is, and what was told of them."""
    gone = visits(told, known.values(), NOW, SEED)
    after = {id(one.visit): one for one in aftermaths(gone, NOW, SEED)}
    chosen, seen = list[Visit](), set[object]()
    for visit in reversed(gone):
        names = {going.username for going in visit.going}
        ways = {way for going in visit.going for way in _ways(going)}
        ways |= set(_came_of_it(after[id(visit)])) if id(visit) in after else {"nothing told"}
        if names and names <= WHO and ways - seen and len(chosen) < AT_MOST:
            chosen.append(visit)
            seen |= ways
    return chosen, [after[id(visit)] for visit in chosen if id(visit) in after]


def _ways(going: Going) -> set[object]:
    way = going.way if going.how == How.REQUESTED else ""
    return {
        (going.how, going.place, way),
        ("released", going.released),
        ("hours", going.hours),
        ("offered", bool(going.offered_at)),
    }


def _came_of_it(after: Aftermath) -> Iterator[object]:
    yield ("took place", after.took_place)
    for worry in after.worries:
        yield tuple(bool(at) for at in (worry.owned_at, worry.told_at, worry.answered_at, worry.reopened_at))
    yield from (("kept", bool(word.kept_at)) for word in after.promises)
    yield from (("met", bridge.met) for bridge in after.bridges)


@pytest.mark.timeout(600)
def test_members_places_and_visits_through_the_actions_leave_the_rows_the_city_has(
    server: Server, own_database: str, worker_id: str
) -> None:
    city, told = found(NOW), stories(NOW, SEED)
    everybody = careers(NOW, SEED)
    known = {username: everybody[username] for username in WHO}
    chosen, after = some_visits(everybody, told)
    written = {id(one.story): one for one in write_invitations(city, [visit.story for visit in chosen])}
    with databases.as_owner(server, own_database) as owner, as_owner(server, own_database) as database:
        put(city, database)
        ask_the_replay_for_the_time(owner)
    events = {id(visit): written[id(visit.story)].row.pk for visit in chosen}
    of_members, of_places, of_visits_ = OfMembers(city), OfPlaces(city), OfVisits(city)
    moves = [move for career in known.values() for move in of_members.moves(career)]
    moves += [move for visit in chosen for move in of_places.moves(visit, events[id(visit)])]
    moves += [move for one in after for move in of_visits_.moves(one, events[id(one.visit)])]
    of_members.take(moves)
    rows = write_members(city, list(known.values()))
    filled = {id(visit): write_visit(city, visit, written[id(visit.story)], rows) for visit in chosen}
    write_themes(city, after)
    for one in after:
        write_aftermath(city, one, filled[id(one.visit)])
    bulk = BULK.format(worker_id)
    databases.clone(server, bulk, databases.template(server))
    with as_owner(server, bulk) as database:
        put(city, database)
    tables = sorted({model._meta.db_table for model in apps.get_models() if "offramp" in model.__module__} - UNLIKE)

    with databases.as_owner(server, own_database) as replayed, databases.as_owner(server, bulk) as in_bulk:
        by_actions, by_city = rows_of(replayed, tables), rows_of(in_bulk, tables)
    databases.remove(server, bulk)

    for table in tables:
        assert by_actions[table] == by_city[table], table
    assert len(chosen) >= 12
