"""Every address of the product, filled with something from the training city that a role may open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import psycopg
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from offramp.access.enums import Role
from offramp.config.matrix import ROUTES
from offramp.kernel.roles import Role as DatabaseRole
from tests.journeys.serving import Live


@dataclass(frozen=True, slots=True)
class Place:
    """A route and the names of what its address must be filled with."""

    name: str
    blanks: tuple[str, ...]


def places() -> list[Place]:
    """Return every route of the access matrix with the blanks of its address."""
    found = (place for place in _places(get_resolver(), "") if place.name not in WITHOUT_A_PAGE)
    return sorted(found, key=lambda place: place.name)


def roles_for(place: Place) -> list[Role | None]:
    """Return who may open a route: nobody signed in for a public one, else each admitted role."""
    audience = ROUTES[place.name]
    if audience.public:
        return [None]
    return [role for role in Role if audience.admits(role)]


def _places(resolver: URLResolver, namespace: str) -> Iterator[Place]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _places(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}"
            if name in ROUTES:
                yield Place(name, tuple(pattern.pattern.regex.groupindex))


# Prefers what is of people on whose care team the user sits.
SEATED: Final = (
    "LEFT JOIN casework_seat s ON s.person_id = c.person_id AND s.user_id = %(user)s AND s.ends_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM casework_closure e JOIN casework_case k ON k.id = e.case_id"
    " WHERE k.person_id = c.person_id)"
)

# What fills a blank, for the user who asks. Each is one query as the owner; %(user)s and %(agency)s are theirs.
FILLINGS: Final[Mapping[str, str]] = {
    "person_id": """
        SELECT person_id FROM casework_seat WHERE ends_at IS NULL
        ORDER BY (user_id = %(user)s) DESC, id DESC LIMIT 1""",
    "intake_id": """
        SELECT id FROM triage_intake
        ORDER BY (asked_by_id = %(user)s) DESC, (closed_at IS NULL) DESC, id DESC LIMIT 1""",
    "referral_id": """
        SELECT r.id FROM referrals_referral r JOIN referrals_referralterms t ON t.referral_id = r.id
        ORDER BY (t.agency_id = %(agency)s AND r.state = 'sent') DESC, (t.agency_id = %(agency)s) DESC,
          (r.sent_by_id = %(user)s) DESC, r.id DESC LIMIT 1""",
    "consent_id": """
        SELECT c.id FROM consent_consent c LEFT JOIN consent_withdrawal w ON w.consent_id = c.id
        ORDER BY (c.recorded_by_id = %(user)s) DESC, (w.id IS NULL AND c.ends_at > now()) DESC, c.id DESC LIMIT 1""",
    "agency_id": "SELECT id FROM directory_agency ORDER BY code LIMIT 1",
    "service_id": "SELECT id FROM directory_service WHERE ends_on IS NULL ORDER BY id DESC LIMIT 1",
    "activity_id": "SELECT id FROM activities_activity ORDER BY (logged_by_id = %(user)s) DESC, id DESC LIMIT 1",
    "case_id": f"SELECT c.id FROM casework_case c {SEATED} ORDER BY (s.id IS NOT NULL) DESC, c.id DESC LIMIT 1",
    "goal_id": f"SELECT c.id FROM casework_goal c {SEATED} WHERE c.ended_at IS NULL AND c.category = 'plan'"
    " ORDER BY (s.id IS NOT NULL) DESC, c.id DESC LIMIT 1",
    "step_id": f"SELECT c.id FROM casework_step c {SEATED} WHERE c.done_at IS NULL AND c.category = 'plan'"
    " ORDER BY (s.id IS NOT NULL) DESC, c.id DESC LIMIT 1",
    "seat_id": "SELECT id FROM casework_seat WHERE ends_at IS NULL ORDER BY (user_id = %(user)s) DESC, id DESC LIMIT 1",
    "transition_id": f"SELECT c.id FROM casework_transition c {SEATED}"
    " ORDER BY (s.id IS NOT NULL) DESC, (c.first_kept_at IS NULL) DESC, c.id DESC LIMIT 1",
    "follow_up_id": f"SELECT c.id FROM casework_followup c {SEATED}"
    " ORDER BY (s.id IS NOT NULL) DESC, c.id DESC LIMIT 1",
    "other_id": "SELECT id FROM triage_intake WHERE closed_at IS NULL ORDER BY id LIMIT 1",
    "posting_id": "SELECT id FROM accounts_posting ORDER BY id LIMIT 1",
    # A lookup is nobody's until somebody makes one: this one opens no card.
    "lookup_id": """
        INSERT INTO people_safetylookup (id, incident, asked_at, asked_by_id, cards, exact)
        VALUES (gen_random_uuid(), '26-104233', now(), %(user)s, 0, 0) RETURNING id""",
    "user_id": "SELECT id FROM accounts_user WHERE username <> 'administrator' ORDER BY username LIMIT 1",
}

# Blanks that no table fills.
LITERALS: Final[Mapping[str, str]] = {
    "uidb64": "bm9ib2R5",
    "token": "used-up",
    "role": "navigator",
    "act": "deactivate",
}
# Routes that have no page in a fresh training city, and why.
WITHOUT_A_PAGE: Final[Mapping[str, str]] = {
    "mfa_edit_webauthn": "nobody has a passkey yet",
    "mfa_remove_webauthn": "nobody has a passkey yet",
    "mfa_reauthenticate": "nobody has a second step yet",
    "mfa_reauthenticate_webauthn": "nobody has a passkey yet",
    "mfa_deactivate_totp": "nobody has a second step yet",
    "mfa_view_recovery_codes": "nobody has a second step yet",
    "mfa_download_recovery_codes": "nobody has a second step yet",
    "account_reauthenticate": "nobody in the training city has a password to confirm by",
    "openid_connect_login": "no single sign-on is configured",
    "openid_connect_callback": "no single sign-on is configured",
}


def address(place: Place, role: Role | None, live: Live, fillings: Mapping[str, str] = FILLINGS) -> str:
    """Return the address of a route, filled for the demo's user of a role."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        who = owner.execute(
            "SELECT user_id, agency FROM accounts_posting WHERE role = %s AND ends_at IS NULL"
            " ORDER BY starts_at, id LIMIT 1",
            [role or ""],
        ).fetchone()
        asked = {"user": who[0] if who else None, "agency": who[1] if who else None}
        values: dict[str, object] = {}
        for blank in place.blanks:
            if blank in LITERALS:
                values[blank] = LITERALS[blank]
                continue
            found = owner.execute(fillings[blank].encode(), asked).fetchone()
            assert found is not None, f"The training city has nothing for {blank}"
            values[blank] = found[0]
    return reverse(place.name, kwargs=values)
