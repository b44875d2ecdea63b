"""The whole product walked as every reader, looking for each word of a person wherever a word can come to light."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.apps import apps
from django.core import mail
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, Field, Model, TextField
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.enums import AnyCategory, Role
from offramp.kernel.data import DataClass, data_class
from offramp.kernel.sealed import SealedTextField
from tests.cast import Cast
from tests.conftest import acting_as
from tests.wall.asking import Way, address, ask, audience_says, ids, leaks, ways, words_in
from tests.wall.marks import Mark, Marks
from tests.wall.matrix import BACKEND
from tests.wall.person import Whole
from tests.wall.relations import Actor, Reader, Relation, pairs, reader_in, standing

KNOW_NOBODY = ("pace", "prevention", "analyst", "privacy", "admin")
"""How the roles begin that have nothing to do with anybody in care."""
# One of each kind who could see most, and one who could see least: what the tests walk as.
FEW = frozenset(
    {
        (Role.HELP_OFFICER, Relation.CARE_TEAM),
        (Role.HELP_OFFICER, Relation.OTHER_TEAM),
        (Role.NAVIGATOR, Relation.CARE_TEAM),
        (Role.NAVIGATOR, Relation.OTHER_TEAM),
        (Role.NAVIGATOR_LEAD, Relation.OTHER_TEAM),
        (Role.HELP_SUPERVISOR, Relation.CARE_TEAM),
        (Role.PATROL_OFFICER, Relation.ASKED),
        (Role.AGENCY_WORKER, Relation.SENT),
        (Role.AGENCY_WORKER, Relation.CALLED_BACK),
        *(
            (role, Relation.APART)
            for role in Role
            if role.startswith(("pace", "prevention", "analyst", "privacy", "admin"))
        ),
    }
)
# Searches, with the name by which a word is asked for: the beginning of it, since a page may say what was asked.
SEARCHES = {"people:search": "q", "directory:find": "text", "desk:accounts": "text"}
BEGINNING = 9


@dataclass(slots=True)
class Walk:
    """What came to light: how much was read, which words stood where they may not, and which were seen by whom."""

    read: int = 0
    leaked: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def note(self, where: str, found: Iterable[Mark], wrong: Iterable[Mark], who: str) -> None:
        self.read += 1
        self.leaked += [f"{where} tells {mark.place}" for mark in wrong]
        for mark in found:
            self.seen.setdefault(mark.place, set()).add(who)


def walkers(*, few: bool) -> list[tuple[Actor, Relation]]:
    """Return who walks: everybody in each relation, or the few."""
    everybody = [pair for pair in pairs() if pair[1] not in (Relation.GONE, Relation.MALFORMED)]
    return [pair for pair in everybody if pair in FEW] if few else everybody


def walk(cast: Cast, whole: Whole, *, few: bool) -> Walk:
    """Open every page each reader may open, send its form empty, and search for every word."""
    walked = Walk()
    for actor, relation in walkers(few=few):
        reader, client = reader_in(actor, relation, cast, whole), Client()
        if reader.user:
            client.force_login(reader.user, backend=BACKEND)
        walker = Walker(reader, f"{actor}, {relation}", client, whole, walked, few)
        with standing(reader, cast, whole):
            walker.open_all(ids(reader, cast, whole))
            walker.search()
    return walked


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who opens every page they may, and searches."""

    reader: Reader
    who: str
    client: Client
    whole: Whole
    walked: Walk
    few: bool

    def open_all(self, known: dict[str, object]) -> None:
        """Open each page, and send its form empty. What only reads is not taken back: the read log is read later."""
        for way in self._ways():
            for other in self._others(way):
                url = address(way, self.reader, Relation.APART, {**known, **other})
                self._note("GET", way, words_in(self.client.get(url)))
                if way.names_somebody and not self.few:
                    self._note("POST", way, words_in(ask(self.client, "POST", url)))

    def search(self) -> None:
        """Search wherever one may: for every word, or the first of each category."""
        marks = list(self.whole.marks.made.values())
        wanted = {mark.category: mark for mark in reversed(marks)}.values() if self.few else marks
        for way in self._ways():
            for mark in wanted if way.name in SEARCHES else ():
                url = f"{reverse(way.name)}?{SEARCHES[way.name]}={mark.word[:BEGINNING]}"
                self._note("A search", way, words_in(self.client.get(url)))

    def _ways(self) -> list[Way]:
        return [way for way in ways() if not audience_says(way, self.reader) and way.name != "account_logout"]

    def _others(self, way: Way) -> list[dict[str, object]]:
        """Return what fills an address beside what is known: the other referrals and the other intake of theirs."""
        found: list[dict[str, object]] = [{}]
        if way.name == "referrals:referral":
            found += [{"referral_id": self.whole.referrals[which].pk} for which in ("health", "back")]
        if way.name == "triage:intake":
            found.append({"intake_id": self.whole.referred.pk})
        return found

    def _note(self, act: str, way: Way, text: str) -> None:
        found, wrong = self.whole.marks.found_in(text), leaks(way, self.reader, self.whole, text)
        self.walked.note(f"{act} on {way.name} as {self.who}", found, wrong, self.who)


class Marked(Protocol):
    """Somebody, or something, in whose fields marks stand."""

    @property
    def marks(self) -> Marks: ...


def behind(cast: Cast, whole: Marked, logged: Callable[[], str]) -> Iterator[str]:
    """Return each word that stands where none may: jobs, mails, logs of the process, audit and read log.

    logged: what the process logged so far, asked once the jobs have run.
    """
    jobs = list(ProcrastinateJob.objects.values_list("task_name", "args"))
    for task, arguments in jobs:
        yield from (f"an argument of {task} tells {mark.place}" for mark in whole.marks.found_in(str(arguments)))
        app.tasks[task](**arguments)
    for letter in mail.outbox:
        yield from (f"a mail tells {mark.place}" for mark in whole.marks.found_in(str(letter.message())))
    yield from (f"the process's log tells {mark.place}" for mark in whole.marks.found_in(logged()))
    with acting_as(cast.privacy), connection.cursor() as cursor:
        for table in ("audit_entry", "audit_look", "audit_looksubject"):
            cursor.execute(f'SELECT string_agg(t::text, chr(10)), count(*) FROM "{table}" t')
            text, many = cursor.fetchone()
            if not many:
                yield f"{table} is empty: nothing was written down"
            yield from (f"{table} tells {mark.place}" for mark in whole.marks.found_in(text or ""))


# Fields that hold words and no mark, and why.
UNMARKED = {
    "triage_decision.reasons": "texts of the triage policy itself",
    "people_particulars.languages": "codes of languages",
    "triage_intake.title": "made from what is seen where nobody wrote one",
    "diversion_youngperson.born": "a birth date, as figures",
}


def unmarked(whole: Marked, models: Iterable[type[Model]]) -> Iterator[str]:
    """Return each field of words, personal or sensitive, in which no mark stands; read as the care team."""
    places = {mark.place.split()[0] for mark in whole.marks.made.values()}
    for model in models:
        for column in _texts(model):
            place = f"{model._meta.db_table}.{column.name}"
            if place not in UNMARKED and place not in places:
                yield place


def _texts(model: type[Model]) -> Iterator["Field[object, object]"]:
    for column in model._meta.get_fields():
        inner = getattr(column, "base_field", column)
        is_classed = data_class(column) in (DataClass.PERSONAL, DataClass.SENSITIVE)
        if is_classed and isinstance(inner, CharField | TextField | SealedTextField) and not inner.choices:
            assert isinstance(column, Field)
            yield column


def not_in_its_row(whole: Marked) -> Iterator[str]:
    """Return the place of each mark that does not stand in the field it is named for, for who may read it."""
    for mark in whole.marks.made.values():
        model, column = _field_of(mark)
        if not any(mark.word in str(getattr(row, column)).lower() for row in model._default_manager.all()):
            yield mark.place


def in_the_clear(whole: Marked, models: Iterable[type[Model]]) -> Iterator[str]:
    """Return each mark of a sealed field that the database holds in the clear, in whichever table."""
    with connection.cursor() as cursor:
        everything = "".join(_all_rows(cursor, model) for model in models).lower()
    for mark in whole.marks.made.values():
        model, column = _field_of(mark)
        if isinstance(model._meta.get_field(column), SealedTextField) and mark.word in everything:
            yield mark.place


def _all_rows(cursor: CursorWrapper, model: type[Model]) -> str:
    cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{model._meta.db_table}" t')
    return str(cursor.fetchone()[0])


def _field_of(mark: Mark) -> tuple[type[Model], str]:
    table, column = mark.place.split()[0].split(".")
    [model] = [model for model in apps.get_models() if model._meta.db_table == table]
    return model, column


def categories_marked(whole: Marked) -> set[AnyCategory]:
    """Return the categories that have a mark."""
    return {mark.category for mark in whole.marks.made.values()}
