"""The pages of young persons' measures, and of problems and their initiatives."""

from typing import Final

from offramp.access.enums import Role
from offramp.access.web.routes import only

R = Role

MEASURES: Final = {
    **dict.fromkeys(["diversion:consider", "diversion:considered"], only(R.PATROL_OFFICER, R.YOUTH_OFFICER)),
    **dict.fromkeys(
        [f"diversion:{name}" for name in ("look-up", "opened", "record", "close")],
        only(R.PATROL_OFFICER, R.YOUTH_OFFICER, R.PRIVACY_OFFICER),
    ),
    **dict.fromkeys(["diversion:meetings", "diversion:meeting"], only(R.YOUTH_OFFICER, R.AGENCY_WORKER)),
    **dict.fromkeys(
        [
            f"diversion:{name}"
            for name in (
                *("cases", "take", "deed", "letter", "hear", "end-school", "turn"),
                *("participant", "note", "item", "held", "call-off", "prepared", "out"),
            )
        ],
        only(R.YOUTH_OFFICER),
    ),
    **dict.fromkeys(
        [
            f"diversion:{name}"
            for name in (
                *("programs", "program", "program-change"),
                *("step", "step-new", "item-kind", "item-kind-new"),
            )
        ],
        only(R.YOUTH_OFFICER, R.ADMINISTRATOR),
    ),
    "diversion:fairness": only(R.YOUTH_OFFICER, R.ANALYST, R.PRIVACY_OFFICER),
    **dict.fromkeys(
        [f"diversion:{name}" for name in ("agreements", "agreement-end", "purposes", "born", "destroy")],
        only(R.PRIVACY_OFFICER),
    ),
}

PREVENTION: Final = {
    **dict.fromkeys(
        [f"prevention:{name}" for name in ("problems", "problem", "assessment", "calls")],
        only(R.PREVENTION_OFFICER, R.ANALYST),
    ),
    **dict.fromkeys(
        [
            f"prevention:{name}"
            for name in (
                *("problem-new", "problem-change", "problem-move", "finding-new", "finding-back"),
                *(
                    "response-new",
                    "response-change",
                    "response-end",
                    "hand-off-new",
                    "hand-off-back",
                    "assess",
                    "result",
                ),
                *("calls-import", "work-units", "work-units-begin", "work-unit-new", "work-unit"),
                *("initiatives", "initiatives-file", "initiative-new", "initiative", "initiative-off"),
            )
        ],
        only(R.PREVENTION_OFFICER),
    ),
    **dict.fromkeys(
        ["prevention:hand-offs", "prevention:hand-off"],
        only(R.PREVENTION_OFFICER, R.HELP_SUPERVISOR, R.PACE_COORDINATOR, R.YOUTH_OFFICER),
    ),
    **dict.fromkeys(["prevention:results", "prevention:bring-back"], only(R.PREVENTION_OFFICER, R.PACE_COORDINATOR)),
}
