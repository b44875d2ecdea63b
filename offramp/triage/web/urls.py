"""Addresses of triage."""

from django.urls import path

from offramp.triage.web import asking, intake, queue, visits

app_name = "triage"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/mine/", asking.mine, name="mine"),
    path("ask/<uuid:intake_id>/", asking.asked, name="asked"),
    path("ask/<uuid:intake_id>/again/", asking.again, name="again"),
    path("refer/", asking.refer, name="refer"),
    path("queue/", queue.show, name="queue"),
    path("queue/unanswered/", queue.unanswered, name="unanswered"),
    path("queue/log-a-call/", asking.log, name="log"),
    path("queue/<uuid:intake_id>/", intake.show, name="intake"),
    path("queue/<uuid:intake_id>/going/", intake.take, {"is_going": True}, name="going"),
    path("queue/<uuid:intake_id>/answering/", intake.take, {"is_going": False}, name="answering"),
    path("queue/<uuid:intake_id>/give-back/", intake.give_back, name="give-back"),
    path("queue/<uuid:intake_id>/rate/", intake.rate_it, name="rate"),
    path("queue/<uuid:intake_id>/level/", intake.decide, name="decide"),
    path("queue/<uuid:intake_id>/advice/", intake.advise, name="advise"),
    path("queue/<uuid:intake_id>/close/", intake.close, name="close"),
    path("queue/<uuid:intake_id>/same-as/<uuid:other_id>/", intake.same_as, name="same-as"),
    path("queue/<uuid:intake_id>/person/", intake.find_person, name="find-person"),
    path("queue/<uuid:intake_id>/person/<uuid:person_id>/", intake.link, name="link"),
    path("queue/<uuid:intake_id>/respond/", visits.answer, name="respond"),
    path("visits/log/", visits.log, name="log-visit"),
]
