"""Writes of young persons' measures."""

from offramp.diversion.actions.considering import consider
from offramp.diversion.actions.courses import (
    check_in,
    end_course,
    follow_up,
    hand_on,
    note_answer,
    note_needs,
    review,
    take_on,
    tick_step,
)
from offramp.diversion.actions.disposing import destroy, dispose_of_what_is_over
from offramp.diversion.actions.items import agree_on_item, turn_item
from offramp.diversion.actions.meetings import (
    add_participant,
    call_off_meeting,
    end_with_agreement,
    hold_meeting,
    note_said,
    plan_meeting,
    prepare,
    take_out,
)
from offramp.diversion.actions.offering import note_support_offer
from offramp.diversion.actions.opening import close_openings, open_for_purpose
from offramp.diversion.actions.people import (
    add_guardian,
    add_victim,
    correct_young_person,
    describe,
    end_school_need,
    give_to_school,
    hear_victim,
    note_contact,
    write_birth_date,
)
from offramp.diversion.actions.programs import (
    change_item_kind,
    change_program,
    change_step,
    end_identity_agreement,
    record_identity_agreement,
)
from offramp.diversion.rules import Adult, Consideration, Harmed, TooYoung, Yes, Youth, check_support_agreed

__all__ = [
    "Adult",
    "Consideration",
    "Harmed",
    "TooYoung",
    "Yes",
    "Youth",
    "add_guardian",
    "add_participant",
    "add_victim",
    "agree_on_item",
    "call_off_meeting",
    "change_item_kind",
    "change_program",
    "change_step",
    "check_in",
    "check_support_agreed",
    "close_openings",
    "consider",
    "correct_young_person",
    "describe",
    "destroy",
    "dispose_of_what_is_over",
    "end_course",
    "end_identity_agreement",
    "end_school_need",
    "end_with_agreement",
    "follow_up",
    "give_to_school",
    "hand_on",
    "hear_victim",
    "hold_meeting",
    "note_answer",
    "note_contact",
    "note_needs",
    "note_said",
    "note_support_offer",
    "open_for_purpose",
    "plan_meeting",
    "prepare",
    "record_identity_agreement",
    "review",
    "take_on",
    "take_out",
    "tick_step",
    "turn_item",
    "write_birth_date",
]
