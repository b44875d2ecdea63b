"""The annual report as a PDF: set by typst from the same tables, tagged for a screen reader (PDF/UA-1)."""

import json
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from offramp.engagement.queries.reach import Cell, Report, Table

SETTING: Final = Path(__file__).parents[2] / "data" / "report.typ"


def as_paper(report: Report, *, name: str, service: str) -> bytes:
    """Return the report as a PDF file. It takes about half a second. name: of the unit; service: whose unit it is."""
    return typst.compile(
        SETTING.read_bytes(), sys_inputs={"report": _told(report, name, service)}, pdf_standards="ua-1"
    )


def shown(cell: Cell) -> str:
    """Return a cell as people read it, on the page and on paper; a dash where it is not known."""
    if cell is None:
        return "\u2013"
    return cell if isinstance(cell, str) else number_format(cell, force_grouping=True)


def _told(report: Report, name: str, service: str) -> str:
    """Return what the setting asks for, as JSON: words are already in the language, numbers already written."""
    words: dict[str, Any] = {
        "language": (get_language() or "en")[:2],
        "title": _("%(unit)s in %(year)s") % {"unit": name, "year": report.year},
        "kicker": _("Annual report"),
        "service": service,
        "until": _("Counted up to %(day)s.") % {"day": date_format(report.until, "j F Y")},
        "counted": _("What is counted"),
        "page": _("Page"),
        "figures": [[shown(each.value), each.label, each.definition] for each in report.figures],
        "tables": [_table(table) for table in report.tables],
    }
    return json.dumps(words, ensure_ascii=False)


def _table(table: Table) -> dict[str, Any]:
    most = table.largest
    bars = [round(float(row[1] or 0) / most, 4) if most else 0 for row in table.rows]
    return {
        "title": table.title, "definition": table.definition, "columns": table.columns,
        "rows": [[shown(cell) for cell in row] for row in table.rows],
        "bars": bars if table.key == "months" else [],
        "alt": "; ".join(f"{row[0]}: {shown(row[1])}" for row in table.rows),
    }  # fmt: skip
