"""Letters leave once, in the inviter's language, with the address of their page; never after the link was ended."""

import pytest
from django.core import mail
from django.db import connection

from offramp.access.actions import end_grants, set_identity
from offramp.access.enums import Basis
from offramp.access.queries import secret_of
from offramp.engagement.enums import Verdict
from offramp.engagement.jobs.letters import write
from offramp.engagement.models import Invitation, Inviter, Message
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.scene import TOLD, decided, jobs, link_of, received, wrote


def sent() -> list[str]:
    """Run every job that waits, as the worker of the queue does; return what was mailed."""
    for job in jobs():
        write(**job)
        set_identity(None, None)
    return [str(message.body) for message in mail.outbox]


def test_receipt_is_confirmed_with_the_day_of_the_answer_and_the_secret_page(cast: Cast) -> None:
    row = received()

    [body] = sent()

    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["halima@example.org"], f"Your invitation {row.number}")
    assert "We have your invitation. You will hear from us by " in body
    assert body.endswith(f"{link_of(row)}\n")


def test_what_came_late_is_confirmed_honestly(cast: Cast) -> None:
    received(9)

    [body] = sent()

    assert "The event is 9 days away; we ask for 21." in body


def test_a_letter_is_mailed_once_however_often_its_job_runs(cast: Cast, acting: Acting) -> None:
    row = received()
    decided(row, Verdict.ACCEPT, cast.coordinator, letter="We come")
    receipt, letter = jobs()

    for _ in range(2):
        for job in (receipt, letter):
            write(**job)
            set_identity(None, None)

    assert [body.split(".")[0].split("\n")[0] for body in bodies()] == ["We have your invitation", "We come"]
    assert [secret_of(row.link) in body for body in bodies()] == [True, True]
    with acting(cast.coordinator):
        assert Message.objects.get().mailed_at is not None
        assert Inviter.objects.get().told_at is not None


def test_a_letter_speaks_the_language_of_who_invites(cast: Cast, acting: Acting) -> None:
    row = received(language="fr")

    [body] = sent()

    assert "Nous avons bien reçu" in body or "votre invitation" in body.lower()
    assert "You will hear" not in body
    assert (row.number in mail.outbox[0].subject, "Your invitation" in mail.outbox[0].subject) == (True, False)


def test_nothing_is_mailed_after_the_link_was_ended(cast: Cast, acting: Acting) -> None:
    row = received()
    decided(row, Verdict.ACCEPT, cast.coordinator)
    with acting(cast.coordinator):
        end_grants(founded_on=row.link, basis=Basis.LINK, at=now())

    assert (len(jobs()), sent()) == (2, [])
    with acting(cast.coordinator):
        assert Message.objects.get().mailed_at is None


def test_nothing_is_mailed_without_an_address_or_to_a_link_that_is_none(cast: Cast) -> None:
    decided(received(email=""), Verdict.ACCEPT, cast.coordinator)
    write(link=str(new_id()), message="")

    assert sent() == []


def test_a_letter_never_carries_another_message(cast: Cast, acting: Acting) -> None:
    row, other = received(), received(organisation_name="Another circle")
    wrote(other)
    with acting(cast.coordinator):
        message = Message.objects.get(text=TOLD)

    write(link=str(row.link), message=str(message.pk))

    assert mail.outbox == []


def test_a_called_off_invitation_is_still_written_about(cast: Cast) -> None:
    row = received(title="")
    decided(row, Verdict.PASS_ON, cast.coordinator, passed_to="Parks", letter="To Parks")

    assert [body.split("\n")[0] for body in sent()][1:] == ["To Parks"]
    assert str(row) == f"{row.number} Somali Mothers' Circle"


@pytest.mark.parametrize("table", ["engagement_invitation", "engagement_inviter", "engagement_message"])
def test_the_role_of_the_worker_may_do_the_job(cast: Cast, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('offramp_job', %s, 'SELECT')", [table])
        assert cursor.fetchone() == (True,)
    assert Invitation.objects.count() == 0


def bodies() -> list[str]:
    return [str(message.body) for message in mail.outbox]
