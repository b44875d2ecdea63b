"""Addresses of PACE: the public page, the pages behind a secret link, the coordinator's."""

from django.urls import path

from offramp.engagement.web import deciding, inviting, link

app_name = "engagement"
urlpatterns = [
    path("invite/", inviting.invite, name="invite"),
    path("invitation/<slug:secret>/", link.show, name="by-link"),
    path("invitation/<slug:secret>/change/", link.change, name="change"),
    path("invitation/<slug:secret>/call-off/", link.call_it_off, name="call-off"),
    path("invitation/<slug:secret>/event.ics", link.calendar, name="calendar"),
    path("invitations/", deciding.inbox, name="inbox"),
    path("invitations/new/", inviting.write_down, name="write-down"),
    path("invitations/<uuid:invitation_id>/", deciding.show, name="invitation"),
    path("invitations/<uuid:invitation_id>/decide/<slug:verdict>/", deciding.decide_it, name="decide"),
    path("invitations/<uuid:invitation_id>/write/", deciding.write, name="write"),
]
