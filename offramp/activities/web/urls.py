"""Addresses of activities."""

from django.urls import path

from offramp.activities.web import views

app_name = "activities"
urlpatterns = [
    path("visits/", views.listed, name="list"),
    path("visits/<uuid:activity_id>/", views.show, name="activity"),
    path("visits/<uuid:activity_id>/note/", views.note, name="note"),
]
