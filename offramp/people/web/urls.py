"""Addresses of the people room. A person's whole record is a page of the desk."""

from django.urls import path

from offramp.people.web import identity, life, lookup, notices, opening, restricting, safety, searching

app_name = "people"
urlpatterns = [
    path("people/", searching.search, name="search"),
    path("people/new/", opening.open_file, name="new"),
    path("people/<uuid:person_id>/particulars/", identity.change_birth, name="particulars"),
    path("people/<uuid:person_id>/names/", identity.list_names, name="names"),
    path("people/<uuid:person_id>/contacts/", identity.list_contacts, name="contacts"),
    path("people/<uuid:person_id>/status/", life.change_status, name="status"),
    path("people/<uuid:person_id>/whereabouts/", life.show_whereabouts, name="whereabouts"),
    path("people/<uuid:person_id>/own-words/", life.write_own_words, name="own-words"),
    path("people/<uuid:person_id>/safety/", safety.write_card, name="safety"),
    path("people/<uuid:person_id>/safety/review/", safety.review_card, name="review-safety"),
    path("people/<uuid:person_id>/restriction/", restricting.restriction, name="restriction"),
    path("people/<uuid:person_id>/restriction/lift/", restricting.lift, name="lift"),
    path("people/<uuid:person_id>/restriction/<uuid:user_id>/take-off/", restricting.take_off, name="take-off"),
    path("restricted/", restricting.look_after, name="restricted"),
    path("restricted/<uuid:restriction_id>/successor/", restricting.succeed, name="succeed"),
    path("restricted/<uuid:twin_id>/", restricting.settle, name="settle-twin"),
    path("people/<uuid:person_id>/notice/", notices.give, name="give-notice"),
    path("notice/", notices.show, name="notice"),
    path("notice/<slug:language>/", notices.change, name="change-notice"),
    path("safety/", lookup.look_up, name="look-up"),
    path("safety/found/<uuid:lookup_id>/", lookup.show_found, name="looked-up"),
    path("safety/to-review/", safety.list_to_review, name="cards-to-review"),
]
