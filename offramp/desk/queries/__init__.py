"""Reads that compose several rooms."""

from offramp.desk.queries.accounts import MOMENT, AccountRow, DatedOffice, account_rows, coming_offices, past_offices
from offramp.desk.queries.desks import Desk, desk_of
from offramp.desk.queries.leaving import Kept, leaving_work
from offramp.desk.queries.logs import LogPage, entries_page, looks_page, looks_sample
from offramp.desk.queries.pages import page_in_words
from offramp.desk.queries.sight import LookedBy, Sight, known_person, who_looked, who_sees
from offramp.desk.queries.waiting import Waiting, greeting, oldest_first, summary_of

__all__ = [
    "MOMENT",
    "AccountRow",
    "DatedOffice",
    "Desk",
    "Kept",
    "LogPage",
    "LookedBy",
    "Sight",
    "Waiting",
    "account_rows",
    "coming_offices",
    "desk_of",
    "entries_page",
    "greeting",
    "known_person",
    "leaving_work",
    "looks_page",
    "looks_sample",
    "oldest_first",
    "page_in_words",
    "past_offices",
    "summary_of",
    "who_looked",
    "who_sees",
]
