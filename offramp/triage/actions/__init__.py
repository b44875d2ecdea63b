"""What is done about an intake: asked, levelled, answered, closed."""

from offramp.triage.actions.answering import claim, give_advice, link_person, release_claim, respond
from offramp.triage.actions.asking import ask_again, ask_help, log_call, refer_to_help
from offramp.triage.actions.closing import close_intake
from offramp.triage.actions.levelling import decide_level, rate

__all__ = [
    "ask_again",
    "ask_help",
    "claim",
    "close_intake",
    "decide_level",
    "give_advice",
    "link_person",
    "log_call",
    "rate",
    "refer_to_help",
    "release_claim",
    "respond",
]
