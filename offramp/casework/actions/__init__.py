"""What can be done in casework."""

from offramp.casework.actions.care_team import end_seat, seat, take_seat
from offramp.casework.actions.cases import accept_case, close_case, move_phase
from offramp.casework.actions.glass import break_glass, close_glass, note_glass_mailing, review_glass
from offramp.casework.actions.goals import change_goal, end_goal, set_goal
from offramp.casework.actions.handover import finish_follow_up, hand_over, note_first_kept
from offramp.casework.actions.notes import write_note
from offramp.casework.actions.steps import finish_step, move_step, promise_step

__all__ = [
    "accept_case",
    "break_glass",
    "change_goal",
    "close_case",
    "close_glass",
    "end_goal",
    "end_seat",
    "finish_follow_up",
    "finish_step",
    "hand_over",
    "move_phase",
    "move_step",
    "note_first_kept",
    "note_glass_mailing",
    "promise_step",
    "review_glass",
    "seat",
    "set_goal",
    "take_seat",
    "write_note",
]
