"""Addresses of the desk."""

from django.urls import path

from offramp.desk.web import demo, home, leaving, logs, offering, record, sight, themes, workload
from offramp.desk.web.accounts import acts, views

app_name = "desk"
urlpatterns = [
    path("", home.show, name="home"),
    path("people/<uuid:person_id>/", record.show, name="record"),
    path("people/<uuid:person_id>/who-sees-me/", sight.for_the_person, name="who-sees-me"),
    path("leaving/<uuid:leaver_id>/", leaving.show, name="leaving"),
    path("navigators/", workload.show, name="workload"),
    path("young-persons/help/", offering.offer, name="offer-help"),
    path("measures/<uuid:measure_id>/help/", offering.offer, name="offer-help-from"),
    path("sign-in/as/<slug:role>/", demo.sign_in_as, name="sign-in-as"),
    path("pace-themes/", themes.listed, name="themes"),
    path("logs/looks/", logs.looks, name="looks"),
    path("logs/looks/sample/", logs.sample, name="sample"),
    path("logs/who-sees/<uuid:person_id>/", sight.for_the_privacy_officer, name="who-sees"),
    path("logs/changes/", logs.changes, name="changes"),
    path("accounts/", views.show_all, name="accounts"),
    path("accounts/new/", views.new, name="account-new"),
    path("accounts/<uuid:user_id>/", views.show, name="account"),
    path("accounts/<uuid:user_id>/details/", views.details, name="account-details"),
    path("accounts/<uuid:user_id>/teams/", views.teams, name="account-teams"),
    path("accounts/<uuid:user_id>/office/", views.office, name="account-office"),
    path("accounts/<uuid:user_id>/link/", acts.link, name="account-link"),
    path("accounts/<uuid:user_id>/sure/<slug:act>/", acts.sure, name="account-sure"),
    path("accounts/offices/<uuid:posting_id>/days/", views.days, name="account-office-days"),
    path("accounts/offices/<uuid:posting_id>/end/", acts.end_office, name="account-office-end"),
]
