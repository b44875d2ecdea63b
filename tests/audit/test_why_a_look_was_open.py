"""The read log says on which basis somebody was open to their reader, as the gate had it then, and it is sealed."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.audit.actions import record_look
from offramp.audit.models import LookSubject
from offramp.audit.rules import canonical
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.casework.files import in_care
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import a_scene, consented, for_officers
from tests.referrals.scene import to_shelter
from tests.ui.reading import flat


def looked(cast: Cast, acting: Acting, user: User) -> list[tuple[UUID, list[str]]]:
    """Return of whom the log says that somebody looked, and why they could, oldest first."""
    with acting(cast.privacy):
        rows = LookSubject.objects.filter(reader=user.pk).order_by("position")
        return [(row.subject, row.bases) for row in rows]


def bases_of_a_look(acting: Acting, user: User, subject: UUID, categories: Iterable[str]) -> list[str]:
    with acting(user) as by:
        viewer = Viewer(by)
        viewer.show(subject, *categories)
        record_look(viewer=viewer, route="desk:record", at=now())
        return LookSubject.objects.order_by("-position")[0].bases


def test_a_page_says_on_which_basis_it_was_open(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    there = reverse("desk:record", args=[person])

    for user in (cast.navigator, cast.officer, cast.colleague):
        assert signed_in(user).get(there).status_code == 200

    assert looked(cast, acting, cast.navigator) == [(person, ["care_team"])]
    assert looked(cast, acting, cast.officer) == [(person, ["care_team"])]
    assert looked(cast, acting, cast.colleague) == [(person, ["unit"])]


def test_each_category_has_its_own_ground(cast: Cast, acting: Acting) -> None:
    scene = a_scene(cast, acting)
    consented(scene, for_officers(scene, Category.HEALTH))
    referral = to_shelter(scene)

    def bases(user: User, subject: UUID, *categories: str) -> list[str]:
        return bases_of_a_look(acting, user, subject, categories)

    assert bases(cast.officer, scene.person, Category.PLAN) == ["care_team"]
    assert bases(cast.officer, scene.person, Category.PLAN, Category.HEALTH) == ["care_team", "consent"]
    assert bases(cast.colleague, scene.person, Category.IDENTITY, Category.CONTACT_LOG) == ["unit"]
    assert bases(cast.worker, referral.pk, Category.PLAN) == ["referral"]
    assert bases(cast.other_navigator, new_id(), Category.CONTACT_LOG) == ["triage"]
    assert bases(cast.constable, new_id(), Category.CONTACT_LOG) == ["own"]


def test_a_ground_that_ended_is_none_and_what_opens_nothing_is_told_as_nothing(cast: Cast, acting: Acting) -> None:
    person, founding = in_care(cast, acting), new_id()
    with acting(cast.navigator):
        grant(
            party=cast.colleague.pk,
            subject=person,
            categories=[Category.PLAN],
            basis=Basis.CARE_TEAM,
            founded_on=founding,
            starts_at=now() - timedelta(days=1),
        )
    assert bases_of_a_look(acting, cast.colleague, person, [Category.PLAN]) == ["care_team"]
    with acting(cast.navigator):
        end_grants(founded_on=founding, basis=Basis.CARE_TEAM, at=now())

    assert bases_of_a_look(acting, cast.colleague, person, [Category.IDENTITY]) == ["unit"]
    assert bases_of_a_look(acting, cast.colleague, person, [Category.HEALTH]) == []


def test_it_costs_no_query_more_for_one_subject_or_for_fifty(cast: Cast, acting: Acting) -> None:
    for many in (1, 50):
        with acting(cast.navigator) as by:
            viewer = Viewer(by)
            for _ in range(many):
                viewer.show(new_id(), Category.IDENTITY)
            with CaptureQueriesContext(connection) as queries:
                record_look(viewer=viewer, route="people:search", at=now())
        assert len(queries) == 2


def test_the_seal_covers_it_and_older_rows_are_whole_without_it() -> None:
    row = {"id": new_id(), "categories": ["plan"]}

    assert canonical("audit_looksubject", {**row, "bases": []}) == canonical("audit_looksubject", row)
    assert canonical("audit_looksubject", {**row, "bases": ["unit"]}) != canonical("audit_looksubject", row)


def test_the_privacy_officer_reads_it_in_words(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    signed_in(cast.officer).get(reverse("desk:record", args=[person]))

    assert "On the care team" in flat(signed_in(cast.privacy).get(f"/logs/looks/?whom={person}"))
