"""Addresses of access."""

from django.urls import path

from offramp.access.web import views

app_name = "access"
urlpatterns = [
    path("office/", views.posting, name="posting"),
    path("who-sees-what/", views.who_sees_what, name="who-sees-what"),
]
