"""Every address, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("offramp.ui.web.urls")),
]

handler400 = "offramp.ui.web.errors.bad_request"
handler403 = "offramp.ui.web.errors.forbidden"
handler404 = "offramp.ui.web.errors.not_found"
handler500 = "offramp.ui.web.errors.server_error"
