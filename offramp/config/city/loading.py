"""Build the training city and put it into the database, in one transaction and as its owner."""

from datetime import date, datetime
from typing import Final

from django.db import connection, transaction

from offramp.accounts.models import User
from offramp.areas.models import TrainingCity
from offramp.config.city.book import Book, load
from offramp.config.city.city import City
from offramp.config.city.ground.build import build_ground
from offramp.config.city.ground.staff import STAFF
from offramp.config.city.history import history
from offramp.config.city.moments import day_of
from offramp.config.city.writers.interpret import write

SEED: Final = "the training city"


def build(today: date, *, seed: str = SEED) -> City:
    """Return the whole city as rows in memory: the same rows for the same day and seed."""
    book = Book(seed)
    city = City(book, build_ground(book), today)
    for life in history(city, seed):
        write(city, life)
    return city


def is_empty() -> bool:
    """Say whether nobody has an account in this database: only then may a training city be loaded."""
    return not User.objects.exists()


@transaction.atomic
def fill(at: datetime) -> int:
    """Fill an empty database with the training city, and return how many rows it has."""
    city = build(day_of(at))
    city.book.add(TrainingCity(pk=city.book.id_at(at), made_at=at))
    load(city.book, connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return city.book.count()


def who_can_sign_in() -> list[str]:
    """Return who signs in to the training city, one line each, by role."""
    return [f"{plan.offices[-1].role.label}: {plan.name}" for plan in STAFF]
