"""What can be changed of a member, section by section: the same for the coordinator and for the member themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from offramp.engagement.actions import joining
from offramp.engagement.actions import members as actions
from offramp.engagement.queries import members as queries
from offramp.engagement.web import members_forms as forms
from offramp.kernel.identity import Actor
from offramp.ui.web.forms import Form

Made = Callable[[queries.Told, datetime], Mapping[str, Any]]
Do = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a member's page: its form, what stands in it at first, what saving does, what is said after."""

    title: Any
    form: type[Form]
    do: Do
    said: Any
    initial: Made = lambda _told, _at: {}


def _wishes(told: queries.Told, _at: datetime) -> Mapping[str, Any]:
    row = told.particulars
    if row is None:
        return {"version": told.member.version}
    return {
        "version": told.member.version,
        "wished_load": row.wished_load,
        "communities": "\n".join(row.communities),
        "supervisor_name": row.supervisor_name,
        "supervisor_email": row.supervisor_email,
    }


def _post(told: queries.Told, _at: datetime) -> Mapping[str, Any]:
    row = told.member
    return {"version": row.version, "rank": row.rank, "division": row.division_id, "mentor": row.mentor_id}


def _weekly(_told: queries.Told, at: datetime) -> Mapping[str, Any]:
    return {"first_on": localdate(at)}


OWN: Final[Mapping[str, Section]] = {
    "wishes": Section(_("Wishes and supervisor"), forms.Wishes, actions.change_wishes, _("Saved."), _wishes),
    "language": Section(_("A language"), forms.Language, actions.say_language, _("Saved.")),
    "away": Section(_("Away for a time"), forms.Away, actions.say_away, _("Saved.")),
    "weekly": Section(_("Away every week"), forms.Weekly, actions.say_away_weekly, _("Saved."), _weekly),
}
ALL: Final[Mapping[str, Section]] = {
    **OWN,
    "post": Section(_("Rank, division and mentor"), forms.Post, joining.change_post, _("Saved."), _post),
    "training": Section(_("A training"), forms.Trained, actions.record_training, _("The training is written down.")),
}


def opened(section: Section, told: queries.Told, *, data: Any, request: Any, at: datetime) -> Form:
    """Return the form of a section about a member, as it stands or as it was sent."""
    form = section.form(data, request=request, target=told.member.pk, initial=section.initial(told, at))
    if isinstance(form, forms.Post):
        form.offer(mentor=[("", _("None")), *queries.mentors_for(told.member)])
    return form


def save(section: Section, form: Form, *, member: UUID, by: Actor, at: datetime) -> str:
    """Save a section and return what to say: also that the member holds places in a time they are now away."""
    typed = dict(form.cleaned_data)
    if isinstance(form, forms.Posted):
        typed |= {name: UUID(typed[name]) if typed.get(name) else None for name in ("division", "mentor")}
    section.do(member=member, by=by, at=at, **typed)
    if not isinstance(form, forms.Away):
        return str(section.said)
    held = len(queries.places_meeting(member, typed["starts_at"], typed["ends_at"]))
    return f"{section.said} {_held(held)}".strip()


def _held(places: int) -> str:
    if not places:
        return ""
    return ngettext(
        "%(n)s place at an event in that time stays until it is given up.",
        "%(n)s places at events in that time stay until they are given up.",
        places,
    ) % {"n": places}
