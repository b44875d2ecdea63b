"""What the young people's lives stand on, and what officers consider before a charge."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from offramp.access.actions import set_identity
from offramp.access.queries import actor_in
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Posting, Team
from offramp.areas.models import Branch
from offramp.config.city.ground.names import GIVEN, SURNAMES
from offramp.config.city.moments import Dice, day_of
from offramp.diversion import actions as act
from offramp.diversion.enums import (
    BEFORE_A_CHARGE,
    TO_A_PROGRAM,
    Condition,
    Heard,
    Kin,
    MeasureType,
    Offence,
    Reached,
    Said,
    Sex,
    VictimChoice,
)
from offramp.diversion.models import ItemKind, Measure, Program
from offramp.diversion.rules import Adult, Consideration, Harmed, Yes, Youth
from offramp.kernel.identity import Actor

OFFICERS: Final = ("patel", "lindgren")
YOUTH_OFFICERS: Final = ("whitebear", "ferrante")
PRIVACY: Final = "said"
SIMPLE: Final = 64
"""Considerations that ended with the officer's own decision."""
YES: Final = Yes(Said.YES, Heard.ORAL, "Okay, I want to try that")
WHAT: Final = {
    Offence.THEFT: ("Two pairs of shoes from a shop, seen by staff", "A shoe shop"),
    Offence.DAMAGE: ("Paint on the wall of the rink, seen by a neighbour", "The rink's caretaker"),
    Offence.TRESPASS: ("In the school after hours, met by the guard", "The school"),
    Offence.DISTURBANCE: ("Shouting and throwing snowballs at a bus", "A bus driver"),
    Offence.FRAUD: ("Rode with somebody else's pass", "The transit office"),
}


@dataclass(slots=True)
class Street:
    """What the young people's lives stand on: dice, the city's present, who acts, where."""

    dice: Dice
    now: datetime
    postings: dict[str, Posting]
    branches: list[Branch]
    program: Program
    kinds: dict[str, ItemKind]
    young_team: UUID

    @contextmanager
    def as_user(self, username: str, at: datetime) -> Iterator[Actor]:
        """Let somebody act, in the database's eyes too."""
        held = self.postings[username]
        set_identity(held.user_id, held.pk)
        yield actor_in(held, at=at)
        set_identity(None, None)

    def ago(self, days: int) -> datetime:
        """Return a working hour so many days before the present."""
        return min(self.dice.hour_of(day_of(self.now - timedelta(days=days))), self.now - timedelta(hours=1))


def street_of(now: datetime, seed: str) -> Street:
    """Return what the young people's lives stand on."""
    users = (*OFFICERS, *YOUTH_OFFICERS, PRIVACY, "lund")
    held = Posting.objects.filter(user__username__in=users, ends_at=None).select_related("user")
    program = Program.objects.get(code="diversionfirst")
    return Street(
        dice=Dice(f"{seed} young people"),
        now=now,
        postings={posting.user.username: posting for posting in held},
        branches=list(Branch.objects.order_by("position")),
        program=program,
        kinds={kind.name: kind for kind in ItemKind.objects.filter(program=program)},
        young_team=Team.objects.get(unit__kind=UnitKind.YOUNG_PEOPLE).pk,
    )


def _said(street: Street, at: datetime, decision: MeasureType) -> Consideration:
    dice, offence = street.dice, street.dice.one(list(WHAT))
    is_referral, is_sanction = decision == MeasureType.REFERRAL, decision == MeasureType.SANCTION
    family = dice.one(SURNAMES)
    on = day_of(at)
    is_known = decision in TO_A_PROGRAM or dice.maybe(0.85)
    return Consideration(
        youth=Youth(
            given_name=dice.one(GIVEN),
            family_name=family,
            born=dice.day_between(_years_before(on, 17), _years_before(on, 13)) if is_known else None,
            believed_age=None if is_known else dice.randint(13, 17),
            sex=dice.one([Sex.FEMALE, Sex.MALE, Sex.MALE, Sex.NOT_SAID]),
            reach="By a parent",
            language="English",
        ),
        offence=offence,
        occurred_on=on,
        occurrence=f"{on:%y}-{dice.randint(100000, 199999)}",
        grounds=WHAT[offence][0],
        considered=list(BEFORE_A_CHARGE),
        decision=decision,
        reasons="Said sorry at once, and the parents are behind it" if is_referral else "It is enough, and it is fair",
        agreed=YES if decision in TO_A_PROGRAM else Yes(),
        guardian_agreed=YES if is_referral else Yes(),
        consented_on=on if is_sanction else None,
        conditions=list(Condition) if is_sanction else [],
        adult=Adult(
            f"{dice.one(GIVEN)} {family}", Kin.PARENT, f"780-555-{dice.randint(1000, 9999)}", Reached.PHONE, "Worried"
        ),
    )


def _years_before(on: date, years: int) -> date:
    return on.replace(year=on.year - years, day=min(on.day, 28))


def considered(street: Street, days_ago: int, decision: MeasureType) -> Measure:
    """Have an officer consider somebody, and return the record."""
    at = street.ago(days_ago)
    said = _said(street, at, decision)
    has_program = decision in TO_A_PROGRAM
    harmed = Harmed(WHAT[said.offence][1], "780-555-0100", choice=street.dice.one(list(VictimChoice)))
    with street.as_user(street.dice.one(OFFICERS), at) as by:
        return act.consider(
            said=said,
            branch=street.dice.one(street.branches).pk,
            program=street.program.pk if has_program else None,
            harmed=harmed if has_program else None,
            by=by,
            at=at,
        )


def simple(street: Street) -> None:
    """Write a consideration that ended with the officer's own decision."""
    kinds = [MeasureType.WARNING] * 5 + [MeasureType.CAUTION] * 3 + [MeasureType.NO_FURTHER_ACTION] * 2
    kinds += [MeasureType.CHARGE] * 3
    decision = street.dice.one(kinds)
    most = 170 if decision == MeasureType.NO_FURTHER_ACTION else 350
    considered(street, street.dice.randint(1, most), decision)
