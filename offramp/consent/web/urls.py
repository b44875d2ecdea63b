"""Addresses of consents."""

from django.urls import path

from offramp.consent.web import agreements, demands, disclosures, views

app_name = "consent"
urlpatterns = [
    path("people/<uuid:person_id>/consents/", views.of_person, name="of-person"),
    path("people/<uuid:person_id>/consents/new/", views.choose, name="choose"),
    path("people/<uuid:person_id>/consents/new/officers/", views.record, name="record-officers"),
    path("people/<uuid:person_id>/consents/new/<uuid:agency_id>/", views.record, name="record"),
    path(
        "people/<uuid:person_id>/consents/new/somebody/<uuid:somebody_id>/",
        views.record_somebody,
        name="record-somebody",
    ),
    path("people/<uuid:person_id>/consents/not-now/", views.not_now, name="not-now"),
    path("consents/<uuid:consent_id>/withdraw/", views.withdraw, name="withdraw"),
    path("consents/taken-back/", views.told, name="told"),
    path("consents/taken-back/<uuid:notice_id>/", views.acknowledge, name="acknowledge"),
    path("consents/taken-back/<uuid:notice_id>/told/", views.told_them, name="told-them"),
    path("people/<uuid:person_id>/disclosures/", disclosures.of_person, name="disclosures"),
    path("people/<uuid:person_id>/disclosures/new/", disclosures.disclose, name="disclose"),
    path("disclosures/", disclosures.register, name="ledger"),
    path("agreements/", agreements.register, name="agreements"),
    path("agreements/new/", agreements.new, name="agreement-new"),
    path("agreements/<uuid:agreement_id>/end/", agreements.end, name="agreement-end"),
    path("demands/", demands.register, name="demands"),
    path("demands/new/", demands.new, name="demand-new"),
    path("demands/<uuid:demand_id>/", demands.show, name="demand"),
    path("demands/<uuid:demand_id>/decide/", demands.decide, name="demand-decide"),
    path("demands/<uuid:demand_id>/give/", demands.give, name="demand-give"),
    path("demands/<uuid:demand_id>/close/", demands.close, name="demand-close"),
]
