"""Reads of whom PACE reaches, and of the annual report."""

from offramp.engagement.queries.reach.events import events_by_day, years
from offramp.engagement.queries.reach.gaps import Gaps, gaps
from offramp.engagement.queries.reach.report import annual_report
from offramp.engagement.queries.reach.shapes import Cell, Figure, Report, Table

__all__ = ["Cell", "Figure", "Gaps", "Report", "Table", "annual_report", "events_by_day", "gaps", "years"]
