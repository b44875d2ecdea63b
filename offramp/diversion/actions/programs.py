"""Keep the programs: their words, steps and items; and the agreements for tables by Indigenous identity."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.diversion import rules
from offramp.diversion.enums import StepKind
from offramp.diversion.models import IdentityAgreement, ItemKind, Program, ProgramStep
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor


@transaction.atomic
def change_program(
    *,
    program: UUID,
    name: str,
    about: str,
    consent_words: str,
    name_fr: str = "",
    about_fr: str = "",
    consent_words_fr: str = "",
    without_violence_only: bool,
    follow_up_months: Sequence[int],
    is_open: bool,
    by: Actor,
    at: datetime,
) -> Program:
    """Write a program's words and rules anew."""
    require(by, Permission.PROGRAM_KEEP)
    held = Program.objects.select_for_update().get(pk=program)
    rules.check_months(follow_up_months)
    held.name, held.about, held.consent_words = name.strip(), about.strip(), consent_words.strip()
    held.name_fr, held.about_fr = name_fr.strip(), about_fr.strip()
    held.consent_words_fr = consent_words_fr.strip()
    held.without_violence_only, held.is_open = without_violence_only, is_open
    held.follow_up_months = sorted(set(follow_up_months))
    _changed(held, by, at)
    return held


@transaction.atomic
def change_step(
    *, program: UUID, step: UUID | None, name: str, words: str, position: int, is_used: bool, by: Actor, at: datetime
) -> ProgramStep:
    """Rename, move or take out a step; without one, add a step that is ticked off by hand."""
    require(by, Permission.PROGRAM_KEEP)
    held = Program.objects.select_for_update().get(pk=program)
    rules.check_written(name, field="name")
    row = ProgramStep.objects.get(pk=step, program=held) if step else ProgramStep(program=held, kind=StepKind.OTHER)
    row.name, row.words, row.position, row.is_used = name.strip(), words.strip(), position, is_used
    row.save()
    _changed(held, by, at)
    return row


@transaction.atomic
def change_item_kind(
    *,
    program: UUID,
    kind: UUID | None,
    name: str,
    name_fr: str = "",
    words: str,
    has_hours: bool,
    position: int,
    is_used: bool,
    by: Actor,
    at: datetime,
) -> ItemKind:
    """Rename, move or take out a kind of item; without one, add a kind."""
    require(by, Permission.PROGRAM_KEEP)
    held = Program.objects.select_for_update().get(pk=program)
    rules.check_written(name, field="name")
    row = ItemKind.objects.get(pk=kind, program=held) if kind else ItemKind(program=held)
    row.name, row.name_fr, row.words = name.strip(), name_fr.strip(), words.strip()
    row.position, row.has_hours, row.is_used = position, has_hours, is_used
    row.save()
    _changed(held, by, at)
    return row


def _changed(held: Program, by: Actor, at: datetime) -> None:
    held.changed_at, held.changed_by_id = at, by.user
    held.save()
    audit.record(verb="measures.program_changed", by=by, at=at, subject=held.pk)


@transaction.atomic
def record_identity_agreement(
    *, with_whom: str, terms: str, starts_on: date, ends_on: date | None, by: Actor, at: datetime
) -> IdentityAgreement:
    """Record an agreement under which tables by self-declared Indigenous identity may be made."""
    require(by, Permission.AGREEMENT_KEEP)
    for words, name in ((with_whom, "with_whom"), (terms, "terms")):
        rules.check_written(words, field=name)
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("It ends before it begins."), ask=_("Choose a later last day."), field="ends_on")
    made = IdentityAgreement.objects.create(
        with_whom=with_whom.strip(), terms=terms.strip(), starts_on=starts_on, ends_on=ends_on, by_id=by.user
    )
    audit.record(verb="measures.identity_agreement_recorded", by=by, at=at, subject=made.pk)
    return made


@transaction.atomic
def end_identity_agreement(*, agreement: UUID, ends_on: date, by: Actor, at: datetime) -> IdentityAgreement:
    """End such an agreement; from the day after its last one, nobody is asked and no table is made."""
    require(by, Permission.AGREEMENT_KEEP)
    held = IdentityAgreement.objects.select_for_update().get(pk=agreement)
    if ends_on < held.starts_on:
        raise Refused(_("It ends before it begins."), ask=_("Choose a later last day."), field="ends_on")
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    audit.record(verb="measures.identity_agreement_ended", by=by, at=at, subject=held.pk, fields=["ends_on"])
    return held
