"""Addresses of PACE: the public page, the pages behind a secret link, the coordinator's."""

from django.urls import path

from offramp.engagement.web import concerns, deciding, inviting, link, my_places, places, release, said, visits

app_name = "engagement"
urlpatterns = [
    path("invite/", inviting.invite, name="invite"),
    path("invitation/<slug:secret>/", link.show, name="by-link"),
    path("invitation/<slug:secret>/change/", link.change, name="change"),
    path("invitation/<slug:secret>/call-off/", link.call_it_off, name="call-off"),
    path("invitation/<slug:secret>/event.ics", link.calendar, name="calendar"),
    path("invitation/<slug:secret>/concern/", said.add, name="add-concern"),
    path("invitation/<slug:secret>/concerns/<uuid:said_id>/", said.judge, name="judge"),
    path("invitations/", deciding.inbox, name="inbox"),
    path("invitations/new/", inviting.write_down, name="write-down"),
    path("invitations/<uuid:invitation_id>/", deciding.show, name="invitation"),
    path("invitations/<uuid:invitation_id>/decide/<slug:verdict>/", deciding.decide_it, name="decide"),
    path("invitations/<uuid:invitation_id>/write/", deciding.write, name="write"),
    path("events/<uuid:visit_id>/told/", visits.show, name="visit"),
    path("events/<uuid:visit_id>/brief/", visits.brief, name="brief"),
    path("events/<uuid:visit_id>/debrief/", visits.debrief, name="debrief"),
    path("promises/<uuid:promise_id>/kept/", visits.kept, name="kept"),
    path("introductions/<uuid:introduction_id>/met/<slug:answer>/", visits.met, name="met"),
    path("concerns/", concerns.listed, name="concerns"),
    path("concerns/<uuid:concern_id>/", concerns.show, name="concern"),
    path("concerns/<uuid:concern_id>/take-on/", concerns.take_on, name="take-on"),
    path("concerns/<uuid:concern_id>/link/", concerns.link, name="link-concern"),
    path("concerns/<uuid:concern_id>/answer/", concerns.answer, name="answer"),
    path("themes/<uuid:theme_id>/", concerns.theme, name="theme"),
    path("invitations/<uuid:invitation_id>/roster/", places.roster, name="roster"),
    path("invitations/<uuid:invitation_id>/roster/need/", places.need, name="need"),
    path("invitations/<uuid:invitation_id>/roster/<slug:fill>/<uuid:member_id>/", places.fill_place, name="fill"),
    path("places/<uuid:place_id>/", places.place, name="place"),
    path("places/<uuid:place_id>/<slug:deed>/", places.do, name="place-deed"),
    path("events/", my_places.events, name="events"),
    path("events/<uuid:invitation_id>/sign-up/", my_places.sign_up, name="sign-up"),
    path("my-events/", my_places.mine, name="my-events"),
    path("my-events/<uuid:place_id>/swap/", my_places.offer, name="swap"),
    path("my-events/<uuid:place_id>/answer/<slug:yes_or_no>/", my_places.answer, name="answer-place"),
    path("my-events/offers/<uuid:swap_id>/<slug:taken>/", my_places.answer_swap, name="answer-swap"),
    path("release/<slug:release_secret>/", release.release, name="release"),
]
