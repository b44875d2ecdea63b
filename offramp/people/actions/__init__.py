"""Open a file, write what is known of a person, write and review the safety card, look it up for an incident."""

from offramp.people.actions.files import add_name, call_by, change_particulars, index_people, open_person, retire_name
from offramp.people.actions.life import add_contact, describe_self, end_contact, note_sighting, set_status
from offramp.people.actions.notices import note_notice_given, set_notice
from offramp.people.actions.restricting import (
    lift_restriction,
    name_on_file,
    name_successor,
    restrict_file,
    settle_twin,
    take_off_file,
)
from offramp.people.actions.safety import look_up_safety, put_card_away, review_safety_card, write_safety_card

__all__ = [
    "add_contact",
    "add_name",
    "call_by",
    "change_particulars",
    "describe_self",
    "end_contact",
    "index_people",
    "lift_restriction",
    "look_up_safety",
    "name_on_file",
    "name_successor",
    "note_notice_given",
    "note_sighting",
    "open_person",
    "put_card_away",
    "restrict_file",
    "retire_name",
    "review_safety_card",
    "set_notice",
    "set_status",
    "settle_twin",
    "take_off_file",
    "write_safety_card",
]
