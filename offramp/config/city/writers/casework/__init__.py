"""What `casework.actions` writes."""

from offramp.config.city.writers.casework.around import (
    add_pursuit,
    add_supporter,
    end_supporter,
    note_in_pursuit,
    note_with_supporter,
)
from offramp.config.city.writers.casework.cases import accept_case, close_case
from offramp.config.city.writers.casework.glass import break_glass, close_glass, review_glass
from offramp.config.city.writers.casework.handover import finish_follow_up, hand_over, note_first_kept
from offramp.config.city.writers.casework.plans import end_goal, finish_step, promise_step, set_goal, write_note

__all__ = [
    "accept_case",
    "add_pursuit",
    "add_supporter",
    "break_glass",
    "close_case",
    "close_glass",
    "end_goal",
    "end_supporter",
    "finish_follow_up",
    "finish_step",
    "hand_over",
    "note_first_kept",
    "note_in_pursuit",
    "note_with_supporter",
    "promise_step",
    "review_glass",
    "set_goal",
    "write_note",
]
