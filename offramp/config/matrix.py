"""The access matrix: every route and who may open it. A route that isn't here opens to nobody.

This says who may come to a page. What a page then shows is for the grants and `access.who_sees_what`.
"""

from collections.abc import Mapping
from typing import Final

from offramp.access.enums import Role
from offramp.access.web.routes import Audience, everyone, only, signed_in

R = Role

TRIAGERS = (R.HELP_OFFICER, R.NAVIGATOR, R.HELP_SUPERVISOR)
NAVIGATORS = (R.NAVIGATOR, R.NAVIGATOR_LEAD)
HELP = (*TRIAGERS, R.NAVIGATOR_LEAD)

UI: Final = {
    "ui:draft": signed_in(),
    "ui:start-empty": signed_in(),
    "ui:theme": everyone(),
    "ui:language": everyone(),
    "ui:components": only(R.ADMINISTRATOR),
}

ACCOUNTS: Final[Mapping[str, Audience]] = {}

DESK: Final[Mapping[str, Audience]] = {}

PEOPLE: Final[Mapping[str, Audience]] = {}

DIRECTORY: Final[Mapping[str, Audience]] = {}

CONSENT: Final[Mapping[str, Audience]] = {}

REFERRALS: Final[Mapping[str, Audience]] = {}

CASEWORK: Final[Mapping[str, Audience]] = {}

ACTIVITIES: Final[Mapping[str, Audience]] = {}

TRIAGE: Final[Mapping[str, Audience]] = {}

REPORTING: Final[Mapping[str, Audience]] = {}

ROUTES: Final[Mapping[str, Audience]] = {
    **UI,
    **ACCOUNTS,
    **DESK,
    **PEOPLE,
    **DIRECTORY,
    **CONSENT,
    **REFERRALS,
    **CASEWORK,
    **ACTIVITIES,
    **TRIAGE,
    **REPORTING,
}
