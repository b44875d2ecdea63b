"""The wall in the database: functions, policies and GRANTs, generated from the models and `who_sees_what`."""

from offramp.access.wall.apply import apply, differences
from offramp.access.wall.tables import guarded_models

__all__ = ["apply", "differences", "guarded_models"]
