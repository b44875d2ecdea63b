"""The sender gets one mail without content for each answer, however often the job runs."""

import pytest
from django.core import mail
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.referrals.actions import accept_referral, ask_back, decline_referral
from offramp.referrals.jobs import tell_sender
from offramp.referrals.models import Answer, Mailing
from tests.consent.scene import CANARIES, Scene
from tests.referrals.scene import accepted, to_shelter


def test_an_answer_leaves_one_job_with_ids_alone(scene: Scene) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by:
        answer = accept_referral(referral=referral.pk, by=by, at=now())

    assert jobs() == [{"answer": str(answer.pk), "sender": str(scene.cast.navigator.pk)}]


def test_a_refused_answer_leaves_no_job(scene: Scene) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by, pytest.raises(Refused):
        decline_referral(referral=referral.pk, reason="", by=by, at=now())

    assert jobs() == []


def test_an_answer_that_is_rolled_back_takes_its_job_along(scene: Scene) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by, transaction.atomic():
        accept_referral(referral=referral.pk, by=by, at=now())
        transaction.set_rollback(True)

    assert jobs() == []


def test_run_twice_the_job_sends_one_mail_that_says_nothing(scene: Scene) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by:
        ask_back(referral=referral.pk, question="the fire?", by=by, at=now())
    accepted(scene, referral)

    for job in jobs() * 2:
        tell_sender(**job)

    assert [(m.subject, m.body, m.to) for m in mail.outbox] == [
        ("A referral was answered", "A referral was answered. Sign in to read it.", ["navigator@example.org"])
    ] * 2
    assert not any(canary in str(m.message()) for m in mail.outbox for canary in CANARIES)


@pytest.mark.parametrize("changes", [{"email": ""}, {"is_active": False}])
def test_who_has_left_or_has_no_address_gets_none(scene: Scene, changes: dict[str, object]) -> None:
    accepted(scene, to_shelter(scene))
    User.objects.filter(pk=scene.cast.navigator.pk).update(**changes)

    tell_sender(**jobs()[0])

    assert (mail.outbox, Mailing.objects.count()) == ([], 0)


def test_without_identity_the_job_reads_no_referral(scene: Scene) -> None:
    accepted(scene, to_shelter(scene))

    assert Answer.objects.count() == 0
    tell_sender(**jobs()[0])
    assert len(mail.outbox) == 1


def test_the_task_is_known_and_retried() -> None:
    task = app.tasks["referrals.tell_sender"]

    assert (task.name, task.retry_strategy is not None) == ("referrals.tell_sender", True)


def test_the_role_of_the_worker_may_do_the_job(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('offramp_job', 'accounts_user', 'SELECT')"
            " AND has_table_privilege('offramp_job', 'referrals_mailing', 'INSERT')"
            " AND has_table_privilege('offramp_job', 'procrastinate_jobs', 'UPDATE')"
        )
        assert cursor.fetchone() == (True,)


def jobs() -> list[dict[str, str]]:
    return [dict(job.args) for job in ProcrastinateJob.objects.order_by("id") if job.task_name.startswith("referrals.")]
