"""The forms of sign-in: allauth's checks, drawn as every form of ours."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offramp.ui.web import forms

WRITE_THIS = {"required": _("Write this before you go on.")}
CODE_HINT = _("Six digits from your app, or one of your recovery codes.")


class Drawn(forms.Form):
    """Takes the labels and hints of `words` instead of placeholders: a hint stays when one begins to type."""

    words: dict[str, tuple[Any, Any]] = {}
    """Label and hint of a field, by its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reword()

    def reword(self) -> None:
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            field.error_messages.update(WRITE_THIS)
        for name, (label, hint) in self.words.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, hint


class Readable(forms.Form):
    """Refuses, as any wrong passkey, what no device would answer: allauth and fido2 take the shape for granted."""

    def clean_credential(self) -> Any:
        parent = getattr(super(), "clean_credential", None)
        return _read(parent) if parent else self.cleaned_data["credential"]

    def clean(self) -> Any:
        return _read(super().clean)


def _read(check: Callable[[], Any]) -> Any:
    try:
        return check()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class SignIn(LoginForm, Drawn):
    words = {"login": (_("Username"), ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.request = request  # allauth takes it, and does not hand it on
        self.reword()  # allauth adds the username last


class ConfirmByPassword(ReauthenticateForm, Drawn):
    words = {"password": (_("Your password"), "")}


class ChangePassword(ChangePasswordForm, Drawn):
    words = {
        "oldpassword": (_("Your password now"), ""),
        "password1": (_("New password"), _("At least 12 characters. Four ordinary words in a row are good.")),
        "password2": (_("New password, again"), ""),
    }


class SetPassword(SetPasswordForm, Drawn):
    words = {
        "new_password1": (_("Password"), _("At least 12 characters. Four ordinary words in a row are good.")),
        "new_password2": (_("Password, again"), ""),
    }


class SecondStep(AuthenticateForm, Drawn):
    words = {"code": (_("Code"), CODE_HINT)}


class ConfirmByCode(ReauthenticateByCodeForm, Drawn):
    words = {"code": (_("Code"), CODE_HINT)}


class SignInByPasskey(Readable, LoginWebAuthnForm):
    pass


class SecondStepByPasskey(Readable, AuthenticateWebAuthnForm):
    pass


class ConfirmByPasskey(Readable, ReauthenticateWebAuthnForm, Drawn):
    pass


class AddApp(ActivateTOTPForm, Drawn):
    words = {"code": (_("Code"), _("Six digits that the app shows now."))}


class RemoveApp(DeactivateTOTPForm, Drawn):
    pass


class NewRecoveryCodes(GenerateRecoveryCodesForm, Drawn):
    pass


class AddPasskey(Readable, AddWebAuthnForm, Drawn):
    words = {
        "name": (_("Name of the passkey"), _("So that you know it again: my phone, the blue key.")),
        "passwordless": (_("It signs me in alone, without the password"), _("It will ask for your finger or a PIN.")),
    }


class RenamePasskey(EditWebAuthnForm, Drawn):
    words = {"name": (_("Name of the passkey"), "")}
