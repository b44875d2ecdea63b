"""Who acts, where a change must name its author."""

import pytest

from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import PUBLIC, Actor, ActorKind
from offramp.kernel.ids import new_id


def test_a_known_actor_names_the_user_and_the_unit() -> None:
    user, unit = new_id(), new_id()
    actor = Actor(kind=ActorKind.USER, id=user, unit=unit)

    assert (actor.user, actor.home) == (user, unit)


def test_nobody_authors_nothing() -> None:
    with pytest.raises(NotPermitted, match="Sign in first"):
        _ = PUBLIC.user


def test_who_acts_in_no_unit_has_none_to_write_for() -> None:
    with pytest.raises(NotPermitted, match="Your role does not do this"):
        _ = Actor(kind=ActorKind.USER, id=new_id()).home
