"""What is done with invitations: received, changed, called off, written about, decided."""

from offramp.engagement.actions.deciding import decide, write_to_organiser
from offramp.engagement.actions.inviting import AskedFor, call_off, change_invitation, receive_invitation, write_to_us
from offramp.engagement.actions.letters import note_mailed, note_told

__all__ = [
    "AskedFor",
    "call_off",
    "change_invitation",
    "decide",
    "note_mailed",
    "note_told",
    "receive_invitation",
    "write_to_organiser",
    "write_to_us",
]
