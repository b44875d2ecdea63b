"""What `triage.actions` writes."""

from offramp.config.city.writers.triage.answering import claim, give_advice, respond
from offramp.config.city.writers.triage.asking import ask_help, log_call, refer_to_help
from offramp.config.city.writers.triage.closing import close_intake
from offramp.config.city.writers.triage.levelling import decide_level, rate

__all__ = [
    "ask_help",
    "claim",
    "close_intake",
    "decide_level",
    "give_advice",
    "log_call",
    "rate",
    "refer_to_help",
    "respond",
]
