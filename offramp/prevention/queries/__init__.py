"""Reads of problems, calls, work units and results. Nobody's data is in them: roles guard them, not the wall."""

from offramp.prevention.queries.assessments import assessments_due
from offramp.prevention.queries.hand_offs import not_answered, to_answer
from offramp.prevention.queries.problems import problems_open
from offramp.prevention.queries.responses import responses_due
from offramp.prevention.queries.results import results_owed

__all__ = ["assessments_due", "not_answered", "problems_open", "responses_due", "results_owed", "to_answer"]
