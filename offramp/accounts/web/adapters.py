"""How django-allauth behaves here: nobody signs up, each sign-in is audited, secrets are sealed."""

import base64
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offramp.accounts.actions import note_failed_sign_in, note_sign_in, note_sign_out
from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind

UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
"""Messages of allauth that say what the page shows anyway."""


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by username and password, a passkey, or the service's own single sign-on."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("That username and password don't go together. Check both and try again."),
        "too_many_login_attempts": _(
            "Too many tries. Wait five minutes, or ask your administrator for a link to set a new password."
        ),
        "incorrect_code": _("That is not the right code. Take the one your app shows now."),
        "incorrect_password": _("That is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an administrator makes accounts."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_sign_in(by=as_actor(user.pk), at=now())

    def logout(self, request: HttpRequest) -> None:
        note_sign_out(by=as_actor(request.user.pk), at=now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note whose account was tried. What was typed is written nowhere: it may be a password."""
        note_failed_sign_in(username=str(credentials.get("username", "")), at=now())


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """The service's own identity provider signs in people who have an account here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse: an administrator makes accounts."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text.encode()).decode()


def as_actor(user: UUID | None) -> Actor:
    """Return a user as the one who signs in or out, in no office yet."""
    return Actor(kind=ActorKind.USER, id=user)


def _lock() -> Fernet:
    master = base64.urlsafe_b64decode(settings.DRAFT_KEY)
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor").derive(master)
    return Fernet(base64.urlsafe_b64encode(key))
