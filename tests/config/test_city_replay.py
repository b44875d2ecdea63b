"""What the training city writes in bulk is what the public actions write, behind the wall."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps

from offramp.config.city.city import City
from offramp.config.city.ground.staff import YOUNG
from offramp.config.city.history import CONTACTS
from offramp.config.city.lives import contacts, referred
from offramp.config.city.lives.cases import branch_case, core_case
from offramp.config.city.lives.regulars import regular
from offramp.config.city.lives.young import COUNSELLED, young_life
from offramp.config.city.loading import found, put
from offramp.config.city.moments import Dice
from offramp.config.city.present import waiting
from offramp.config.city.script import Life
from offramp.config.city.writers.interpret import WRITERS, write
from offramp.kernel.embedded import Server
from offramp.kernel.history import histories
from tests import databases
from tests.config.city_replay import as_owner, ask_the_replay_for_the_time, replay, rows_of

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
BULK = "test_{}_city_bulk"
UNLIKE = {"access_wallstate", "access_ceiling", "areas_trainingcity"}


CASES = 6


def twenty_lives(city: City) -> list[Life]:
    """Return lives of every kind: at single calls, of people referred, with a case that ended or goes on."""
    lives = [referred.known(city, *rest) for rest in _several("known", 2, 2022)]
    lives += [referred.unnamed(city, *rest) for rest in _several("unnamed", 2, 2022)]
    lives += [regular(city, *rest, NOW) for rest in _several("regular", 1, 2024)]
    for kind, script in CONTACTS.items():
        lives += [script(city, *rest) for rest in _several(kind, 1, 2024)]
    lives += [contacts.assist(city, *rest, is_advised=True) for rest in _several("advised", 1, 2024)]
    for team, number in (("downtown", 2), ("downtown", 4), ("west", 3)):
        dice = Dice(f"open {number}")
        course = branch_case(city, dice, f"open {number}", NOW - timedelta(days=60), team=team)
        waiting.leave_open(course, number)
        lives.append(course.life)
    with city.of_unit(YOUNG):
        lives.append(young_life(city, Dice("young"), "young", COUNSELLED))
    return lives + _cases(city, set(WRITERS) - _verbs(lives))


def _cases(city: City, wanted: set[str]) -> list[Life]:
    """Return cases that together take these kinds of steps too: those that add one, then the first of the others."""
    adding: list[Life] = []
    others: list[Life] = []
    for dice, key, at in _several("case", 300, 2021):
        life = core_case(city, dice, key, at).life
        (adding if wanted & _verbs([life]) else others).append(life)
        wanted -= _verbs([life])
    return [*adding, *others][:CASES]


def _verbs(lives: Iterable[Life]) -> set[str]:
    return {step.verb for life in lives for step in life.steps}


def _several(name: str, count: int, year: int) -> Iterator[tuple[Dice, str, datetime]]:
    for number in range(count):
        yield Dice(f"{name} {number}"), f"{name} {number}", datetime(year, 9, 1, 17, 5, tzinfo=UTC)


@pytest.mark.timeout(300)
def test_twenty_lives_through_the_actions_leave_the_rows_the_city_has(
    server: Server, own_database: str, worker_id: str
) -> None:
    city = found(NOW)
    lives = twenty_lives(city)
    with databases.as_owner(server, own_database) as owner, as_owner(server, own_database) as connection:
        put(city, connection)
        ask_the_replay_for_the_time(owner)
    replay(city.ground, lives)
    for life in lives:
        with city.of_unit(YOUNG if life.key == "young" else "help"):
            write(city, life)
    bulk = BULK.format(worker_id)
    databases.clone(server, bulk, databases.template(server))
    with as_owner(server, bulk) as connection:
        put(city, connection)
    ours = [model for model in apps.get_models() if "offramp" in model.__module__]
    tables = sorted(
        {model._meta.db_table for model in ours} - UNLIKE - {kept._meta.db_table for kept in histories().values()}
    )

    with databases.as_owner(server, own_database) as replayed, databases.as_owner(server, bulk) as written:
        by_actions, in_bulk = rows_of(replayed, tables), rows_of(written, tables)

    for table in tables:
        assert by_actions[table] == in_bulk[table], table

    databases.remove(server, bulk)
    assert len(lives) == 20


def test_the_twenty_lives_take_every_kind_of_step() -> None:
    assert _verbs(twenty_lives(found(NOW))) == set(WRITERS)
