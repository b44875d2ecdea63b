"""axe on the pages that are there only for whoever has a password, an authenticator app and a passkey: every role."""

import re
from collections.abc import Callable

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Page, expect

from offramp.access.enums import Role
from offramp.kernel.roles import Role as DatabaseRole
from tests.accounts.test_second_step import PASSWORD, code_of
from tests.journeys.conftest import OpenAs
from tests.journeys.serving import Live
from tests.journeys.test_every_page import faults_on

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = {
    "mfa_index": "/security/",
    "mfa_list_webauthn": "/security/passkeys/",
    "mfa_view_recovery_codes": "/security/codes/",
    "mfa_deactivate_totp": "/security/app/remove/",
    "account_reauthenticate": "/security/confirm/",
    "mfa_reauthenticate": "/security/confirm/code/",
    "mfa_reauthenticate_webauthn": "/security/confirm/passkey/",
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", list(Role))
def test_axe_finds_nothing_where_somebody_has_a_second_step(
    role: Role, open_as: OpenAs, live: Live, record_property: Callable[[str, object], None]
) -> None:
    page = open_as(None)
    site = live.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    login = with_a_password(live, role)
    sign_in(page, site, login)
    secret = add_an_app(page, site)
    add_a_passkey(page, site)
    page.goto(f"{site}/security/passkeys/")
    hrefs = [link.get_attribute("href") or "" for link in page.locator('main a[href*="/security/passkeys/"]').all()]
    own = dict.fromkeys(re.sub(r"^.*(/security/passkeys/)", r"\1", href) for href in hrefs)
    rename, remove = (next(url for url in own if url.endswith(end)) for end in ("/rename/", "/remove/"))

    wrong: list[str] = []
    for name, url in {**PAGES, "mfa_edit_webauthn": rename, "mfa_remove_webauthn": remove}.items():
        answer = page.goto(f"{site}{url}")
        assert answer is not None
        assert (answer.status, page.url) == (200, f"{site}{url}"), name
        wrong += [f"{name}: {fault}" for fault in faults_on(page, f"{role}-second-{name}")]
    page.context.clear_cookies()
    sign_in(page, site, login)
    expect(page).to_have_url(f"{site}/sign-in/second-step/")
    wrong += [f"mfa_authenticate: {fault}" for fault in faults_on(page, f"{role}-second-mfa_authenticate")]

    record_property("pages", [str(role), [*PAGES, "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_authenticate"], []])
    assert (wrong, secret != "") == ([], True)


def with_a_password(live: Live, role: Role) -> str:
    """Give the demo's user of a role a password, as an administrator's link would; return what they sign in with."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute(
            "UPDATE accounts_user SET password = %s WHERE id = (SELECT user_id FROM accounts_posting"
            " WHERE role = %s AND ends_at IS NULL ORDER BY starts_at, id LIMIT 1) RETURNING username",
            [PBKDF2PasswordHasher().encode(PASSWORD, "invented"), role],
        ).fetchone()
    assert found is not None
    return str(found[0])


def sign_in(page: Page, site: str, login: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form", has=page.locator("[name=password]")).get_by_role("button").first.click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def confirmed(page: Page, url: str) -> None:
    """Open a page, and say by password that it is you where it asks first."""
    page.goto(url)
    if "/security/confirm/" in page.url:
        page.locator("main [name=password]").fill(PASSWORD)
        page.locator("main form").get_by_role("button").first.click()
        page.wait_for_url(url)


def add_an_app(page: Page, site: str) -> str:
    """Add an authenticator app, and return its secret."""
    confirmed(page, f"{site}/security/app/add/")
    secret = page.locator("#secret").inner_text().strip()
    page.locator("main [name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/security/codes/")
    return secret


def add_a_passkey(page: Page, site: str) -> None:
    """Add a passkey that this machine keeps."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    confirmed(page, f"{site}/security/passkeys/add/")
    page.locator("main input[name=name]").fill("This phone")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
