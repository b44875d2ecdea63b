"""Two at one moment, in real transactions: there is one order, and each is told."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from offramp.accounts.models import User
from offramp.consent.actions import withdraw_consent
from offramp.consent.models import Consent, Withdrawal
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.referrals.actions import accept_referral, decline_referral, revoke_referral, send_referral
from offramp.referrals.enums import DeclineReason
from offramp.referrals.models import Answer, Mailing, Referral
from tests.at_once import Deed, kept, slowly, together
from tests.cast import make_cast
from tests.conftest import acting_as
from tests.consent.scene import Scene, a_scene, consented
from tests.databases import PROJECT, SECRETS
from tests.referrals.scene import PACKET, another_worker, to_shelter


@pytest.fixture
def scene(own_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock():
        with transaction.atomic():
            made = a_scene(make_cast(at=now()), acting_as)
        yield made


def test_of_two_withdrawals_at_once_one_is_kept_and_the_other_told(scene: Scene) -> None:
    consent = kept(lambda: consented(scene))
    withdraw = withdrawing(consent)

    said = together((scene.cast.navigator, withdraw), (scene.cast.navigator, withdraw))

    assert sorted(said)[0] == ""
    assert "taken back already" in sorted(said)[1]
    assert counted(scene.cast.navigator, Withdrawal) == 1


@pytest.mark.parametrize("first", ["send", "withdraw"])
def test_a_referral_sent_while_its_consent_is_withdrawn_is_refused_or_called_back(scene: Scene, first: str) -> None:
    consent = kept(lambda: consented(scene))
    deeds = {"send": sending(scene, consent), "withdraw": withdrawing(consent)}

    said = slowly(scene.cast.navigator, deeds.pop(first), scene.cast.navigator, deeds.popitem()[1])

    with transaction.atomic(), acting_as(scene.cast.navigator):
        states = list(Referral.objects.values_list("state", flat=True))
    with transaction.atomic(), acting_as(scene.cast.worker):
        assert Referral.objects.count() == 0
    assert (said, states) == (
        (["", ""], ["revoked"])
        if first == "send"
        else (["", "There is no current consent to share with The Shelter Society. Record a consent first."], [])
    )


def test_of_two_workers_who_answer_at_once_the_second_is_told(scene: Scene) -> None:
    referral = kept(lambda: to_shelter(scene))
    other = kept(lambda: another_worker(scene))

    said = slowly(
        scene.cast.worker,
        lambda by: accept_referral(referral=referral.pk, by=by, at=now()),
        other,
        lambda by: decline_referral(referral=referral.pk, reason=DeclineReason.FULL, by=by, at=now()),
    )

    assert said[0] == ""
    assert said[1].startswith("Pia Lund has answered already: accepted,")
    assert counted(other, Answer) == 1


def test_an_answer_while_the_referral_is_called_back_is_refused(scene: Scene) -> None:
    referral = kept(lambda: to_shelter(scene))

    said = slowly(
        scene.cast.navigator,
        lambda by: revoke_referral(referral=referral.pk, by=by, at=now()),
        scene.cast.worker,
        lambda by: accept_referral(referral=referral.pk, by=by, at=now()),
    )

    assert said == ["", "This referral was called back. There is nothing more to do."]
    assert counted(scene.cast.navigator, Answer) == 0


def test_the_worker_of_the_queue_sends_the_mail_as_its_own_role(scene: Scene, server: Server) -> None:
    referral = kept(lambda: to_shelter(scene))
    with transaction.atomic(), acting_as(scene.cast.worker) as by:
        accept_referral(referral=referral.pk, by=by, at=now())

    said = run_worker_once(server, str(connection.settings_dict["NAME"]))

    assert "To: navigator@example.org" in said
    assert Mailing.objects.count() == 1


def run_worker_once(server: Server, database: str) -> str:
    """Run the worker as the command line does until there is no more to do; return the mails it sent."""
    environment = {**os.environ, **server.environment(database), **SECRETS, "OFFRAMP_DB_ROLE": "job"}
    environment["DJANGO_SETTINGS_MODULE"] = "offramp.config.settings"
    command = [sys.executable, "-m", "offramp", "procrastinate", "worker", "--one-shot", "--no-listen-notify"]
    return subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=True).stdout


def sending(scene: Scene, consent: Consent) -> Deed:
    return lambda by: send_referral(
        person=scene.person,
        agency=scene.cast.shelter.pk,
        service=scene.cast.beds.pk,
        hoped_for="A room of her own",
        consent=consent.pk,
        items=PACKET,
        by=by,
        at=now(),
    )


def withdrawing(consent: Consent) -> Deed:
    return lambda by: withdraw_consent(consent=consent.pk, by=by, at=now())


def counted(user: User, model: type[Withdrawal] | type[Answer]) -> int:
    with transaction.atomic(), acting_as(user):
        return model._base_manager.count()
