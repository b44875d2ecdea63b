"""The six counters HELP has published. The city has exactly as many rows of each kind, in the years they count.

The texts give no dates. From 4 January 2021 HELP worked as one core team; that the branch teams began on 4 July 2023,
and that the count ends on 30 June 2024, is ours.
"""

from datetime import date
from typing import Final

from offramp.activities.enums import Kind
from offramp.config.city.ground.agencies import BEGINNING, EXPANSION

FIRST_DAY: Final = BEGINNING
BRANCHES_BEGAN: Final = EXPANSION
LAST_DAY: Final = date(2024, 6, 30)

BRANCH_ACTIVITIES: Final = {
    Kind.INTERACTION: 2837,
    Kind.CALL_PRIMARY: 951,
    Kind.CONSULTATION: 943,
    Kind.ON_SCENE_ASSIST: 579,
}
"""What the branch teams did: the four types of activity."""
REFERRALS_ASSISTED: Final = 1796
"""Referrals to HELP that the core team assisted with."""
ACCEPTED: Final = 740
"""Persons the core team accepted into case management."""
