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
FIND_HELP = (*HELP, R.PATROL_OFFICER, R.AGENCY_WORKER, R.ANALYST)

UI: Final = {
    "ui:draft": signed_in(),
    "ui:start-empty": signed_in(),
    "ui:theme": everyone(),
    "ui:language": everyone(),
    "ui:components": only(R.ADMINISTRATOR),
}

ACCOUNTS: Final = {
    **dict.fromkeys(
        [
            "account_login",
            "account_logout",
            "account_inactive",
            "account_password_link",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "openid_connect_login",
            "openid_connect_callback",
            "socialaccount_login_cancelled",
            "socialaccount_login_error",
            "socialaccount_signup",
        ],
        everyone(),
    ),
    **dict.fromkeys(
        [
            "account_change_password",
            "account_reauthenticate",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ],
        signed_in(),
    ),
}

ACCESS: Final = {
    "access:posting": signed_in(),
    "access:who-sees-what": only(*R),
}

DESK: Final = {
    "desk:home": only(*R),
    "desk:record": only(*HELP),
    "desk:sign-in-as": everyone(),
    "desk:who-sees-me": only(*NAVIGATORS),
    **dict.fromkeys(["desk:offer-help", "desk:offer-help-from"], only(R.YOUTH_OFFICER)),
    "desk:themes": only(R.PREVENTION_OFFICER),
    **dict.fromkeys(["desk:looks", "desk:sample", "desk:changes", "desk:who-sees"], only(R.PRIVACY_OFFICER)),
    **dict.fromkeys(
        [
            "desk:accounts",
            "desk:account",
            "desk:account-new",
            "desk:account-details",
            "desk:account-teams",
            "desk:account-office",
            "desk:account-office-end",
            "desk:account-link",
            "desk:account-sure",
        ],
        only(R.ADMINISTRATOR),
    ),
}

PEOPLE: Final = {
    "people:search": only(*HELP),
    "people:new": only(*TRIAGERS),
    "people:particulars": only(*TRIAGERS),
    "people:names": only(*TRIAGERS),
    "people:contacts": only(*TRIAGERS),
    "people:status": only(*TRIAGERS),
    "people:whereabouts": only(R.HELP_OFFICER, R.NAVIGATOR),
    "people:own-words": only(R.NAVIGATOR),
    "people:safety": only(*TRIAGERS),
    "people:review-safety": only(R.NAVIGATOR),
    "people:cards-to-review": only(R.NAVIGATOR),
    **dict.fromkeys(["people:restriction", "people:lift", "people:take-off"], only(R.HELP_SUPERVISOR)),
    **dict.fromkeys(["people:restricted", "people:settle-twin", "people:succeed"], only(R.PRIVACY_OFFICER)),
    "people:give-notice": only(*TRIAGERS),
    "people:notice": everyone(),
    "people:change-notice": only(R.PRIVACY_OFFICER, R.ADMINISTRATOR),
    "people:look-up": only(R.PATROL_OFFICER),
    "people:looked-up": only(R.PATROL_OFFICER),
}

DIRECTORY: Final = {
    "directory:find": only(*FIND_HELP),
    "directory:agency": only(*FIND_HELP),
}

CONSENT: Final = {
    "consent:of-person": only(*NAVIGATORS),
    "consent:choose": only(*NAVIGATORS),
    "consent:record": only(*NAVIGATORS),
    "consent:record-officers": only(*NAVIGATORS),
    "consent:record-somebody": only(*NAVIGATORS),
    "consent:not-now": only(*NAVIGATORS),
    "consent:withdraw": only(*NAVIGATORS),
    "consent:told": only(R.HELP_OFFICER),
    "consent:acknowledge": only(R.HELP_OFFICER),
    "consent:disclosures": only(*NAVIGATORS, R.HELP_SUPERVISOR),
    "consent:disclose": only(*NAVIGATORS, R.HELP_SUPERVISOR),
    "consent:ledger": only(R.PRIVACY_OFFICER),
    **dict.fromkeys(
        [
            f"consent:{name}"
            for name in (
                *("demands", "demand", "demand-new", "demand-decide", "demand-give", "demand-close"),
                *("agreements", "agreement-new", "agreement-end"),
            )
        ],
        only(R.PRIVACY_OFFICER),
    ),
}

REFERRALS: Final = {
    "referrals:choose": only(*NAVIGATORS),
    "referrals:send": only(*NAVIGATORS),
    "referrals:sent": only(*NAVIGATORS),
    "referrals:of-person": only(*HELP),
    "referrals:referral": only(*HELP, R.AGENCY_WORKER),
    "referrals:reply": only(*NAVIGATORS),
    "referrals:seen": only(*NAVIGATORS),
    "referrals:call-back": only(*NAVIGATORS),
    "referrals:inbox": only(R.AGENCY_WORKER),
    "referrals:accept": only(R.AGENCY_WORKER),
    "referrals:decline": only(R.AGENCY_WORKER),
    "referrals:ask": only(R.AGENCY_WORKER),
    "referrals:acknowledge": only(R.AGENCY_WORKER),
}

CASEWORK: Final = {
    "casework:mine": only(*HELP),
    "casework:accept": only(*TRIAGERS),
    "casework:phase": only(*HELP),
    "casework:close": only(*HELP),
    "casework:hand-over": only(*HELP),
    "casework:first-kept": only(*HELP),
    "casework:follow-up": only(*HELP),
    "casework:team": only(*HELP),
    "casework:add-seat": only(*HELP),
    "casework:join": only(*HELP),
    "casework:end-seat": only(*HELP),
    "casework:goals": only(*HELP),
    "casework:add-goal": only(*HELP),
    "casework:change-goal": only(*HELP),
    "casework:end-goal": only(*HELP),
    "casework:promise-step": only(*HELP),
    "casework:around": only(*HELP),
    "casework:add-supporter": only(*HELP),
    "casework:change-supporter": only(*HELP),
    "casework:end-supporter": only(*HELP),
    "casework:note-with-supporter": only(*HELP),
    "casework:tell-supporter": only(*NAVIGATORS),
    "casework:add-pursuit": only(*HELP),
    "casework:change-pursuit": only(*HELP),
    "casework:end-pursuit": only(*HELP),
    "casework:note-in-pursuit": only(*HELP),
    "casework:finish-step": only(*HELP),
    "casework:notes": only(*NAVIGATORS, R.HELP_OFFICER),
    "casework:write-note": only(*NAVIGATORS),
    "casework:break-glass": only(R.HELP_OFFICER, R.NAVIGATOR),
    "casework:close-glass": only(R.HELP_OFFICER, R.NAVIGATOR),
    "casework:glass": only(*HELP, R.PRIVACY_OFFICER),
    "casework:glass-queue": only(R.PRIVACY_OFFICER),
}

ACTIVITIES: Final = dict.fromkeys(["activities:list", "activities:activity", "activities:note"], only(*TRIAGERS))

TRIAGE: Final = {
    **dict.fromkeys(["triage:ask", "triage:mine", "triage:asked", "triage:again"], only(R.PATROL_OFFICER)),
    "triage:refer": only(R.PATROL_OFFICER, *TRIAGERS),
    **dict.fromkeys(
        [
            "triage:queue",
            "triage:unanswered",
            "triage:log",
            "triage:intake",
            "triage:going",
            "triage:answering",
            "triage:give-back",
            "triage:rate",
            "triage:decide",
            "triage:advise",
            "triage:close",
            "triage:same-as",
            "triage:find-person",
            "triage:link",
            "triage:respond",
            "triage:log-visit",
        ],
        only(*TRIAGERS),
    ),
}

REPORTING: Final = {
    "reporting:bulletin": only(R.ANALYST, *HELP),
}

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
                *("participant", "note", "item", "held", "call-off", "prepared"),
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
    **dict.fromkeys(["diversion:agreements", "diversion:agreement-end", "diversion:purposes"], only(R.PRIVACY_OFFICER)),
}

CALENDARS: Final = {
    **dict.fromkeys(["engagement:place-by-link", "engagement:feed"], everyone()),
    "engagement:calendars": only(R.PACE_COORDINATOR, R.PACE_MEMBER),
    **dict.fromkeys(["engagement:own-calendar", "engagement:make-feed", "engagement:end-feed"], only(R.PACE_MEMBER)),
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
                *("response-new", "response-change", "response-end", "hand-off-new", "assess", "result"),
                *("calls-import", "work-units", "work-units-begin", "work-unit-new", "work-unit"),
                *("initiatives", "initiatives-file", "initiative-new", "initiative", "initiative-off"),
            )
        ],
        only(R.PREVENTION_OFFICER),
    ),
    **dict.fromkeys(
        ["prevention:hand-offs", "prevention:hand-off"],
        only(R.PREVENTION_OFFICER, R.HELP_SUPERVISOR, R.PACE_COORDINATOR),
    ),
    **dict.fromkeys(["prevention:results", "prevention:bring-back"], only(R.PREVENTION_OFFICER, R.PACE_COORDINATOR)),
}

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
