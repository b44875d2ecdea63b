"""What happens in the tests of triage: somebody asks, somebody is on file."""

from datetime import datetime
from typing import Any

from offramp.activities.enums import Kind, Outcome
from offramp.activities.models import Activity
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id
from offramp.people.models import Name, Person
from offramp.triage.actions import ask_help, refer_to_help, respond
from offramp.triage.enums import Door, Seen, Urgency
from offramp.triage.models import Intake
from tests.cast import Cast
from tests.conftest import Acting


def an_ask(cast: Cast, acting: Acting, **said: Any) -> Intake:
    """The constable asks from a call in the downtown branch."""
    asked: dict[str, Any] = {
        "place": "Stairwell, 107 St",
        "seen": [Seen.NO_HOME],
        "urgency": Urgency.TODAY,
        "on_scene_wanted": False,
        "branch": cast.downtown.pk,
        "at": now(),
    }
    with acting(cast.constable) as by:
        return ask_help(**{**asked, **said}, by=by)


def a_danger(cast: Cast, acting: Acting, **said: Any) -> Intake:
    """The constable asks where somebody's life is in danger."""
    return an_ask(cast, acting, **{"seen": [Seen.LIFE_THREAT], "urgency": Urgency.NOW, **said})


def a_referral(cast: Cast, acting: Acting, **said: Any) -> Intake:
    """A core-team navigator writes down that the community refers somebody."""
    told: dict[str, Any] = {
        "door": Door.FROM_COMMUNITY,
        "place": "The library",
        "seen": [Seen.NO_HOME],
        "urgency": Urgency.DAYS,
        "caller": "The librarian",
        "at": now(),
    }
    with acting(cast.core_navigator) as by:
        return refer_to_help(**{**told, **said}, by=by)


def somebody(cast: Cast, acting: Acting, name: str = "Josephine M.") -> Person:
    """Somebody on the unit's file, whom nobody cares for yet."""
    with acting(cast.navigator) as by:
        person = Person.objects.create(
            unit=cast.help, file_number=f"T-{new_id().hex[-6:]}", opened_at=now(), opened_by=cast.navigator
        )
        Name.objects.create(
            person=person, unit=cast.help, kind="legal", text=name, is_main=True, added_at=now(), added_by_id=by.user
        )
    return person


def a_visit(intake: Intake, cast: Cast, by: Actor, at: datetime, **did: Any) -> Activity:
    """An on-scene assist to the intake, by whoever writes it."""
    done: dict[str, Any] = {
        "kind": Kind.ON_SCENE_ASSIST,
        "team": None,
        "happened_at": at,
        "branch": cast.downtown.pk,
        "neighbourhood": None,
        "place": "Stairwell, 107 St",
        "people": [],
        "staff": [by.user],
        "outcome": Outcome.TRANSPORTED,
        "facts": "Walked to the shelter.",
        "told": "",
        "occurrence": "",
        "patrol_released_at": None,
        "minutes": None,
    }
    return respond(intake=intake.pk, **{**done, **did}, by=by, at=at)
