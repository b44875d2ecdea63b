"""Addresses of young persons' measures."""

from django.urls import path

from offramp.diversion.web import cases, considering, correcting, deeds, letters, meetings, programs, victims

app_name = "diversion"
urlpatterns = [
    path("young-persons/consider/", considering.ask_before_a_charge, name="consider"),
    path("young-persons/considered/<slug:measure_type>/", considering.considered, name="considered"),
    path("young-persons/earlier/", considering.look_up, name="look-up"),
    path("young-persons/purposes/", considering.purposes, name="purposes"),
    path("young-persons/open/", considering.opened, name="opened"),
    path("young-persons/cases/", cases.show, name="cases"),
    path("young-persons/waiting/<uuid:course_id>/take/", cases.take, name="take"),
    path("measures/<uuid:measure_id>/", cases.record, name="record"),
    path("measures/<uuid:measure_id>/close/", considering.close, name="close"),
    path("measures/<uuid:measure_id>/born/", correcting.born, name="born"),
    path("measures/<uuid:measure_id>/destroy/", correcting.end, name="destroy"),
    path("measures/<uuid:measure_id>/do/<slug:doing>/", deeds.do, name="deed"),
    path("measures/<uuid:measure_id>/letters/<slug:letter>/", letters.show, name="letter"),
    path("measures/victims/<uuid:victim_id>/", victims.hear, name="hear"),
    path("measures/schools/<uuid:school_note_id>/end/", victims.end_school, name="end-school"),
    path("measures/meetings/", meetings.mine, name="meetings"),
    path("measures/meetings/<uuid:meeting_id>/", meetings.show, name="meeting"),
    path("measures/meetings/<uuid:meeting_id>/who/", meetings.participant, name="participant"),
    path("measures/meetings/<uuid:meeting_id>/said/", meetings.note, name="note"),
    path("measures/meetings/<uuid:meeting_id>/agree/", meetings.item, name="item"),
    path("measures/meetings/<uuid:meeting_id>/held/", meetings.held, name="held"),
    path("measures/meetings/<uuid:meeting_id>/off/", meetings.call_off, name="call-off"),
    path("measures/participants/<uuid:participant_id>/prepared/", meetings.prepared, name="prepared"),
    path("measures/participants/<uuid:participant_id>/out/", meetings.out, name="out"),
    path("measures/items/<uuid:item_id>/", meetings.turn, name="turn"),
    path("diversion/programs/", programs.programs, name="programs"),
    path("diversion/programs/<uuid:program_id>/", programs.show, name="program"),
    path("diversion/programs/<uuid:program_id>/change/", programs.change, name="program-change"),
    path("diversion/programs/<uuid:program_id>/steps/new/", programs.step, name="step-new"),
    path("diversion/programs/<uuid:program_id>/steps/<uuid:program_step_id>/", programs.step, name="step"),
    path("diversion/programs/<uuid:program_id>/items/new/", programs.item_kind, name="item-kind-new"),
    path("diversion/programs/<uuid:program_id>/items/<uuid:kind_id>/", programs.item_kind, name="item-kind"),
    path("diversion/fairness/", programs.fairness, name="fairness"),
    path("diversion/agreements/", programs.agreements, name="agreements"),
    path("diversion/agreements/<uuid:identity_agreement_id>/end/", programs.end_agreement, name="agreement-end"),
]
