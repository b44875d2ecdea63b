"""What the desk does across rooms: accounts, and what crosses from one stream to another with consent."""

from offramp.desk.actions.accounts import (
    Office,
    change_details,
    change_teams,
    close_account,
    date_office,
    end_office,
    give_office,
    make_password_link,
    note_log_read,
    open_account,
    remove_second_factors,
    reopen_account,
)
from offramp.desk.actions.offering import offer_help

__all__ = [
    "Office",
    "change_details",
    "change_teams",
    "close_account",
    "date_office",
    "end_office",
    "give_office",
    "make_password_link",
    "note_log_read",
    "offer_help",
    "open_account",
    "remove_second_factors",
    "reopen_account",
]
