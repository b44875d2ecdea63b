"""Sign-in and one's own security: allauth's views, with our answers. Which are routed is in `urls`."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from offramp.accounts.actions import note_password_set
from offramp.accounts.web import forms
from offramp.accounts.web.adapters import as_actor
from offramp.kernel.clock import now


class Told:
    """A form with something to put right answers 422, as everywhere."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = cast(Any, super()).form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


class SignIn(Told, account.LoginView):
    """Sign in. `examples` says whom the training city offers: nobody, where there is none."""

    form_class = forms.SignIn
    examples: Callable[[], Sequence[Any]] = staticmethod(lambda: ())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "examples": self.examples(),
            "single_sign_on": settings.SINGLE_SIGN_ON,
        }


class SignInByPasskey(passkeys.LoginWebAuthnView):
    """Sign in by a passkey alone."""

    form_class = forms.SignInByPasskey


class SignOut(account.LogoutView):
    """Sign out, after a question where somebody came by an address."""


class ConfirmByPassword(Told, account.ReauthenticateView):
    """Ask for the password again before something that matters."""

    form_class = forms.ConfirmByPassword


class ChangePassword(Told, account.PasswordChangeView):
    """Change one's password."""

    form_class = forms.ChangePassword

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_usable_password():
            said = _("You sign in without a password. If you want one, ask your administrator for a link.")
            messages.info(request, said)
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class SetPassword(Told, PasswordResetConfirmView):
    """Set a password by the link an administrator made. The link works once, for some days."""

    form_class = forms.SetPassword
    template_name = "accounts/set_password.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        note_password_set(by=as_actor(form.user.pk), at=now())
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)


class SecondStep(Told, mfa.AuthenticateView):
    """Ask for the second factor."""

    form_class = forms.SecondStep
    webauthn_form_class = forms.SecondStepByPasskey


class ConfirmByCode(Told, mfa.ReauthenticateView):
    """Ask for a code again before something that matters."""

    form_class = forms.ConfirmByCode


class ConfirmByPasskey(passkeys.ReauthenticateWebAuthnView):
    """Ask for the passkey again before something that matters."""

    form_class = forms.ConfirmByPasskey


class AddApp(Told, totp.ActivateTOTPView):
    """Add an authenticator app."""

    form_class = forms.AddApp


class RemoveApp(Told, totp.DeactivateTOTPView):
    """Remove the authenticator app."""

    form_class = forms.RemoveApp


class NewRecoveryCodes(Told, recovery_codes.GenerateRecoveryCodesView):
    """Make new recovery codes."""

    form_class = forms.NewRecoveryCodes


class AddPasskey(Told, passkeys.AddWebAuthnView):
    """Add a passkey."""

    form_class = forms.AddPasskey


class RenamePasskey(Told, passkeys.EditWebAuthnView):
    """Give a passkey another name."""

    form_class = forms.RenamePasskey


class RemovePasskey(passkeys.RemoveWebAuthnView):
    """Remove a passkey."""
