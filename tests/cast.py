"""The cast: an officer and a navigator who share a case, colleagues off it, partners with and without a referral."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from offramp.access.enums import Category, Role
from offramp.accounts.enums import Tier, UnitKind
from offramp.accounts.models import Membership, Posting, Team, Unit, User
from offramp.areas.models import Branch, CoverageHours, Neighbourhood
from offramp.consent.models import Agreement
from offramp.directory.enums import ServiceKind
from offramp.directory.models import Agency, AgencyName, Partnership, Service


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone the tests speak of, and where they work."""

    downtown: Branch
    west: Branch
    oliver: Neighbourhood
    help: Unit
    patrol: Unit
    pace: Unit
    diversion: Unit
    prevention: Unit
    core_team: Team
    downtown_team: Team
    west_team: Team
    shelter: Agency
    clinic: Agency
    beds: Service
    detox: Service
    constable: User
    """A patrol officer at a call."""
    officer: User
    """A HELP officer of the downtown team."""
    navigator: User
    """A navigator of the downtown team, lent by the shelter's agency."""
    colleague: User
    """A HELP officer of the west team, off every case."""
    other_navigator: User
    """A navigator of the west team, off every case."""
    core_navigator: User
    core_officer: User
    lead: User
    supervisor: User
    worker: User
    """A worker of the shelter's agency."""
    other_worker: User
    """A worker of the clinic, with no referral."""
    coordinator: User
    """The coordinator of PACE."""
    pace_member: User
    youth_officer: User
    """A youth officer of the diversion unit."""
    other_youth_officer: User
    prevention_officer: User
    """Works on problems; knows nobody in care."""
    analyst: User
    privacy: User
    administrator: User
    stranger: User
    """Somebody with an account and no posting."""

    @property
    def everyone(self) -> list[User]:
        return [value for name in self.__slots__ if isinstance(value := getattr(self, name), User)]


def make_cast(*, at: datetime) -> Cast:
    """Write the cast into the database. All of it is open to the runtime role: nobody here is in care."""
    long_ago = at - timedelta(days=900)
    downtown = Branch.objects.create(name="Downtown", code="downtown", position=1)
    west = Branch.objects.create(name="West", code="west", position=2)
    CoverageHours.objects.bulk_create(
        CoverageHours(branch=branch, weekday=weekday, starts="00:00", ends="23:59:59")
        for branch in (downtown, west)
        for weekday in range(7)
    )
    oliver = Neighbourhood.objects.create(name="Wîhkwêntôwin", branch=downtown)
    help_unit = Unit.objects.create(name="HELP", kind=UnitKind.HELP)
    patrol = Unit.objects.create(name="Patrol", kind=UnitKind.PATROL)
    pace = Unit.objects.create(name="PACE", kind=UnitKind.PACE)
    diversion = Unit.objects.create(name="Diversion", kind=UnitKind.DIVERSION)
    prevention = Unit.objects.create(name="Crime Prevention & Diversion", kind=UnitKind.PREVENTION)
    office = Unit.objects.create(name="Office", kind=UnitKind.OFFICE)
    core = Team.objects.create(unit=help_unit, name="Core team", tier=Tier.CORE)
    downtown_team = Team.objects.create(unit=help_unit, name="Downtown team", tier=Tier.BRANCH, branch=downtown)
    west_team = Team.objects.create(unit=help_unit, name="West team", tier=Tier.BRANCH, branch=west)
    shelter = an_agency("shelter", "The Shelter Society", help_unit, long_ago)
    clinic = an_agency("clinic", "The River Clinic", help_unit, long_ago)
    beds = Service.objects.create(
        agency=shelter, name="Rooms with a lock", kind=ServiceKind.HOUSING, is_long_term=True, starts_on=long_ago.date()
    )
    detox = Service.objects.create(
        agency=clinic, name="Detox", kind=ServiceKind.DETOX, reveals=Category.HEALTH, starts_on=long_ago.date()
    )

    users: list[User] = []
    postings: list[Posting] = []
    memberships: list[Membership] = []
    password = make_password("correct horse battery")

    def user(
        username: str,
        name: str,
        role: Role | None,
        unit: Unit | None,
        team: Team | None = None,
        agency: UUID | None = None,
    ) -> User:
        made = User(
            username=username, password=password, name=name, joined_at=long_ago, email=f"{username}@example.org"
        )
        users.append(made)
        if role:
            postings.append(Posting(user=made, role=role, unit=unit, agency=agency, starts_at=long_ago))
        if team:
            memberships.append(Membership(user=made, team=team, starts_at=long_ago))
        return made

    cast = Cast(
        downtown=downtown,
        west=west,
        oliver=oliver,
        help=help_unit,
        patrol=patrol,
        pace=pace,
        diversion=diversion,
        prevention=prevention,
        core_team=core,
        downtown_team=downtown_team,
        west_team=west_team,
        shelter=shelter,
        clinic=clinic,
        beds=beds,
        detox=detox,
        constable=user("constable", "Cst. Mira Patel", Role.PATROL_OFFICER, patrol),
        officer=user("officer", "Cst. Daniel Park", Role.HELP_OFFICER, help_unit, downtown_team),
        navigator=user("navigator", "Amara Okafor", Role.NAVIGATOR, help_unit, downtown_team, shelter.pk),
        colleague=user("colleague", "Cst. Ilse Brandt", Role.HELP_OFFICER, help_unit, west_team),
        other_navigator=user("other_navigator", "Noor Haddad", Role.NAVIGATOR, help_unit, west_team, clinic.pk),
        core_navigator=user("core_navigator", "Rose Cardinal", Role.NAVIGATOR, help_unit, core, shelter.pk),
        core_officer=user("core_officer", "Cst. Tom Lefebvre", Role.HELP_OFFICER, help_unit, core),
        lead=user("lead", "Joan Whitford", Role.NAVIGATOR_LEAD, help_unit, None, shelter.pk),
        supervisor=user("supervisor", "Sgt. Ana Duarte", Role.HELP_SUPERVISOR, help_unit),
        worker=user("worker", "Pia Lund", Role.AGENCY_WORKER, None, None, shelter.pk),
        other_worker=user("other_worker", "Sam Oyelaran", Role.AGENCY_WORKER, None, None, clinic.pk),
        coordinator=user("coordinator", "Cst. Élise Bouchard", Role.PACE_COORDINATOR, pace),
        pace_member=user("pace_member", "Cst. Minh Nguyễn", Role.PACE_MEMBER, pace),
        youth_officer=user("youth_officer", "Cst. Nadia Whitebear", Role.YOUTH_OFFICER, diversion),
        other_youth_officer=user("other_youth_officer", "Cst. Paul Ferrante", Role.YOUTH_OFFICER, diversion),
        prevention_officer=user("prevention_officer", "Cst. Yara Haidar", Role.PREVENTION_OFFICER, prevention),
        analyst=user("analyst", "Lena Fox", Role.ANALYST, office),
        privacy=user("privacy", "Omar Said", Role.PRIVACY_OFFICER, office),
        administrator=user("administrator", "Kit Moreau", Role.ADMINISTRATOR, office),
        stranger=user("stranger", "Nobody Yet", None, None),
    )
    User.objects.bulk_create(users)
    Posting.objects.bulk_create(postings)
    Membership.objects.bulk_create(memberships)
    return cast


def an_agency(code: str, name: str, unit: Unit, since: datetime) -> Agency:
    """Write a partner agency with an agreement for everything."""
    agency = Agency.objects.create(code=code, phone="780-555-0100")
    AgencyName.objects.create(agency=agency, text=name)
    Partnership.objects.create(agency=agency, unit=unit, starts_on=since.date(), seats=2)
    Agreement.objects.create(unit=unit, agency=agency, categories=list(Category), starts_on=since.date())
    return agency
