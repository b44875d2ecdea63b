"""Tables of problems, what is done about them, counts of calls, and the directory of work units.

Nothing here is about a person: no field is personal, and no key leads to people, cases, consents, referrals or PACE.
`tests/architecture` holds it to that.
"""

from offramp.prevention.models.assessments import Assessment, Result
from offramp.prevention.models.calls import CallCount, CallFile, CountedArea
from offramp.prevention.models.problems import Finding, Problem, Raised, StageChange
from offramp.prevention.models.responses import Initiative, Response
from offramp.prevention.models.work_units import HandOff, HandOffReply, WorkUnit

__all__ = [
    "Assessment",
    "CallCount",
    "CallFile",
    "CountedArea",
    "Finding",
    "HandOff",
    "HandOffReply",
    "Initiative",
    "Problem",
    "Raised",
    "Response",
    "Result",
    "StageChange",
    "WorkUnit",
]
