"""The pages of PACE: of communities by their links, of the coordinator, of the members."""

from typing import Final

from offramp.access.enums import Role
from offramp.access.web.routes import everyone, only

R = Role

INVITED: Final = dict.fromkeys(
    [
        "engagement:invite",
        "engagement:by-link",
        "engagement:change",
        "engagement:call-off",
        "engagement:calendar",
        "engagement:add-concern",
        "engagement:judge",
        "engagement:again",
        "engagement:keep",
        "engagement:start-empty",
    ],
    everyone(),
)

VISITS: Final = {
    **dict.fromkeys(
        [f"engagement:{name}" for name in ("visit", "brief", "debrief", "kept", "met")],
        only(R.PACE_COORDINATOR, R.PACE_MEMBER),
    ),
    **dict.fromkeys(
        [f"engagement:{name}" for name in ("concerns", "concern", "take-on", "link-concern", "answer", "theme")],
        only(R.PACE_COORDINATOR),
    ),
}

PLACES: Final = {
    "engagement:release": everyone(),
    **dict.fromkeys(
        ["engagement:roster", "engagement:need", "engagement:fill", "engagement:place", "engagement:place-deed"],
        only(R.PACE_COORDINATOR),
    ),
    **dict.fromkeys(
        [
            "engagement:events",
            "engagement:sign-up",
            "engagement:my-events",
            "engagement:swap",
            "engagement:answer-place",
            "engagement:answer-swap",
        ],
        only(R.PACE_MEMBER),
    ),
}

MEMBERS: Final = {
    **dict.fromkeys(
        [
            "engagement:members",
            "engagement:member-find",
            "engagement:member-add",
            "engagement:member",
            "engagement:member-change",
            "engagement:member-step",
            "engagement:member-withdraw",
            "engagement:member-leave",
        ],
        only(R.PACE_COORDINATOR),
    ),
    **dict.fromkeys(
        ["engagement:me", "engagement:me-change", "engagement:me-withdraw", "engagement:me-join"],
        only(R.PACE_MEMBER),
    ),
}

MAILS: Final = dict.fromkeys(
    [
        "engagement:mails",
        "engagement:mail",
        "engagement:accept-mail",
        "engagement:put-mail",
        "engagement:set-mail-aside",
        "engagement:take-up-mail",
        "engagement:attachment",
    ],
    only(R.PACE_COORDINATOR),
)

MONTHS: Final = dict.fromkeys(
    ["engagement:months", "engagement:proposal", "engagement:take-line"], only(R.PACE_COORDINATOR)
)

REACH: Final = dict.fromkeys(
    [
        "engagement:reach",
        "engagement:report",
        "engagement:report-paper",
        "engagement:report-workbook",
        "engagement:write-down-again",
        "engagement:end-link",
        "engagement:join",
        "engagement:take-apart",
        "engagement:follows",
    ],
    only(R.PACE_COORDINATOR),
)

ENGAGEMENT: Final = {
    **MONTHS,
    **INVITED,
    **PLACES,
    **VISITS,
    **MEMBERS,
    **MAILS,
    **REACH,
    **dict.fromkeys(
        [
            "engagement:inbox",
            "engagement:write-down",
            "engagement:invitation",
            "engagement:decide",
            "engagement:write",
        ],
        only(R.PACE_COORDINATOR),
    ),
}

CALENDARS: Final = {
    **dict.fromkeys(["engagement:place-by-link", "engagement:feed"], everyone()),
    "engagement:calendars": only(R.PACE_COORDINATOR, R.PACE_MEMBER),
    **dict.fromkeys(["engagement:own-calendar", "engagement:make-feed", "engagement:end-feed"], only(R.PACE_MEMBER)),
}
