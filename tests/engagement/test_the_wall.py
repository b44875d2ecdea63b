"""Who reads what of invitations, in the database: the unit, the link's holder, nobody else."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from offramp.access.actions import new_link, set_identity
from offramp.access.enums import LinkRole, Stream
from offramp.access.queries import secret_of
from offramp.engagement.actions import receive_invitation
from offramp.engagement.actions.inviting import OPENED
from offramp.engagement.enums import Door, Verdict
from offramp.engagement.models import Decision, Invitation, Inviter, Message, Organisation
from offramp.engagement.queries import invitation_of_link
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import PUBLIC, Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import INVITER, as_holder, asked, decided, link_of, page_of, received, wrote
from tests.ui.reading import flat

TABLES = (Invitation, Inviter, Message, Decision, Organisation)


@pytest.fixture
def row(cast: Cast) -> Invitation:
    """An invitation with everything that could leak; beside it, another."""
    made = received()
    wrote(made)
    decided(made, Verdict.ACCEPT, cast.coordinator, reason="They quarrelled with us")
    other = received(organisation_name="Another circle", name="Berhane Tesfay")
    wrote(other, "Nobody else reads this")
    decided(other, Verdict.DECLINE, cast.coordinator)
    return made


def counted() -> list[int]:
    return [table._base_manager.count() for table in TABLES]


def test_nobody_and_no_other_unit_reads_anything(cast: Cast, acting: Acting, row: Invitation) -> None:
    seen = {"nobody": counted()}
    for user in cast.everyone:
        if user not in (cast.coordinator, cast.pace_member, cast.stranger):
            with acting(user):
                seen[user.username] = counted()

    assert {name: counts for name, counts in seen.items() if any(counts)} == {}
    assert len(seen) == len(cast.everyone) - 2


def test_the_coordinator_reads_all_and_a_member_no_contact_and_no_letter(
    cast: Cast, acting: Acting, row: Invitation
) -> None:
    with acting(cast.coordinator):
        assert counted() == [2, 2, 4, 2, 1]
    with acting(cast.pace_member):
        assert counted() == [2, 0, 0, 2, 1]


def test_the_holder_reads_the_one_invitation_and_no_decision(cast: Cast, row: Invitation) -> None:
    seen = as_holder(row, lambda by: (Invitation.objects.get().pk, Inviter.objects.get().name, counted()))

    assert seen == (row.pk, "Halima Warsame", [1, 1, 2, 0, 0])


def test_who_comes_without_a_link_has_no_invitation_by_link(cast: Cast, row: Invitation) -> None:
    assert invitation_of_link(Viewer(PUBLIC)) is None


def test_nobody_makes_a_second_link_to_an_invitation(cast: Cast, row: Invitation) -> None:
    for held in ("", secret_of(row.link)):
        set_identity(None, None, link=held)
        with pytest.raises(DatabaseError, match="nobody links"), transaction.atomic():
            new_link(subject=row.pk, role=LinkRole.ORGANISER, categories=OPENED, stream=Stream.ENGAGEMENT, at=now())


def test_the_holder_writes_no_decision_and_nothing_about_another(cast: Cast, row: Invitation) -> None:
    other = received(organisation_name="A third circle")
    decision = Decision(invitation=row, unit=cast.pace, verdict="accept", decided_by=cast.coordinator, decided_at=now())
    message = Message(invitation=other, unit=cast.pace, side="organiser", written_at=now(), text="Not mine")
    set_identity(None, None, link=secret_of(row.link))

    for forbidden in (decision, message):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            forbidden.save(force_insert=True)
    assert Invitation.objects.filter(pk=other.pk).update(title="Taken") == 0


def test_by_link_no_page_shows_what_the_unit_keeps_to_itself(cast: Cast, row: Invitation) -> None:
    page = flat(Client().get(link_of(row)))

    kept = ("They quarrelled", "Another circle", "Berhane", "Nobody else reads this")
    assert [words for words in kept if words in page] == []
    assert Client().get(page_of(row)).status_code == 302


@pytest.mark.parametrize("who", ["officer", "navigator", "constable", "analyst", "pace_member"])
def test_the_coordinators_pages_are_for_the_coordinator(
    cast: Cast, signed_in: SignedIn, row: Invitation, who: str
) -> None:
    client = signed_in(getattr(cast, who))

    for address in ("/invitations/", "/invitations/new/", page_of(row), page_of(row, "decide", "accept")):
        answer = client.get(address)
        assert (answer.status_code, "Halima" in flat(answer)) == (403, False), address


def test_another_unit_writes_no_invitation_down(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        receive_invitation(asked=asked(), **INVITER, door=Door.PHONE, by=by, at=now())
