"""People with a case, from the door they came through to the goal they reached, or where they stand now."""

from offramp.config.city.lives.cases.course import Course, branch_case, core_case

__all__ = ["Course", "branch_case", "core_case"]
