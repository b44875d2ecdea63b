"""Addresses of casework."""

from django.urls import path

from offramp.casework.web import around, cases, cover, glass, goals, handover, mine, notes, pursuits, steps, team

app_name = "casework"
urlpatterns = [
    path("my-people/", mine.show, name="mine"),
    path("people/<uuid:person_id>/case/new/", cases.accept, name="accept"),
    path("cases/<uuid:case_id>/phase/", cases.phase, name="phase"),
    path("cases/<uuid:case_id>/close/", cases.close, name="close"),
    path("cases/<uuid:case_id>/hand-over/", handover.begin, name="hand-over"),
    path("hand-overs/<uuid:transition_id>/kept/", handover.first_kept, name="first-kept"),
    path("follow-ups/<uuid:follow_up_id>/", handover.follow_up, name="follow-up"),
    path("people/<uuid:person_id>/care-team/", team.show, name="team"),
    path("people/<uuid:person_id>/care-team/add/", team.add, name="add-seat"),
    path("people/<uuid:person_id>/care-team/join/", team.join, name="join"),
    path("navigators/<uuid:navigator_id>/cover/", cover.begin, name="cover"),
    path("navigators/<uuid:navigator_id>/cover/end/", cover.end, name="end-cover"),
    path("seats/<uuid:seat_id>/end/", team.end, name="end-seat"),
    path("people/<uuid:person_id>/goals/", goals.show, name="goals"),
    path("people/<uuid:person_id>/goals/new/", goals.add, name="add-goal"),
    path("goals/<uuid:goal_id>/", goals.change, name="change-goal"),
    path("goals/<uuid:goal_id>/end/", goals.end, name="end-goal"),
    path("goals/<uuid:goal_id>/step/", steps.promise, name="promise-step"),
    path("steps/<uuid:step_id>/", steps.finish, name="finish-step"),
    path("people/<uuid:person_id>/danger-to-life/", glass.break_open, name="break-glass"),
    path("danger-to-life/", glass.queue, name="glass-queue"),
    path("danger-to-life/<uuid:use_id>/", glass.show, name="glass"),
    path("danger-to-life/<uuid:use_id>/end/", glass.end, name="close-glass"),
    path("people/<uuid:person_id>/around/", around.show, name="around"),
    path("people/<uuid:person_id>/around/new/", around.add, name="add-supporter"),
    path("around/<uuid:supporter_id>/", around.change, name="change-supporter"),
    path("around/<uuid:supporter_id>/end/", around.end, name="end-supporter"),
    path("around/<uuid:supporter_id>/how-it-goes/", around.goes, name="note-with-supporter"),
    path("around/<uuid:supporter_id>/told/", around.tell, name="tell-supporter"),
    path("people/<uuid:person_id>/pursuits/new/", pursuits.add, name="add-pursuit"),
    path("pursuits/<uuid:pursuit_id>/", pursuits.change, name="change-pursuit"),
    path("pursuits/<uuid:pursuit_id>/end/", pursuits.end, name="end-pursuit"),
    path("pursuits/<uuid:pursuit_id>/how-it-goes/", pursuits.goes, name="note-in-pursuit"),
    path("people/<uuid:person_id>/notes/", notes.show, name="notes"),
    path("people/<uuid:person_id>/notes/new/", notes.write, name="write-note"),
]
