"""The access matrix: every route and who may open it. A route that isn't here opens to nobody.

This says who may come to a page. What a page then shows is for the grants and `access.who_sees_what`.
"""

from collections.abc import Mapping
from typing import Final

from offramp.access.web.routes import Audience
from offramp.config.matrix.engagement import CALENDARS, ENGAGEMENT
from offramp.config.matrix.prevention import MEASURES, PREVENTION
from offramp.config.matrix.support import (
    ACCESS,
    ACCOUNTS,
    ACTIVITIES,
    CASEWORK,
    CONSENT,
    DESK,
    DIRECTORY,
    PEOPLE,
    REFERRALS,
    REPORTING,
    TRIAGE,
    UI,
)

ROUTES: Final[Mapping[str, Audience]] = {
    **UI,
    **ACCOUNTS,
    **ACCESS,
    **DESK,
    **PEOPLE,
    **DIRECTORY,
    **CONSENT,
    **REFERRALS,
    **CASEWORK,
    **ACTIVITIES,
    **TRIAGE,
    **ENGAGEMENT,
    **CALENDARS,
    **MEASURES,
    **PREVENTION,
    **REPORTING,
}
