"""Addresses of problems, calls, hand-offs, results and the calendar of initiatives."""

from django.urls import path

from offramp.prevention.web import assessments, calls, hand_offs, initiatives, problems, responses, results, work_units

app_name = "prevention"
urlpatterns = [
    path("problems/", problems.listed, name="problems"),
    path("problems/new/", problems.new, name="problem-new"),
    path("problems/<uuid:problem_id>/", problems.show, name="problem"),
    path("problems/<uuid:problem_id>/change/", problems.change, name="problem-change"),
    path("problems/<uuid:problem_id>/stage/<slug:stage>/", problems.move, name="problem-move"),
    path("problems/<uuid:problem_id>/finding/", problems.find, name="finding-new"),
    path("problems/findings/<uuid:finding_id>/take-back/", problems.take_back, name="finding-back"),
    path("problems/<uuid:problem_id>/action/", responses.plan, name="response-new"),
    path("problems/actions/<uuid:response_id>/change/", responses.change, name="response-change"),
    path("problems/actions/<uuid:response_id>/end/", responses.end, name="response-end"),
    path("problems/<uuid:problem_id>/hand-over/", hand_offs.send, name="hand-off-new"),
    path("problems/<uuid:problem_id>/assess/", assessments.assess, name="assess"),
    path("problems/<uuid:problem_id>/result/", assessments.result, name="result"),
    path("problems/assessments/<uuid:assessment_id>/", assessments.show, name="assessment"),
    path("hand-offs/", hand_offs.listed, name="hand-offs"),
    path("hand-offs/<uuid:hand_off_id>/", hand_offs.show, name="hand-off"),
    path("hand-offs/<uuid:hand_off_id>/take-back/", hand_offs.take_back, name="hand-off-back"),
    path("results/", results.listed, name="results"),
    path("results/<uuid:raised_id>/", results.bring_back, name="bring-back"),
    path("calls/", calls.show, name="calls"),
    path("calls/import/", calls.take_in, name="calls-import"),
    path("work-units/", work_units.directory_page, name="work-units"),
    path("work-units/begin/", work_units.begin, name="work-units-begin"),
    path("work-units/new/", work_units.new, name="work-unit-new"),
    path("work-units/<uuid:work_unit_id>/", work_units.change, name="work-unit"),
    path("initiatives/", initiatives.month, name="initiatives"),
    path("initiatives/new/", initiatives.plan, name="initiative-new"),
    path("initiatives/year.ics", initiatives.file, name="initiatives-file"),
    path("initiatives/<uuid:initiative_id>/", initiatives.change, name="initiative"),
    path("initiatives/<uuid:initiative_id>/call-off/", initiatives.call_off, name="initiative-off"),
]
