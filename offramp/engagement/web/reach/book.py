"""The annual report as a workbook: a sheet for each table, real numbers, and what each of them counts."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from offramp.engagement.queries.reach import Report

WIDEST = 60


def as_workbook(report: Report, *, name: str) -> bytes:
    """Return the report as an XLSX file. name: of the unit, as its own words say."""
    made = BytesIO()
    # Words stay words: nothing that somebody typed becomes a formula or an address.
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _title(report, name), "author": name})
    head = book.add_format({"bold": True, "bg_color": "#e4f0ea", "bottom": 1, "text_wrap": True, "valign": "top"})
    _write(
        book, head, _("Overview"), (_("Number"), str(report.year)),
        [(figure.label, figure.value) for figure in report.figures],
    )  # fmt: skip
    for table in report.tables:
        _write(book, head, table.title, table.columns, table.rows)
    _definitions(book, head, report)
    book.close()
    return made.getvalue()


def _title(report: Report, name: str) -> str:
    return _("%(unit)s in %(year)s") % {"unit": name, "year": report.year}


def _write(book: Any, head: Any, title: str, columns: Any, rows: Any) -> None:
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, columns, head)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    sheet.set_column(0, 0, min(max([len(str(row[0])) for row in rows] + [12]), WIDEST) + 2)
    sheet.set_column(1, len(columns) - 1, 16)
    sheet.freeze_panes(1, 1)


def _definitions(book: Any, head: Any, report: Report) -> None:
    told = [(figure.label, figure.definition) for figure in report.figures]
    told += [(table.title, table.definition) for table in report.tables]
    told += [(_("Until"), report.until.isoformat())]
    sheet = book.add_worksheet(_("What is counted"))
    sheet.write_row(0, 0, (_("Number"), _("What it counts")), head)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate(told, 1):
        sheet.write_row(number, 0, row, wrapped)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
