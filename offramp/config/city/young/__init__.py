"""Young people of the training city, invented like everybody: what officers considered, and ways through the program.

Unlike the rest of the city they are written by the public actions themselves, one after the other, each as the one who
acts: few enough for that, and true to the rules by themselves.
"""

from datetime import datetime, timedelta

from offramp.access.actions import act_as_service, set_identity
from offramp.access.enums import ServiceRole
from offramp.config.city.moments import day_of
from offramp.config.city.young.street import PRIVACY, SIMPLE, Street, simple, street_of
from offramp.config.city.young.ways import ways
from offramp.diversion import actions as act
from offramp.diversion.queries import unit_of_programs


def live(now: datetime, seed: str) -> None:
    """Write the young people's measures and ways, up to the present."""
    street = street_of(now, seed)
    _agree_on_tables(street)
    for _number in range(SIMPLE):
        simple(street)
    ways(street)
    clerk = act_as_service(role=ServiceRole.MEASURES_CLERK, unit=unit_of_programs(), at=now)
    act.dispose_of_what_is_over(by=clerk, at=now)
    set_identity(None, None)


def _agree_on_tables(street: Street) -> None:
    """Record an agreement under which young people are asked how they describe themselves."""
    at = street.now - timedelta(days=700)
    with street.as_user(PRIVACY, at) as by:
        act.record_identity_agreement(
            with_whom="A council of Elders and youth, invented for this city",
            terms="Tables by how young people describe themselves: once a year, to the council first",
            starts_on=day_of(at),
            ends_on=None,
            by=by,
            at=at,
        )
