"""The roster of one event, for the coordinator: what it needs, who comes, members ranked now, each place."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.web.requests import SignedInRequest
from offramp.engagement import queries as of_invitations
from offramp.engagement.actions import answers, releases
from offramp.engagement.actions import places as actions
from offramp.engagement.enums import Course, Hours, Place, State, Way
from offramp.engagement.models import Invitation
from offramp.engagement.queries import places as queries
from offramp.engagement.rules.places import may_be_told
from offramp.engagement.rules.rostering import Ranked
from offramp.engagement.web import place_forms as forms
from offramp.kernel.clock import now

FILLS = {
    "ask": (actions.ask, gettext_lazy("Ask")),
    "put-in": (actions.put_in, gettext_lazy("Put in")),
}
DEEDS = {
    "yes": (gettext_lazy("They told me they come"), gettext_lazy("Noted: they come.")),
    "no": (gettext_lazy("They told me they can't come"), gettext_lazy("Noted: they can't come.")),
    "off": (gettext_lazy("Take them off"), gettext_lazy("Taken off. Their calendar is told.")),
    "released": (gettext_lazy("Their supervisor releases them"), gettext_lazy("Noted: released.")),
    "not-released": (gettext_lazy("Their supervisor can't release them"), gettext_lazy("Noted: not released.")),
}
FOR_PLACE = {
    Place.ASKED: ("yes", "no", "off"),
    Place.CONFIRMED: ("no", "off"),
    Place.WISHED: ("off",),
    Place.DECLINED: ("yes",),
    Place.DROPPED: ("yes",),
    Place.REMOVED: (),
}
OF_SUPERVISOR = ("released", "not-released")


def roster(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Show what an event needs, who stands where, and everybody else ranked now."""
    invitation = _invitation_or_404(request, invitation_id)
    at = now()
    found = queries.roster_of(request.viewer, invitation)
    page = {
        "invitation": invitation,
        "languages": of_invitations.languages_of(invitation),
        "roster": found,
        "courses": _courses(found),
        "may_fill": invitation.state == State.ACCEPTED and invitation.starts_at > at,
        "cannot": [(one, may_be_told(one.why_not)) for one in found.cannot],
        "can": [(one, _token(request, invitation, one)) for one in found.can],
        "wished": [(line, _token(request, invitation, line.ranked)) for line in found.wished],
    }
    return render(request, "engagement/places/roster.html", page)


def need(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Say what an event needs."""
    invitation = _invitation_or_404(request, invitation_id)
    needed = queries.needed_at(invitation)
    form = forms.ChangeNeed(
        request.POST or None,
        request=request,
        target=invitation_id,
        initial={name: getattr(needed, name) for name in ("at_least", "at_most", "courses", "version")},
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.change_need(invitation=invitation_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("engagement:roster", invitation_id, saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        form.look_again(queries.needed_at(invitation).version)
    page = {"form": form, "invitation": invitation}
    return render(request, "engagement/places/need.html", page, status=form.status)


def fill_place(request: SignedInRequest, invitation_id: UUID, fill: str, member_id: UUID) -> HttpResponse:
    """Ask a member to come, or put them in."""
    invitation = _invitation_or_404(request, invitation_id)
    ranked = queries.ranked_for(request.viewer, invitation, member_id)
    if fill not in FILLS or ranked is None:
        raise Http404
    act, label = FILLS[fill]
    form = forms.Fill(request.POST or None, request=request, target=f"{invitation_id}:{member_id}")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act(invitation=invitation_id, member=member_id, by=request.actor, at=now(), **form.cleaned_data)
                said = _("%(name)s is asked.") if fill == "ask" else _("%(name)s is on the roster.")
                sending.leads_to("engagement:roster", invitation_id, saying=said % {"name": ranked.candidate.name})
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": invitation, "ranked": ranked, "label": label}
    return render(request, "engagement/places/fill.html", page, status=form.status)


def place(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Show one place; say what the hours are, and whether it is locked."""
    line = _place_or_404(request, place_id)
    row = line.place
    initial = {"hours": row.hours, "locked": row.locked, "version": row.version}
    form = forms.ChangePlace(request.POST or None, request=request, target=place_id, initial=initial)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                data = form.cleaned_data | {"hours": Hours(form.cleaned_data["hours"])}
                actions.change_place(assignment=place_id, by=request.actor, at=now(), **data)
                sending.leads_to("engagement:roster", row.invitation_id, saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        form.look_again(_place_or_404(request, place_id).place.version)
    supervisor = OF_SUPERVISOR if row.place == Place.CONFIRMED else ()
    page = {
        "line": line,
        "form": form,
        "deeds": [_deed(request, place_id, name) for name in FOR_PLACE[Place(row.place)]],
        "of_supervisor": [_deed(request, place_id, name) for name in supervisor],
    }
    return render(request, "engagement/places/place.html", page, status=form.status)


def do(request: SignedInRequest, place_id: UUID, deed: str) -> HttpResponse:
    """Note what a member or their supervisor told, or take a member off; by its own page it asks first."""
    line = _place_or_404(request, place_id)
    if deed not in DEEDS:
        raise Http404
    label, said = DEEDS[deed]
    form = forms.Deed(
        request.POST or None,
        request=request,
        target=f"{place_id}:{deed}",
        initial={"version": line.place.version},
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                _do(request, place_id, deed, version=form.cleaned_data["version"])
                sending.leads_to("engagement:roster", line.place.invitation_id, saying=str(said))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        form.look_again(_place_or_404(request, place_id).place.version)
    page = {"form": form, "line": line, "label": label}
    return render(request, "engagement/places/deed.html", page, status=form.status)


def _do(request: SignedInRequest, place_id: UUID, deed: str, *, version: int) -> None:
    by, at = request.actor, now()
    if deed in OF_SUPERVISOR:
        releases.note_release(assignment=place_id, released=deed == "released", version=version, by=by, at=at)
    elif deed == "off":
        actions.take_off(assignment=place_id, version=version, by=by, at=at)
    else:
        answers.answer(assignment=place_id, comes=deed == "yes", way=Way.COORDINATOR, version=version, by=by, at=at)


def _deed(request: SignedInRequest, place_id: UUID, name: str) -> tuple[str, str, object]:
    return name, str(DEEDS[name][0]), forms.Deed(request=request, target=f"{place_id}:{name}").token


def _token(request: SignedInRequest, invitation: Invitation, one: Ranked | None) -> object:
    """Return what a button to ask or put in a member carries; nothing where they can't go: then a page asks why."""
    if one is None or not one.can_go:
        return ""
    return forms.Fill(request=request, target=f"{invitation.pk}:{one.candidate.id}").token


def _courses(roster: queries.Roster) -> str:
    return ", ".join(str(Course(course).label) for course in roster.need.courses)


def _invitation_or_404(request: SignedInRequest, invitation_id: UUID) -> Invitation:
    found = of_invitations.invitation_for(request.viewer, invitation_id)
    if found is None:
        raise Http404
    return found


def _place_or_404(request: SignedInRequest, place_id: UUID) -> queries.Line:
    found = queries.place_for(request.viewer, place_id)
    if found is None:
        raise Http404
    return found
