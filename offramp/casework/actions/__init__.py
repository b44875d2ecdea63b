"""What can be done in casework."""

from offramp.casework.actions.around import (
    add_pursuit,
    add_supporter,
    change_pursuit,
    change_supporter,
    end_pursuit,
    end_supporter,
    note_in_pursuit,
    note_with_supporter,
)
from offramp.casework.actions.care_team import end_seat, seat, take_seat
from offramp.casework.actions.cases import accept_case, close_case, move_phase
from offramp.casework.actions.cover import cover, end_cover
from offramp.casework.actions.glass import break_glass, close_glass, note_glass_mailing, review_glass
from offramp.casework.actions.goals import change_goal, end_goal, set_goal
from offramp.casework.actions.handing_on import hand_on
from offramp.casework.actions.handover import finish_follow_up, hand_over, note_first_kept
from offramp.casework.actions.leaving import end_work_of_leavers
from offramp.casework.actions.notes import write_note
from offramp.casework.actions.requests import answer_access, ask_access, end_access
from offramp.casework.actions.steps import finish_step, move_step, promise_step
from offramp.casework.actions.telling import tell_supporter
from offramp.casework.rules import PursuitTerms, SupporterTerms

__all__ = [
    "PursuitTerms",
    "SupporterTerms",
    "accept_case",
    "add_pursuit",
    "add_supporter",
    "answer_access",
    "ask_access",
    "break_glass",
    "change_goal",
    "change_pursuit",
    "change_supporter",
    "close_case",
    "close_glass",
    "cover",
    "end_access",
    "end_cover",
    "end_goal",
    "end_pursuit",
    "end_seat",
    "end_supporter",
    "end_work_of_leavers",
    "finish_follow_up",
    "finish_step",
    "hand_on",
    "hand_over",
    "move_phase",
    "move_step",
    "note_first_kept",
    "note_glass_mailing",
    "note_in_pursuit",
    "note_with_supporter",
    "promise_step",
    "review_glass",
    "seat",
    "set_goal",
    "take_seat",
    "tell_supporter",
    "write_note",
]
