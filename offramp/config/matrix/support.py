"""The pages of Support, of accounts, and of those who watch over both."""

from typing import Final

from offramp.access.enums import Role
from offramp.access.web.routes import everyone, only, signed_in

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
    "desk:leaving": only(R.NAVIGATOR_LEAD, R.HELP_SUPERVISOR),
    "desk:sign-in-as": everyone(),
    "desk:who-sees-me": only(*NAVIGATORS),
    **dict.fromkeys(["desk:offer-help", "desk:offer-help-from"], only(R.YOUTH_OFFICER)),
    "desk:workload": only(R.NAVIGATOR_LEAD),
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
            "desk:account-office-days",
            "desk:account-office-end",
            "desk:account-link",
            "desk:account-sure",
        ],
        only(R.ADMINISTRATOR),
    ),
}

PEOPLE: Final = {
    "people:search": only(*TRIAGERS),
    "people:new": only(*TRIAGERS),
    "people:particulars": only(*TRIAGERS),
    "people:names": only(*TRIAGERS),
    "people:contacts": only(*TRIAGERS),
    "people:status": only(*TRIAGERS),
    "people:whereabouts": only(R.HELP_OFFICER, R.NAVIGATOR),
    "people:own-words": only(R.NAVIGATOR),
    "people:safety": only(*TRIAGERS),
    "people:review-safety": only(*NAVIGATORS),
    "people:cards-to-review": only(*NAVIGATORS),
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
    "consent:told-them": only(*NAVIGATORS),
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
    "casework:join": only(*TRIAGERS),
    "casework:ask-access": only(*TRIAGERS),
    "casework:access-request": only(*HELP),
    "casework:end-access": only(*NAVIGATORS, R.HELP_SUPERVISOR),
    "casework:cover": only(R.NAVIGATOR_LEAD),
    "casework:end-cover": only(R.NAVIGATOR_LEAD),
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
