"""What is done with invitations: received, changed, called off, written about, decided."""

from offramp.engagement.actions.deciding import decide, note_mailed, write_to_organiser
from offramp.engagement.actions.inviting import AskedFor, call_off, change_invitation, receive_invitation, write_to_us

__all__ = [
    "AskedFor",
    "call_off",
    "change_invitation",
    "decide",
    "note_mailed",
    "receive_invitation",
    "write_to_organiser",
    "write_to_us",
]
