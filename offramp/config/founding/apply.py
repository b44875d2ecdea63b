"""Make in the database what the file says, as its owner; whatever is there already stays, and is put right."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from offramp.access.enums import Category, Role
from offramp.accounts.actions import create_account, give_office
from offramp.accounts.enums import Tier, UnitKind
from offramp.accounts.models import Team, Unit, User
from offramp.areas.models import Branch, CoverageHours, Neighbourhood
from offramp.audit.actions import record
from offramp.config.founding.plan import AdministratorPlan, AgencyPlan, BranchPlan, CannotBe, Plan, hours_of
from offramp.directory.enums import REVEALS_HEALTH
from offramp.directory.models import Agency, AgencyName, Partnership, Service
from offramp.directory.queries import lasts
from offramp.kernel.identity import Actor, ActorKind

M = TypeVar("M", bound=Model)
BY = Actor(ActorKind.SERVICE)


class Founding:
    """One reading of the file into the database: what it made and changed, in words, and what could not be."""

    def __init__(self, plan: Plan, *, at: datetime) -> None:
        self.plan, self.at, self.today = plan, at, localdate(at)
        self.done: list[str] = []
        self.problems: list[str] = []
        self.new_administrator: User | None = None

    @transaction.atomic
    def apply(self, *, only_say: bool = False) -> None:
        """Make all of it or, where something can't be, none of it (CannotBe). only_say: none of it either way."""
        self._units()
        if not self.problems:
            self._team(self.plan.core_team, Tier.CORE, None)
            self._team(self.plan.young_people_team, Tier.CITYWIDE, None, UnitKind.YOUNG_PEOPLE)
            for position, branch in enumerate(self.plan.branches, start=1):
                self._branch(branch, position)
            for agency in self.plan.agencies:
                self._agency(agency)
        if self.plan.administrator and not self.problems:
            self._administrator(self.plan.administrator)
        if self.problems:
            raise CannotBe(self.problems)
        if self.done:
            record(verb="service.set_up", by=BY, at=self.at)
        transaction.set_rollback(only_say)

    def left_out(self) -> list[str]:
        """Return what is there and not in the file: it stays."""
        plan = self.plan
        here = {name for one in plan.branches for name in one.neighbourhoods}
        offered = {(one.code, each.name) for one in plan.agencies for each in one.services}
        return [
            *(f"branch {row.name}" for row in Branch.objects.exclude(code__in=[one.code for one in plan.branches])),
            *(f"neighbourhood {row.name}" for row in Neighbourhood.objects.exclude(name__in=here)),
            *(f"agency {row.code}" for row in Agency.objects.exclude(code__in=[one.code for one in plan.agencies])),
            *(
                f"service {row.name} of {row.agency.code}"
                for row in Service.objects.filter(lasts(self.today)).select_related("agency")
                if (row.agency.code, row.name) not in offered
            ),
        ]

    def _units(self) -> None:
        for kind, name in self.plan.units.items():
            self._keep(Unit, f"unit {name}", {"kind": kind}, name=name)

    def _team(self, name: str, tier: Tier, branch: Branch | None, kind: UnitKind = UnitKind.HELP) -> None:
        unit = Unit.objects.get(kind=kind)
        self._keep(Team, f"team {name}", {"tier": tier, "branch": branch}, name=name, unit_id=unit.pk)

    def _branch(self, plan: BranchPlan, position: int) -> None:
        branch = self._keep(Branch, f"branch {plan.name}", {"code": plan.code}, name=plan.name, position=position)
        if branch._state.adding:
            return  # it can't be, and nothing can stand on it
        self._team(plan.team or f"{plan.name} team", Tier.BRANCH, branch)
        for name in plan.neighbourhoods:
            self._keep(Neighbourhood, f"neighbourhood {name}", {"name": name}, branch_id=branch.pk)
        held = CoverageHours.objects.filter(branch=branch)
        wanted = hours_of(plan)
        if set(held.values_list("weekday", "starts", "ends")) != wanted:
            held.delete()
            for weekday, starts, ends in sorted(wanted):
                CoverageHours.objects.create(branch=branch, weekday=weekday, starts=starts, ends=ends)
            self.done.append(f"Set: hours of {plan.name}")

    def _agency(self, plan: AgencyPlan) -> None:
        agency = self._keep(Agency, f"agency {plan.name}", {"code": plan.code}, phone=plan.phone, website=plan.website)
        if agency._state.adding:
            return
        self._name(agency, plan.name)
        for unit in Unit.objects.filter(kind__in=plan.units).order_by("kind"):
            self._keep(
                Partnership,
                f"partnership of {unit.name} with {plan.name} since {plan.partner_since}",
                {"agency": agency, "unit": unit, "starts_on": plan.partner_since},
                ends_on=plan.partner_until,
                seats=plan.seats if unit.kind == UnitKind.HELP else 0,
            )
        for each in plan.services:
            told = {"places": each.places, "places_told_at": self.at} if each.places is not None else {}
            held = Service.objects.filter(agency=agency, name=each.name).values_list("places", flat=True).first()
            self._keep(
                Service,
                f"service {each.name} of {plan.name}",
                {"agency": agency, "name": each.name},
                kind=each.kind,
                reveals=each.reveals or (Category.HEALTH if each.kind in REVEALS_HEALTH else Category.PLAN),
                is_long_term=each.long_term,
                how_to_reach=each.how_to_reach,
                starts_on=each.since,
                ends_on=each.until,
                **(told if held != each.places else {}),
            )

    def _name(self, agency: Agency, name: str) -> None:
        """Let an agency bear a name from today on; the one before stays in what was written while it bore it."""
        borne = AgencyName.objects.filter(agency=agency, ends_on__isnull=True).order_by("starts_on").last()
        if borne is None:
            self._keep(AgencyName, f"name {name}", {"agency": agency, "text": name, "ends_on": None}, starts_on=None)
        elif borne.text != name and borne.starts_on == self.today:
            self._keep(AgencyName, f"name {name}", {"pk": borne.pk}, text=name)
        elif borne.text != name:
            self._keep(AgencyName, f"name {borne.text}", {"pk": borne.pk}, ends_on=self.today - timedelta(days=1))
            key: dict[str, Any] = {"agency": agency, "text": name, "ends_on": None}
            self._keep(AgencyName, f"name {name}", key, starts_on=self.today)

    def _administrator(self, plan: AdministratorPlan) -> None:
        if User.objects.filter(username=plan.username.strip().lower()).exists():
            return
        office = Unit.objects.get(kind=UnitKind.OFFICE)
        user = create_account(username=plan.username, name=plan.name, email=plan.email, by=BY, at=self.at)
        give_office(user=user.pk, role=Role.ADMINISTRATOR, unit=office.pk, agency=None, by=BY, at=self.at)
        self.new_administrator = user
        self.done.append(f"New: administrator {plan.name}")

    def _keep(self, model: type[M], called: str, key: dict[str, Any], **values: Any) -> M:
        """Return the row with a key, made or put right."""
        row = model._default_manager.filter(**key).first()
        if row is None:
            row = model(**key, **values)
            if self._can_be(row, called, [*key, *values]):
                row.save(force_insert=True)
                self.done.append(f"New: {called}")
            return row
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed and self._can_be(row, called, changed):
            row.save(update_fields=changed)
            self.done.append(f"Changed: {called} ({', '.join(name.removesuffix('_id') for name in changed)})")
        return row

    def _can_be(self, row: Model, called: str, names: Collection[str]) -> bool:
        asked = {name.removesuffix("_id") for name in names}
        others = [
            each.name
            for each in row._meta.concrete_fields
            if each.name not in asked or (each.null and getattr(row, each.attname) is None)
        ]
        try:
            row.clean_fields(exclude=others)
        except ValidationError as error:
            told = error.message_dict.items()
            self.problems += [f"{called}: {name}: {' '.join(words)}" for name, words in told]
            return False
        return True
