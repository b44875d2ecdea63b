"""Every address, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from offramp.accounts.web.views import SignIn
from offramp.desk.web.demo import examples

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("offramp.ui.web.urls")),
    path("sign-in/", SignIn.as_view(examples=examples), name="account_login"),
    path("", include("offramp.accounts.web.urls")),
    path("", include("offramp.access.web.urls")),
    path("", include("offramp.casework.web.urls")),
    path("", include("offramp.desk.web.urls")),
    path("", include("offramp.people.web.urls")),
    path("", include("offramp.directory.web.urls")),
    path("", include("offramp.reporting.web.urls")),
    path("", include("offramp.consent.web.urls")),
    path("", include("offramp.referrals.web.urls")),
    path("", include("offramp.activities.web.urls")),
    path("", include("offramp.triage.web.urls")),
    path("", include("offramp.engagement.web.urls")),
    path("", include("offramp.diversion.web.urls")),
    path("", include("offramp.prevention.web.urls")),
]

handler400 = "offramp.ui.web.errors.bad_request"
handler403 = "offramp.ui.web.errors.forbidden"
handler404 = "offramp.ui.web.errors.not_found"
handler500 = "offramp.ui.web.errors.server_error"
