"""Programs as a service has them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import unit_of_kind
from offramp.diversion.models import IdentityAgreement, ItemKind, Program, ProgramStep
from offramp.kernel.errors import Refused

if TYPE_CHECKING:
    from datetime import date


def programs() -> QuerySet[Program]:
    """Return every program with its steps and items, as they are used now."""
    steps = Prefetch("steps", queryset=ProgramStep.objects.filter(is_used=True))
    kinds = Prefetch("item_kinds", queryset=ItemKind.objects.filter(is_used=True))
    return Program.objects.prefetch_related(steps, kinds)


def programs_open() -> QuerySet[Program]:
    """Return the programs to which a young person may be referred."""
    return Program.objects.filter(is_open=True)


def open_program(pk: UUID) -> Program | None:
    """Return a program that is open, or None."""
    return programs_open().filter(pk=pk).first()


def program_for(pk: UUID) -> Program | None:
    """Return a program with its steps and items, or None."""
    return programs().filter(pk=pk).first()


def not_in_french(program: Program) -> list[str]:
    """Return which words of a program, and of the items it has now, stand in English in a French letter."""
    own = {"name": _("its name"), "about": _("what it is"), "consent_words": _("what is said when consent is asked")}
    missing = [words for field, words in own.items() if not getattr(program, f"{field}_fr")]
    return missing + [kind.name for kind in program.item_kinds.all() if not kind.name_fr]


def said_in(language: str, row: Program | ItemKind, field: str) -> str:
    """Return words of a program in a language of its letters: in French where there are any, else in English."""
    return str((language == "fr" and getattr(row, f"{field}_fr")) or getattr(row, field))


def unit_of_programs() -> UUID:
    """Return the unit that runs the programs; refuse where the service has none."""
    unit = unit_of_kind(UnitKind.DIVERSION)
    if unit is None:
        raise Refused(
            _("This service has no unit for diversion."), ask=_("Ask the administrator to set one up."), field="program"
        )
    return unit.pk


def identity_agreements() -> QuerySet[IdentityAgreement]:
    """Return the agreements for tables by self-declared Indigenous identity, the newest first."""
    return IdentityAgreement.objects.select_related("by")


def identity_agreement_on(day: "date") -> IdentityAgreement | None:
    """Return the agreement in force on a day, or None."""
    found = identity_agreements().filter(starts_on__lte=day)
    return next((each for each in found if each.ends_on is None or each.ends_on >= day), None)
