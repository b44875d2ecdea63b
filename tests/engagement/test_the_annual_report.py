"""The annual report: what it counts, and that the page, the PDF and the workbook say the same."""

import re
from html import unescape
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from offramp.audit.models import Entry
from offramp.engagement.enums import State
from offramp.engagement.queries.reach import Report, annual_report
from offramp.engagement.web.reach.paper import shown
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.reaching import a_year, concern, event, moment
from tests.ui.reading import Answer, flat

ADDRESS = "/reach/report/"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def counted(cast: Cast, acting: Acting, year: int = 2019) -> Report:
    with acting(cast.coordinator) as by:
        return annual_report(Viewer(by), year, at=now())


def rows(report: Report, key: str) -> list[tuple[object, ...]]:
    return next(list(table.rows) for table in report.tables if table.key == key)


def test_it_counts_what_took_place_and_nothing_else(cast: Cast, acting: Acting) -> None:
    a_year(cast)

    report = counted(cast, acting)

    assert {figure.key: figure.value for figure in report.figures} == {
        "events": 4, "groups": 2, "reach": 1_620, "languages": 2, "hours": 2.5, "concerns": 3, "cards": 30,
        "in-time": 50,
    }  # fmt: skip
    assert rows(report, "kinds") == [
        ("Barbecue or block party", 2, 120), ("Festival", 2, 1_500), ("All", 4, 1_620),
    ]  # fmt: skip
    assert [row for row in rows(report, "months") if row[1]] == [
        ("March", 1, 120), ("July", 2, 1_500), ("December", 1, 0),
    ]  # fmt: skip
    assert rows(report, "languages") == [("Somali", 2), ("English", 1), ("Oromo", 1)]
    assert rows(report, "lead-times") == [
        ("0 to 6", 2), ("7 to 13", 0), ("14 to 20", 1), ("21 to 41", 2), ("42 or more", 1),
    ]  # fmt: skip
    assert rows(report, "asked")[3:5] == [("Accepted", 5), ("Declined", 1)]
    assert rows(report, "in-time") == [("Invitations", 6, 3, 3, 0), ("Concerns", 2, 1, 1, 0)]
    assert rows(report, "themes") == [
        ("Speeding", 2, 2, 1), ("Not linked to a theme yet", 1, 0, 0), ("All", 3, 2, 1),
    ]  # fmt: skip
    assert rows(report, "hours") == [
        ("On duty", 1, 2.5, 0), ("Overtime", 0, 0.0, 0), ("Volunteered", 1, 0.0, 1), ("All", 2, 2.5, 1),
    ]  # fmt: skip


def test_an_empty_year_has_no_numbers_that_are_not_known(cast: Cast, acting: Acting) -> None:
    report = counted(cast, acting, 2020)

    assert {figure.key: figure.value for figure in report.figures} == {
        "events": 0, "groups": 0, "reach": None, "languages": 0, "hours": 0.0, "concerns": 0, "cards": None,
        "in-time": None,
    }  # fmt: skip
    assert (report.until.isoformat(), rows(report, "languages")) == ("2020-12-31", [])


def test_what_was_called_off_before_an_answer_is_not_late_and_what_is_not_due_is_neither(
    cast: Cast, acting: Acting
) -> None:
    event(cast, moment(2019, 5, 4), state=State.CANCELLED)
    event(cast, moment(2019, 6, 4), state=State.RECEIVED)
    ahead = now().replace(month=12, day=31)
    event(cast, ahead, ahead=(ahead - now()).days, state=State.RECEIVED)

    assert rows(counted(cast, acting), "in-time")[0] == ("Invitations", 1, 0, 1, 0)
    assert rows(counted(cast, acting, ahead.year), "in-time")[0] == ("Invitations", 0, 0, 0, 1)


def test_the_page_the_paper_and_the_workbook_say_the_same(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_year(cast)
    report, client = counted(cast, acting), signed_in(cast.coordinator)
    asked = [client.get(f"{ADDRESS}{name}", {"year": "2019"}) for name in ("", "report.pdf", "report.xlsx")]

    said = [[table.title, *(shown(cell) for row in table.rows for cell in row)] for table in report.tables]
    page, paper, book = asked
    assert [answer.status_code for answer in asked] == [200] * 3
    assert on_page(page) == said
    assert in_workbook(book) == [
        [table.title, *(cell for row in table.rows for cell in row)] for table in report.tables
    ]
    words = "".join(on_paper(paper).split())
    assert [table[0] for table in said if "".join("".join(table[1:]).split()) not in words] == []
    assert [figure.key for figure in report.figures if "".join(shown(figure.value).split()) not in words] == []


def test_the_paper_says_what_it_is_to_a_screen_reader(cast: Cast, signed_in: SignedIn) -> None:
    event(cast, moment(2019, 5, 4))

    answer = signed_in(cast.coordinator).get(f"{ADDRESS}report.pdf", {"year": "2019"})

    paper = PdfReader(BytesIO(answer.content))
    assert paper.metadata is not None
    assert (paper.metadata.title, paper.metadata.author) == ("PACE in 2019", "Edmonton")
    assert (f"{paper.root_object['/Lang']}", "'/Marked': True" in str(paper.root_object["/MarkInfo"])) == ("en", True)
    assert answer["Content-Disposition"] == 'attachment; filename="annual-report-2019.pdf"'


def test_taking_it_out_is_written_down(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    signed_in(cast.coordinator).get(f"{ADDRESS}report.xlsx")

    with acting(cast.privacy):
        entry = Entry.objects.get(verb="report.taken_out")
    assert (entry.actor, entry.fields) == (cast.coordinator.pk, [f"{now().year}.xlsx"])


def test_words_never_become_a_formula(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    concern(cast, event(cast, moment(2019, 5, 4)), '=HYPERLINK("http://bad.example")')

    book = signed_in(cast.coordinator).get(f"{ADDRESS}report.xlsx", {"year": "2019"})

    with ZipFile(BytesIO(book.content)) as parts:
        assert [name for name in parts.namelist() if b"<f>" in parts.read(name)] == []


@pytest.mark.parametrize("name", ["", "report.pdf", "report.xlsx"])
def test_only_the_coordinator_reads_it(cast: Cast, signed_in: SignedIn, name: str) -> None:
    a_year(cast)

    for user in cast.everyone:
        answer = signed_in(user).get(f"{ADDRESS}{name}")
        assert (answer.status_code == 200) == (user == cast.coordinator), user.username
    assert Client().get(f"{ADDRESS}{name}").status_code == 302


@pytest.mark.parametrize("year", ["1066", "next", "", "2019x", "99999999999999999999"])
def test_a_year_that_nothing_happened_in_is_not_found(cast: Cast, signed_in: SignedIn, year: str) -> None:
    assert signed_in(cast.coordinator).get(ADDRESS, {"year": year}).status_code == 404


def test_it_asks_as_often_of_three_years_as_of_none(cast: Cast, acting: Acting) -> None:
    def asked() -> int:
        with (
            acting(cast.coordinator) as by,
            CaptureQueriesContext(connection) as seen,
        ):
            annual_report(Viewer(by), 2019, at=now())
        return len(seen)

    before = asked()
    a_year(cast)

    assert (before, asked()) == (5, 5)


def on_page(page: Answer) -> list[list[str]]:
    """Return each table of the page: its title, then its cells."""
    cells = re.compile(r"<(?:caption|th scope=\"row\"|td)[^>]*>(.*?)</")
    return [[unescape(text) for text in cells.findall(table)] for table in re.findall(r"<table.*?</table>", flat(page))]


def on_paper(answer: Answer) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def in_workbook(answer: Answer) -> list[list[object]]:
    """Return each sheet but the first and the last: its name, then its cells below the head. Numbers are numbers."""
    with ZipFile(BytesIO(answer.content)) as parts:
        names = [sheet.get("name") for sheet in _parsed(parts, "workbook").iter(f"{SHEET}sheet")]
        texts = ["".join(text.itertext()) for text in _parsed(parts, "sharedStrings").iter(f"{SHEET}si")]
        sheets = [_parsed(parts, f"worksheets/sheet{n + 1}") for n in range(len(names))]
    return [[name, *_cells(sheet, texts)] for name, sheet in list(zip(names, sheets, strict=True))[1:-1]]


def _parsed(parts: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts.read(f"xl/{name}.xml"))


def _cells(sheet: ElementTree.Element, texts: list[str]) -> list[object]:
    cells = [cell for row in list(sheet.iter(f"{SHEET}row"))[1:] for cell in row]
    values = [cell.findtext(f"{SHEET}v") or "0" for cell in cells]
    return [
        texts[int(value)] if cell.get("t") == "s" else float(value) for cell, value in zip(cells, values, strict=True)
    ]
