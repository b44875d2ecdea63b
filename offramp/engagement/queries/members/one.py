"""One member, with everything the viewer may see of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from offramp.engagement.enums import HOLDING, Place, Standing
from offramp.engagement.models import Absence, Assignment, LadderStep, Member, Particulars, Tongue, Training
from offramp.engagement.queries.members.base import OVER, members, shown
from offramp.engagement.queries.members.roster import Load, loads
from offramp.engagement.queries.members.trainings import ending
from offramp.engagement.rules import members as rules
from offramp.kernel.identity import Viewer


@dataclass(frozen=True, slots=True)
class Told:
    """Everything about one member, on a day. ends_soon: trainings that end soon or ended, and none came after."""

    member: Member
    particulars: Particulars | None
    tongues: list[Tongue]
    trainings: list[Training]
    absences: list[Absence]
    steps: list[LadderStep]
    load: Load
    ahead: list[Assignment]
    mentees: list[Member]
    ends_soon: frozenset[UUID]
    today: date

    @property
    def ended(self) -> frozenset[UUID]:
        """Return the trainings that hold no more."""
        return frozenset(row.pk for row in self.trainings if row.expires_on and row.expires_on < self.today)

    @property
    def earlier(self) -> list[Training]:
        """Return the trainings that hold no more and were done again since."""
        return [row for row in self.trainings if row.pk in self.ended - self.ends_soon]

    @property
    def current(self) -> list[Training]:
        """Return the trainings that hold, and those that ended and were not done again."""
        return [row for row in self.trainings if row.pk not in self.ended - self.ends_soon]

    @property
    def taken(self) -> frozenset[Standing]:
        """Return the steps they took."""
        return frozenset(Standing(step.standing) for step in self.steps)

    @property
    def ladder(self) -> list[rules.Rung]:
        """Return the steps of the ladder as they are shown."""
        taken = {step.standing: step for step in self.steps}
        return [_rung(standing, taken.get(standing)) for standing in Standing]


def member_for(viewer: Viewer, member: UUID) -> Member | None:
    """Return one member, or None where the viewer may not see them."""
    return _first(viewer, members().filter(pk=member))


def own_member(viewer: Viewer) -> Member | None:
    """Return whoever reads as a member, or None where they are not on the roster."""
    return _first(viewer, members().filter(user=viewer.id, left_at__isnull=True))


def told(viewer: Viewer, member: Member, *, at: datetime) -> Told:
    """Return everything about a member that the viewer may see."""
    shown(viewer, [member])
    return Told(
        member=member,
        particulars=Particulars.objects.filter(member=member).first(),
        tongues=list(Tongue.objects.filter(member=member, withdrawn_at__isnull=True)),
        trainings=list(Training.objects.filter(member=member, withdrawn_at__isnull=True)),
        absences=list(_absences_ahead(member.pk, at=at)),
        steps=list(LadderStep.objects.filter(member=member).select_related("taken_by")),
        load=loads([member.pk], at=at)[member.pk],
        ahead=places_ahead(member.pk, at=at),
        mentees=list(members().filter(mentor=member, left_at__isnull=True)),
        ends_soon=frozenset(ending(at).filter(member=member).values_list("pk", flat=True)),
        today=timezone.localdate(at),
    )


def places_ahead(member: UUID, *, at: datetime) -> list[Assignment]:
    """Return the places a member holds or signed up for that lie ahead, the nearest first."""
    return list(_places(member, *HOLDING, Place.WISHED).filter(invitation__starts_at__gt=at))


def places_meeting(member: UUID, starts_at: datetime, ends_at: datetime) -> list[Assignment]:
    """Return the places a member holds at events that meet a time."""
    near = _places(member, *HOLDING).filter(
        invitation__starts_at__gt=starts_at - timedelta(days=1), invitation__starts_at__lt=ends_at
    )
    return [row for row in near if row.invitation.starts_at + timedelta(minutes=row.invitation.minutes) > starts_at]


def events_before(member: UUID, *, at: datetime) -> list[Assignment]:
    """Return the events a member said yes to that have begun, the earliest first."""
    return list(_places(member, Place.CONFIRMED).filter(invitation__starts_at__lte=at))


def _places(member: UUID, *places: Place) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(member=member, place__in=places).exclude(invitation__state__in=OVER)
    return rows.select_related("invitation").order_by("invitation__starts_at", "id")


def _absences_ahead(member: UUID, *, at: datetime) -> QuerySet[Absence]:
    last = timezone.localdate(at)
    weekly = Q(weekday__isnull=False) & (Q(last_on__isnull=True) | Q(last_on__gte=last))
    rows = Absence.objects.filter(Q(ends_at__gt=at) | weekly, member=member, withdrawn_at__isnull=True)
    return rows.order_by("weekday", "starts", "starts_at", "id")


def _rung(standing: Standing, step: LadderStep | None) -> rules.Rung:
    if step is None:
        return rules.Rung(str(standing.label), "", "")
    day = date_format(timezone.localtime(step.taken_at), "j M Y")
    said = [day, step.taken_by.name if step.taken_by else "", step.note]
    return rules.Rung(str(standing.label), "done", ", ".join(part for part in said if part))


def _first(viewer: Viewer, rows: QuerySet[Member]) -> Member | None:
    return next(iter(shown(viewer, rows[:1])), None)
