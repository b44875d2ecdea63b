"""Addresses of sign-in. allauth has more; what isn't here doesn't exist: no sign-up, no mailed codes, no reset form.

The names are allauth's own, as it leads to them itself. The sign-in page is mounted in `config.urls`.
"""

from allauth.account.views import account_inactive
from allauth.mfa.base.views import index
from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from allauth.mfa.webauthn.views import list_webauthn
from allauth.socialaccount.providers.openid_connect.views import callback, login
from allauth.socialaccount.views import login_cancelled, login_error, signup
from django.contrib.auth.decorators import login_required
from django.urls import path

from offramp.accounts.web import views

urlpatterns = [
    path("sign-in/second-step/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", views.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/inactive/", account_inactive, name="account_inactive"),
    path("sign-in/link/<uidb64>/<token>/", views.SetPassword.as_view(), name="account_password_link"),
    path("sign-in/single/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/single/error/", login_error, name="socialaccount_login_error"),
    path("sign-in/single/new/", signup, name="socialaccount_signup"),
    path("sign-in/single/<slug:provider_id>/", login, name="openid_connect_login"),
    path("sign-in/single/<slug:provider_id>/callback/", callback, name="openid_connect_callback"),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("security/", index, name="mfa_index"),
    path("security/password/", login_required(views.ChangePassword.as_view()), name="account_change_password"),
    path("security/confirm/", login_required(views.ConfirmByPassword.as_view()), name="account_reauthenticate"),
    path("security/confirm/code/", views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("security/confirm/passkey/", views.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("security/app/add/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("security/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("security/codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/codes/new/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("security/codes/download/", download_recovery_codes, name="mfa_download_recovery_codes"),
    path("security/passkeys/", list_webauthn, name="mfa_list_webauthn"),
    path("security/passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/rename/", views.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
