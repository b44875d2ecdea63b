"""Addresses of the ui's own acts."""

from django.urls import path
from django.views.i18n import set_language

from offramp.ui.web import components, views

app_name = "ui"
urlpatterns = [
    path("ui/drafts/", views.draft, name="draft"),
    path("ui/drafts/start-empty/", views.start_empty, name="start-empty"),
    path("ui/theme/", views.theme, name="theme"),
    path("ui/language/", set_language, name="language"),
    path("developers/components/", components.show, name="components"),
]
