"""axe on the pages that are there only for whoever has a password, an authenticator app and a passkey: every role."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Page, expect

from offramp.access.enums import Role
from offramp.kernel.roles import Role as DatabaseRole
from tests.accounts.test_second_step import PASSWORD, code_of
from tests.journeys.conftest import OpenAs
from tests.journeys.looking import faults_on, with_axe
from tests.journeys.serving import Live

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = {
    "mfa_view_recovery_codes": "/security/codes/",
    "mfa_deactivate_totp": "/security/app/remove/",
    "account_reauthenticate": "/security/confirm/",
    "mfa_reauthenticate": "/security/confirm/code/",
    "mfa_reauthenticate_webauthn": "/security/confirm/passkey/",
}
OF_A_KEY = {"mfa_edit_webauthn": "/rename/", "mfa_remove_webauthn": "/remove/"}
WHO = "SELECT user_id FROM accounts_posting WHERE role = %s AND ends_at IS NULL ORDER BY starts_at, id LIMIT 1"
Owner = psycopg.Connection[tuple[object, ...]]


@pytest.mark.timeout(600)
def test_axe_finds_nothing_where_somebody_has_a_second_step(
    open_as: OpenAs, live: Live, measured: set[str], record_property: Callable[[str, object], None]
) -> None:
    wrong: list[str] = []
    first, *others = Role
    site = live.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    with (
        psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database), autocommit=True) as owner,
        with_a_password(owner, first) as login,
    ):
        page = with_axe(open_as(None, listens=False))
        sign_in(page, site, login)
        secret = add_an_app(page, site)
        add_a_passkey(page, site)
        wrong += faults_as(first, page, site, measured)
        page.context.clear_cookies()
        sign_in(page, site, login)
        wrong += [f"mfa_authenticate as {first}: {fault}" for fault in faults_on(page, measured)]
        for role in others:
            with with_a_password(owner, role, like=first) as their_login:
                page = with_axe(open_as(None, listens=False))
                sign_in(page, site, their_login)
                looked = faults_on(page, measured, every=False)
                wrong += [f"mfa_authenticate as {role}: {fault}" for fault in looked]
                pass_the_second_step(page, site, secret)
                wrong += faults_as(role, page, site, measured)
                page.context.close()

    for role in (first, *others):
        record_property("pages", [str(role), ["mfa_authenticate", *PAGES, *OF_A_KEY], []])
    assert wrong == []


def faults_as(role: Role, page: Page, site: str, measured: set[str]) -> list[str]:
    """Return what axe finds on each of these pages for who is signed in, with their own password and key."""
    confirmed(page, f"{site}/security/passkeys/")
    hrefs = [link.get_attribute("href") or "" for link in page.locator('main a[href*="/security/passkeys/"]').all()]
    own = dict.fromkeys(re.sub(r"^.*(/security/passkeys/)", r"\1", href) for href in hrefs)
    of_a_key = {name: next(url for url in own if url.endswith(end)) for name, end in OF_A_KEY.items()}
    wrong = []
    for name, url in {**PAGES, **of_a_key}.items():
        confirmed(page, f"{site}{url}")
        assert page.url == f"{site}{url}", f"{name} as {role}"
        shot = f"second-step-{name}" if role == Role.NAVIGATOR else ""  # for others it differs by its frame alone
        wrong += [f"{name} as {role}: {fault}" for fault in faults_on(page, measured, shot, every=bool(shot))]
    return wrong


@contextmanager
def with_a_password(owner: Owner, role: Role, *, like: Role | None = None) -> Iterator[str]:
    """Give the demo's user of a role a password for a while, as an administrator's link would, and say their name.

    like: whose second steps they get too, so that each need not be set up by hand.
    """
    (user,) = owner.execute(WHO, [role]).fetchall()[0]
    login, before = owner.execute("SELECT username, password FROM accounts_user WHERE id = %s", [user]).fetchall()[0]
    owner.execute("UPDATE accounts_user SET password = %s WHERE id = %s", [kept_as(), user])
    if like:
        owner.execute(
            "INSERT INTO mfa_authenticator (user_id, type, data, created_at) SELECT %s, type, data, created_at"
            f" FROM mfa_authenticator WHERE user_id = ({WHO})",
            [user, like],
        )
    yield str(login)
    owner.execute("DELETE FROM mfa_authenticator WHERE user_id = %s", [user])
    owner.execute("UPDATE accounts_user SET password = %s WHERE id = %s", [before, user])


@cache
def kept_as() -> str:
    """Return the password as the product keeps it, which takes it most of a second."""
    return PBKDF2PasswordHasher().encode(PASSWORD, "invented")


def pass_the_second_step(page: Page, site: str, secret: str) -> None:
    """Type the code of the app."""
    expect(page).to_have_url(f"{site}/sign-in/second-step/")
    page.locator("main [name=code]").fill(code_of(secret))
    page.locator("main form", has=page.locator("[name=code]")).get_by_role("button").first.click()
    page.wait_for_url(f"{site}/")


def sign_in(page: Page, site: str, login: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form", has=page.locator("[name=password]")).get_by_role("button").first.click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def confirmed(page: Page, url: str) -> None:
    """Open a page, and say by password that it is you where it asks first."""
    page.goto(url)
    if "/security/confirm/" in page.url and "/security/confirm/" not in url:
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
