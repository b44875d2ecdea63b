"""A young person's measure, read by everybody in every way there is: the room's queries, SQL, and every page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.test import Client

from offramp.access.enums import MeasuresCategory, Role
from offramp.access.queries import actor_in
from offramp.accounts.models import Posting
from offramp.audit.actions import record_look
from offramp.config.matrix import ROUTES
from offramp.diversion import queries
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor as Acting
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.wall import asking as pages
from tests.wall import relations
from tests.wall.canaries import SEARCHES, Walk
from tests.wall.marks import Mark
from tests.wall.matrix import BACKEND
from tests.wall.measure import BORN, WholeMeasure
from tests.wall.measure_relations import Actor, Reader, Relation, asking, pairs, reader_in, standing
from tests.wall.opening import models_of

# Who walks through the pages in the tests; queries and SQL are asked as everybody in each relation.
FEW = frozenset(
    {
        (Role.YOUTH_OFFICER, Relation.HAS_CASE),
        (Role.YOUTH_OFFICER, Relation.SAME_UNIT),
        (Role.YOUTH_OFFICER, Relation.TERM_OVER),
        (Role.PATROL_OFFICER, Relation.OPENED),
        (Role.PATROL_OFFICER, Relation.WROTE),
        (Role.AGENCY_WORKER, Relation.TAKES_PART),
        (Role.PRIVACY_OFFICER, Relation.REQUEST),
        (Role.HELP_SUPERVISOR, Relation.APART),
        (Role.ADMINISTRATOR, Relation.APART),
    }
)
OUTSIDE = frozenset({"access", "account", "areas", "directory", "engagement", "mfa", "openid_connect", "ui"})
"""Rooms whose pages tell of no measure: the tests leave them out, and open those of the room and those above it."""


def may_see(reader: Reader, mark: Mark) -> bool:
    """Say whether a word may reach a reader: by the record or the unit, or as one who takes part in the meeting."""
    return isinstance(mark.category, MeasuresCategory) and mark.category in reader.sees and not _is_beyond(reader, mark)


def _is_beyond(reader: Reader, mark: Mark) -> bool:
    """Say whether a word stands outside of the meeting for somebody who only takes part in it."""
    table = mark.place.split(".")[0]
    of_the_meeting = {
        model._meta.db_table for model in models_of("diversion") if any(f.name == "meeting" for f in model._meta.fields)
    }
    return reader.relation is Relation.TAKES_PART and table not in {*of_the_meeting, "diversion_meeting"}


def walk(cast: Cast, whole: WholeMeasure, *, few: bool) -> Walk:
    """Ask every query of the room, every row in SQL and every page, as each reader."""
    walked = Walk()
    for actor, relation in pairs():
        reader = reader_in(actor, relation, cast, whole)
        walker = Walker(reader, f"{actor}, {relation}", whole, walked, few)
        with standing(reader, cast, whole):
            with asking(reader):
                if reader.posting:  # whoever acts in no office is refused by each
                    walker.ask_queries(actor_in(Posting.objects.get(pk=reader.posting), at=now()))
                walker.read_rows()
            if not few or (actor, relation) in FEW:
                walker.open_pages()
    return walked


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who reads whatever they can."""

    reader: Reader
    who: str
    whole: WholeMeasure
    walked: Walk
    few: bool

    def ask_queries(self, actor: Acting) -> None:
        """Ask each query of the room that answers with anybody's data, and log the looks as a page does."""
        viewer, key, at = Viewer(actor), self.whole.measure, now()
        answers: dict[str, Any] = {
            "record_for": queries.record_for(viewer, key, at=at),
            "cases_of": queries.cases_of(viewer, at=now()),
            "sitting_for": queries.sitting_for(viewer, self.whole.meeting.pk, at=now()),
            "sittings_of": queries.sittings_of(viewer, at=now()).rows,
            "sittings_ahead": queries.sittings_ahead(viewer, at, at + timedelta(days=400), at=at),
            "waiting": list(queries.waiting()),
            "items_of": queries.items_of(key),
            "items_of_meeting": queries.items_of_meeting(self.whole.meeting.pk),
            "names_of": queries.names_of([key]),
            "participants_of": queries.participants_of(self.whole.meeting.pk),
            "measures_called": queries.measures_called(**self.whole.called, born=BORN),
            "fairness": [
                queries.fairness(by, at.date(), at.date(), on=at.date()) for by in ("age", "sex", "branch", "offence")
            ],
        }
        for name, answer in answers.items():
            self._note(f"queries.{name}", " ".join(words_of(answer)))
        record_look(viewer=viewer, route="queries", at=at)

    def read_rows(self) -> None:
        """Read every row of the room that is open in SQL, with its texts opened."""
        for model in models_of("diversion"):
            self._note(f"SQL on {model._meta.db_table}", " ".join(words_of(list(model._default_manager.all()))))

    def open_pages(self) -> None:
        """Open each page they may, and search for every word; the room's own pages as soon as there are any."""
        client = Client()
        if self.reader.user:
            client.force_login(self.reader.user, backend=BACKEND)
        for way in self._ways():
            known = self.whole.ids()
            url = pages.address(way, _as_page_reader(self.reader), relations.Relation.APART, known)
            self._note(f"GET {way.name}", pages.words_in(client.get(url)))
            for mark in self.whole.marks.made.values() if way.name in SEARCHES and not self.few else ():
                found = client.get(f"{url}?{SEARCHES[way.name]}={mark.word[:9]}")
                self._note(f"A search on {way.name}", pages.words_in(found))

    def _ways(self) -> "Iterator[pages.Way]":
        for way in pages.ways():
            room = way.name.split(":")[0].split("_")[0]
            if pages.audience_says(way, _as_page_reader(self.reader)) or way.name == "account_logout":
                continue
            if not (self.few and room in OUTSIDE):
                yield way

    def _note(self, where: str, text: str) -> None:
        found = self.whole.marks.found_in(text)
        wrong = [mark for mark in found if not may_see(self.reader, mark)]
        self.walked.note(f"{where} as {self.who}", found, wrong, self.who)


def _as_page_reader(reader: Reader) -> relations.Reader:
    """Return a reader as the access matrix knows them: by role alone."""
    actor: Any = reader.actor
    return relations.Reader(actor, relations.Relation.APART, reader.user, reader.posting, secret=reader.secret)


def words_of(answer: object) -> Iterator[str]:
    """Return every text that an answer of a query holds, however deep: of rows, with sealed ones opened."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Model):
        yield from (str(getattr(answer, each.attname)) for each in answer._meta.concrete_fields)
    elif isinstance(answer, dict):
        yield from (text for pair in answer.items() for each in pair for text in words_of(each))
    elif is_dataclass(answer):
        yield from (text for each in fields(answer) for text in words_of(getattr(answer, each.name)))
    elif isinstance(answer, Iterable):
        yield from (text for each in answer for text in words_of(each))
    else:
        yield str(answer)


def routes_of_the_room() -> list[str]:
    """Return the routes of the room, as far as there are any."""
    return [name for name in ROUTES if name.startswith("diversion:")]


def rightful(whole: WholeMeasure, readers: Iterable[tuple[Actor, Relation]], walked: Walk, cast: Cast) -> Iterator[str]:
    """Return each word that somebody may see who did not see it anywhere."""
    for actor, relation in readers:
        reader = reader_in(actor, relation, cast, whole)
        for mark in whole.marks.made.values():
            if may_see(reader, mark) and f"{actor}, {relation}" not in walked.seen.get(mark.place, ()):
                yield f"{mark.place} is not seen by {actor}, {relation}"
