"""What stands beside a file and is not of it: that it was opened in danger and reviewed, and who was told of an end."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.casework.actions import break_glass, close_glass, review_glass
from offramp.casework.enums import Verdict
from offramp.casework.models import BreakGlass
from offramp.consent.actions import record_demand, withdraw_consent
from offramp.consent.enums import DemandKind
from offramp.consent.models import WithdrawalNotice
from offramp.consent.rules import DemandTerms
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import acting_as
from tests.wall.person import Whole, agree_for_officers
from tests.wall.relations import Reader, Relation


@dataclass(frozen=True, slots=True)
class Beside:
    """A colleague's use, the notice to the officer on the care team with what it tells of, and a legal demand."""

    use: UUID
    notice: UUID
    withdrawal: UUID
    demand: UUID

    def ids(self, reader: Reader, whole: Whole) -> dict[str, UUID]:
        """Return what fills a blank in an address: the reader's own use and notice, where they have any."""
        use, notice = self.use, self.notice
        if reader.user and reader.relation is Relation.BROKE_GLASS:
            use = self._own_use(reader, reader.user, whole)
        if reader.user and reader.relation is Relation.WITHDRAWN:
            notice = self._own_notice(reader.user, whole)
        return {"use_id": use, "notice_id": notice, "demand_id": self.demand}

    def _own_use(self, reader: Reader, user: User, whole: Whole) -> UUID:
        with acting_as(user) as by:
            made = BreakGlass.objects.create(
                person_id=whole.person,
                unit_id=by.home,
                opened_by=user,
                role=reader.role,
                reason="He said goodbye",
                opened_at=now(),
                until_at=now() + timedelta(hours=4),
            )
        return made.pk

    def _own_notice(self, user: User, whole: Whole) -> UUID:
        with acting_as(user) as by:
            made = WithdrawalNotice.objects.create(
                withdrawal_id=self.withdrawal, person_id=whole.person, unit_id=by.home, officer=user, told_at=now()
            )
        return made.pk


def beside(cast: Cast, whole: Whole) -> Beside:
    """A colleague off the case opens the file in danger, which is reviewed; officers are told of a withdrawal.

    And a court demands something of nobody who is named yet.
    """
    with acting_as(cast.colleague) as by:
        use = break_glass(person=whole.person, reason="She said goodbye on the phone", by=by, at=now())
        close_glass(use=use.pk, by=by, at=now())
    with acting_as(cast.privacy) as by:
        review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words="She was on the bridge", by=by, at=now())
    consent = agree_for_officers(cast, whole, Category.HEALTH)
    with acting_as(cast.navigator) as by:
        withdraw_consent(consent=consent.pk, words="", by=by, at=now())
    with acting_as(cast.officer):
        notice = WithdrawalNotice.objects.get(officer=cast.officer)
    with acting_as(cast.privacy) as by:
        demand = record_demand(
            terms=DemandTerms(
                kind=DemandKind.SUBPOENA,
                sender="A court",
                received_on=localdate(),
                due_on=localdate(),
                decider="The counsel",
            ),
            by=by,
            at=now(),
        )
    return Beside(use.pk, notice.pk, notice.withdrawal_id, demand.pk)
