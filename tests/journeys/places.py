"""Every address of the product, filled with something from the training city that a role may open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import psycopg
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from offramp.access.enums import Role
from offramp.access.queries import secret_of
from offramp.config.matrix import ROUTES
from offramp.kernel.roles import Role as DatabaseRole
from tests import databases
from tests.journeys.fillings import BY_NAME, FILLINGS, LITERALS
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


# Who can sit on a care team. The training city seats few of them: the journeys seat whoever asks.
SEATED: Final = frozenset({Role.HELP_OFFICER, Role.NAVIGATOR, Role.NAVIGATOR_LEAD, Role.HELP_SUPERVISOR})
SEAT: Final = """
    WITH seat AS (
      INSERT INTO casework_seat (id, person_id, unit_id, user_id, is_lead, starts_at, reason, seated_by_id, end_reason)
      SELECT gen_random_uuid(), p.id, p.unit_id, %(user)s, false, now(), '', %(user)s, '' FROM people_person p
      WHERE p.id = %(person)s AND NOT EXISTS (SELECT 1 FROM casework_seat s
        WHERE s.person_id = p.id AND s.user_id = %(user)s AND s.ends_at IS NULL)
      RETURNING id)
    INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, starts_at)
    SELECT gen_random_uuid(), %(user)s, 'support', %(person)s, (SELECT array_agg(DISTINCT category)
      FROM access_ceiling WHERE basis = 'care_team'), 'care_team', id, now() FROM seat"""

# Routes that have no page in a fresh training city, and why.
WITHOUT_A_PAGE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        [
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "account_reauthenticate",
        ],
        "nobody has a second step yet: see test_every_page_of_a_second_step",
    ),
    "mfa_download_recovery_codes": "it is a file of codes",
    "engagement:calendar": "it is a file for a calendar",
    "engagement:feed": "it is a file for a calendar",
    "engagement:attachment": "it is a file that no browser shows",
    "engagement:report-paper": "it is a file on paper",
    "engagement:report-workbook": "it is a workbook",
    "prevention:initiatives-file": "it is a file for a calendar",
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
        asked = {"user": who[0] if who else None, "agency": who[1] if who and role == Role.AGENCY_WORKER else None}
        values: dict[str, object] = {}
        for blank in place.blanks:
            if blank in LITERALS:
                values[blank] = LITERALS[blank]
                continue
            query = BY_NAME.get(place.name, {}).get(blank) or fillings[blank]
            found = owner.execute(query.encode(), asked).fetchone()
            assert found is not None, f"The training city has nothing for {blank}"
            values[blank] = _secret_of(found[0]) if blank.endswith("secret") else found[0]
            if role in SEATED and len(found) == 2:
                owner.execute(SEAT.encode(), {**asked, "person": found[1]})
    return reverse(place.name, kwargs=values)


def _secret_of(link: UUID) -> str:
    """Return the secret of a link as the live server makes it, which has a key of its own."""
    with override_settings(SECRET_KEY=databases.SECRETS["SECRET_KEY"]):
        return secret_of(link)
