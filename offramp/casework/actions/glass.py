"""Open more of one person's file because of danger to life, for some hours; end that; judge it afterwards."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Permission, Role
from offramp.access.queries import opens_in_danger, readable, require
from offramp.accounts.queries import staff_of
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.holding import held
from offramp.casework.enums import Verdict
from offramp.casework.models import BreakGlass, GlassMailing, GlassReview
from offramp.kernel.identity import Actor
from offramp.kernel.turns import one_at_a_time


@transaction.atomic
def break_glass(*, person: UUID, reason: str, by: Actor, at: datetime) -> BreakGlass:
    """Open more of one person's file to the actor because of danger to life, until some hours from now.

    An officer reads whereabouts and plan, a navigator health too, and neither writes more than before. The care team
    and the unit's supervisors are told at once, by mail without content and on their desks.
    """
    require(by, Permission.GLASS_BREAK)
    one_at_a_time(what=f"glass.{by.user}", about=person)
    running = queries.own_glass(by, person, at=at)
    rules.check_not_running(running.until_at if running else None)
    knows_them = queries.is_of_unit(person, by)
    rules.check_not_restricted(queries.others_named_on(person, by) if knows_them else [])
    seen = readable(by, subject=person, unit=by.unit, at=at)
    rules.check_in_danger(
        reason=reason,
        knows_them=knows_them and Category.IDENTITY in seen,
        opens_more=not opens_in_danger(by.role) <= set(seen),
    )
    return _open(person, reason, by, at)


def _open(person: UUID, reason: str, by: Actor, at: datetime) -> BreakGlass:
    until = at + timedelta(hours=settings.GLASS_HOURS)
    use = BreakGlass.objects.create(
        person_id=person,
        unit_id=by.home,
        opened_by_id=by.user,
        role=by.role,
        reason=reason.strip(),
        opened_at=at,
        until_at=until,
    )
    grant(
        party=by.user,
        subject=person,
        categories=opens_in_danger(by.role),
        basis=Basis.BREAK_GLASS,
        founded_on=use.pk,
        starts_at=at,
        ends_at=until,
    )
    audit.record(verb="casework.glass_broken", by=by, at=at, subject=use.pk, about=person, fields=["reason"])
    _tell(use, at)
    return use


def _tell(use: BreakGlass, at: datetime) -> None:
    """Write to the care team, whom the opener may see now, and to whoever supervises the unit."""
    supervisors = staff_of(use.unit_id, [Role.HELP_SUPERVISOR], at=at).values_list("pk", flat=True)
    for reader in sorted({*queries.sitting(use.person_id), *supervisors} - {use.opened_by_id}):
        jobs.configure_task("casework.tell_of_glass").defer(use=str(use.pk), reader=str(reader))


def note_glass_mailing(*, use: UUID, reader: UUID, at: datetime) -> bool:
    """Note that the mail about a use goes out to a reader now; return False where it went before."""
    _mailing, is_new = GlassMailing.objects.get_or_create(use=use, reader=reader, defaults={"at": at})
    return is_new


@transaction.atomic
def close_glass(*, use: UUID, by: Actor, at: datetime) -> BreakGlass:
    """End one's own use before its time: what it opened is closed for the very next request, in every session."""
    require(by, Permission.GLASS_BREAK)
    ending = held(model=BreakGlass, pk=use)
    rules.check_runs(ended_at=ending.ended_at, until_at=ending.until_at, at=at)
    ending.ended_at, ending.ended_by_id = at, by.user
    ending.save(update_fields=["ended_at", "ended_by"])
    audit.record(verb="casework.glass_closed", by=by, at=at, subject=use, about=ending.person_id, fields=["ended_at"])
    end_grants(founded_on=use, basis=Basis.BREAK_GLASS, at=at)
    return ending


@transaction.atomic
def review_glass(
    *, use: UUID, verdict: Verdict, words: str, follow_up: str = "", by: Actor, at: datetime
) -> GlassReview:
    """Judge a use, with the reason, and close it. The opener, the care team and the supervisor read the verdict."""
    require(by, Permission.GLASS_REVIEW)
    rules.check_review(words=words, follow_up=follow_up, verdict=verdict)
    judged = queries.glass_to_judge(use)
    one_at_a_time(what="glass_review", about=use)
    review = GlassReview.objects.filter(use=judged).select_related("reviewed_by").first()
    rules.check_not_reviewed(review.reviewed_by.name if review else None)
    made = GlassReview.objects.create(
        use=judged,
        person_id=judged.person_id,
        unit_id=judged.unit_id,
        opened_by_id=judged.opened_by_id,
        verdict=verdict,
        words=words.strip(),
        follow_up=follow_up.strip(),
        reviewed_at=at,
        reviewed_by_id=by.user,
    )
    audit.record(
        verb="casework.glass_reviewed", by=by, at=at, subject=use, about=judged.person_id,
        fields=["verdict", "words", "follow_up"],
    )  # fmt: skip
    return made
