"""What the gate in Python asks by itself, where the wall in the database is not asked: it doesn't lean on the other."""

from datetime import timedelta
from typing import Any

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category, Operation, OversightCategory, Role
from offramp.access.queries import bases_of, categories_in_words, grants_in_force, oversight_at_most
from offramp.access.who_sees_what import ceilings
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.ids import new_id
from tests.cast import Cast, make_cast
from tests.conftest import Acting, acting_as
from tests.databases import as_owner


def test_the_grants_of_somebody_else_open_nothing_to_me_even_where_the_database_shows_them(
    own_database: str, server: Server
) -> None:
    cast, subject = make_cast(at=now()), new_id()
    with as_owner(server, own_database) as owner:
        owner.execute("ALTER TABLE access_grant DISABLE ROW LEVEL SECURITY")
    with acting_as(cast.navigator):
        grant(
            party=cast.navigator.pk, subject=subject, categories=[Category.PLAN], basis=Basis.CARE_TEAM,
            founded_on=new_id(), starts_at=now() - timedelta(days=1),
        )  # fmt: skip

    found = {}
    for user in (cast.navigator, cast.colleague, cast.officer):
        with acting_as(user) as by:
            found[user.username] = grants_in_force(by, [subject], at=now()).count()

    assert found == {cast.navigator.username: 1, cast.colleague.username: 0, cast.officer.username: 0}


def test_what_a_consent_lets_an_officer_read_it_does_not_let_them_write(cast: Cast, acting: Acting) -> None:
    subject = new_id()
    with acting(cast.officer) as by:
        grant(
            party=cast.officer.pk, subject=subject, categories=[Category.SUPPORT_NOTES, Category.PLAN],
            basis=Basis.CONSENT, founded_on=new_id(), starts_at=now() - timedelta(days=1),
        )  # fmt: skip
        asked: dict[str, Any] = {"subject": subject, "unit": None, "at": now()}
        opened = {
            operation: bases_of(by, operation, Category.SUPPORT_NOTES, **asked)
            for operation in (Operation.READ, Operation.WRITE)
        }

    assert opened == {Operation.READ: {Basis.CONSENT}, Operation.WRITE: set()}


def test_categories_are_said_in_words_and_a_name_that_is_none_stands_as_it_is() -> None:
    assert categories_in_words(["plan", "no_category"]) == f"{Category.PLAN.label}, no_category"


def test_of_what_looks_are_answered_for_a_role_is_told_what_its_ceiling_holds_on_a_basis() -> None:
    held = {
        (role, basis): set(oversight_at_most(role, basis, [*OversightCategory, "plan"]))
        for role in Role
        for basis in Basis
    }

    told = {(role, basis, category) for role, operation, basis, category in ceilings() if operation == "read"}
    assert held == {
        (role, basis): {each for each in OversightCategory if (role, basis, each) in told} for role, basis in held
    }
    assert {OversightCategory.OPENED} in held.values()
