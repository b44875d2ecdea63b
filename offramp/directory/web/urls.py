"""Addresses of the directory."""

from django.urls import path

from offramp.directory.web import views

app_name = "directory"
urlpatterns = [
    path("help/", views.find, name="find"),
    path("help/agencies/<uuid:agency_id>/", views.show_agency, name="agency"),
]
