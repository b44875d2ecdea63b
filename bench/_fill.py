"""Many more people and open intakes beside the training city, by its own way into the database and with real keys.

Runs in a Django process, as the owner of the database.
"""

from datetime import date, timedelta

from django.db import connection, transaction

from bench._names import Names
from offramp.access.enums import Role
from offramp.accounts.models import Posting, Team
from offramp.accounts.queries import one_of_each_role
from offramp.areas.models import Neighbourhood, TrainingCity
from offramp.config.city.book import Book, load
from offramp.config.city.moments import Dice
from offramp.config.city.words.calls import CALLS
from offramp.kernel.identity import Actor, ActorKind
from offramp.people.actions import index_people
from offramp.people.enums import NameKind
from offramp.people.models import Name, Particulars, Person
from offramp.people.rules import file_number_of
from offramp.triage import rules
from offramp.triage.enums import Door, Level
from offramp.triage.models import Intake
from offramp.triage.policy import policy_in_force

AT_ONCE = 10_000


def fill(*, people: int, intakes: int) -> None:
    """Add that many, and let the database learn what it holds."""
    made_at = TrainingCity.objects.get().made_at
    held = {posting.role: posting for posting in one_of_each_role(at=made_at)}
    writer = People(held[Role.HELP_OFFICER])
    for start in range(0, people, AT_ONCE):
        book = Book(f"people from {start}")
        for _ in range(min(AT_ONCE, people - start)):
            writer.write(book)
        put(book)
    book = Book("open intakes")
    write_intakes(book, intakes, held[Role.PATROL_OFFICER])
    put(book)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def put(book: Book) -> None:
    """Load a book, and make the search keys of its people as a file that is opened does."""
    with transaction.atomic():
        load(book, connection)
        index_people(people=list(book.rows.get(Person, {})))


class People:
    """Writes people who have a file: a name, and for most a birth date or a year."""

    def __init__(self, posting: Posting) -> None:
        if posting.unit_id is None:
            raise ValueError("The training city's HELP officer works in no unit.")
        self.unit, self.user, self.by = posting.unit_id, posting.user_id, actor(posting)
        self.made_at = TrainingCity.objects.get().made_at
        self.dice = Dice("people of the bench")
        self.names = Names(self.dice)
        self.numbers = set(Person.objects.values_list("file_number", flat=True))

    def write(self, book: Book) -> None:
        """Write one person."""
        at = self.made_at - timedelta(minutes=self.dice.randrange(60, 1_500_000))
        key, number = book.id_at(at), ""
        while not number or number in self.numbers:
            key = book.id_at(at)
            number = file_number_of(key)
        self.numbers.add(number)
        of_whom = {"person_id": key, "unit_id": self.unit}
        book.add(Person(pk=key, unit_id=self.unit, file_number=number, opened_at=at, opened_by_id=self.user))
        book.add(
            Name(
                pk=book.id_at(at),
                **of_whom,
                kind=NameKind.LEGAL,
                text=self.names.full(),
                is_main=True,
                added_at=at,
                added_by_id=self.user,
            )
        )
        born = date(1945, 1, 1) + timedelta(days=self.dice.randrange(61 * 365))
        known = self.dice.random()
        book.add(
            Particulars(
                pk=book.id_at(at),
                **of_whom,
                born_on=born if known < 0.7 else None,
                born_about=born.year if 0.7 <= known < 0.9 else None,
                languages=["eng"],
                changed_at=at,
                changed_by_id=self.user,
            )
        )
        book.record("person.opened", self.by, at, subject=key, about=key, fields=["names", "particulars"])


def write_intakes(book: Book, count: int, posting: Posting) -> None:
    """Write consults that patrol asked in the last days, in the queues of all branches; none a danger to life."""
    dice, by, policy = Dice("intakes of the bench"), actor(posting), policy_in_force()
    made_at = TrainingCity.objects.get().made_at
    teams = list(Team.objects.filter(branch__isnull=False).order_by("name"))
    areas = {
        team: list(Neighbourhood.objects.filter(branch=team.branch_id).values_list("pk", flat=True)) for team in teams
    }
    levels = {what: rules.suggest(policy, rules.Picture(frozenset(what.seen), what.urgency, False)) for what in CALLS}
    calls = [what for what in CALLS if levels[what].level != Level.DANGER]
    for _ in range(count):
        what, team = dice.one(calls), dice.one(teams)
        at = made_at - timedelta(minutes=dice.randrange(1, 4000))
        intake = Intake(
            pk=book.id_at(at), unit_id=team.unit_id, door=Door.PATROL_ASK, tier=team.tier, team=team,
            branch_id=team.branch_id, neighbourhood_id=dice.one(areas[team]), place=what.place, title=what.title,
            story=what.story, seen=sorted(what.seen), urgency=what.urgency, asked_at=at, asked_by_id=posting.user_id,
            level=levels[what].level, due_at=rules.due(policy, levels[what].level, asked_at=at),
        )  # fmt: skip
        book.add(intake)
        book.record("intake.asked", by, at, subject=intake.pk, about=intake.pk)


def actor(posting: Posting) -> Actor:
    """Return who acts in a posting."""
    return Actor(kind=ActorKind.USER, id=posting.user_id, role=posting.role, posting=posting.pk)
