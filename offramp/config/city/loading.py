"""Build the training city and put it into the database, in one transaction and as its owner."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from offramp.accounts.models import User
from offramp.areas.models import TrainingCity
from offramp.config.city import young
from offramp.config.city.book import Book, load
from offramp.config.city.city import City
from offramp.config.city.ground.build import build_ground
from offramp.config.city.ground.staff import STAFF, WITH_THE_YOUNG
from offramp.config.city.history import write_history
from offramp.config.city.moments import day_of
from offramp.config.city.present import write_present
from offramp.kernel.collecting import no_collecting
from offramp.people.models import Person

SEED: Final = "the training city"


def found(now: datetime, *, seed: str = SEED) -> City:
    """Return a city with nobody in it but its staff: branches, agencies, teams, users."""
    book = Book(seed)
    return City(book, build_ground(book, day_of(now)), now)


@no_collecting()
def build(now: datetime, *, seed: str = SEED) -> City:
    """Return the whole city as rows in memory: the same rows for the same moment and seed."""
    city = found(now, seed=seed)
    write_history(city, seed)
    write_present(city, seed)
    return city


def is_empty() -> bool:
    """Say whether nobody has an account in this database: only then may a training city be loaded."""
    return not User.objects.exists()


@no_collecting()
@transaction.atomic
def fill(at: datetime) -> int:
    """Fill an empty database with the training city, and return how many rows it has."""
    city = build(at)
    city.book.add(TrainingCity(pk=city.book.id_at(at), made_at=at))
    put(city, connection)
    young.live(at, SEED)
    return city.book.count()


def put(city: City, connection: BaseDatabaseWrapper) -> None:
    """Put a city's rows into the database, make the search keys, and let the database learn what it holds."""
    with transaction.atomic(using=connection.alias):
        _put(city, connection)


def _put(city: City, connection: BaseDatabaseWrapper) -> None:
    load(city.book, connection)
    people = list(city.book.rows.get(Person, {}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_index(%s::uuid[])", [people])
        cursor.execute("ANALYZE")


def who_can_sign_in() -> list[str]:
    """Return who signs in to the training city, one line for each role."""
    holders: dict[str, list[str]] = {}
    for plan in (*STAFF, *WITH_THE_YOUNG):
        holders.setdefault(str(plan.offices[-1].role.label), []).append(plan.name)
    return [f"{role}: {', '.join(names)}" for role, names in holders.items()]
