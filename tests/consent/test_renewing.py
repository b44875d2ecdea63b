"""Whoever asked for a consent that ends soon gets one mail, and it says nothing of whose it is."""

from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Closeness
from offramp.access.models import Grant
from offramp.consent.actions import withdraw_consent
from offramp.consent.jobs import warn_of_ending, warn_of_endings
from offramp.consent.models import Consent, RenewalMailing
from offramp.consent.queries import consents_to_renew
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.actions import restrict_file
from tests.cast import Cast
from tests.consent.scene import CANARIES, Scene, consented, terms

SOON = timedelta(days=settings.CONSENT_WARNING_DAYS - 1)


def test_who_asked_is_written_to_once_and_the_mail_says_nothing(scene: Scene) -> None:
    ending = ends_in(scene, SOON)
    ends_in(scene, SOON * 4)

    for _day in range(2):
        warn_of_endings(timestamp=int(now().timestamp()))
    assert jobs() == [{"consent": str(ending.pk), "reader": str(scene.cast.navigator.pk)}] * 2
    for job in jobs() * 2:
        warn_of_ending(**job)

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["navigator@example.org"], "A consent that you asked for ends soon")
    assert not [word for word in (*CANARIES, str(scene.person), str(ending.pk)) if word in str(letter.message())]
    assert RenewalMailing.objects.get().consent == ending.pk


def test_nobody_is_reminded_of_what_is_over_taken_back_or_no_longer_theirs(scene: Scene) -> None:
    before = now() + timedelta(days=settings.CONSENT_WARNING_DAYS)
    ending = ends_in(scene, SOON)
    assert consents_to_renew(before) == [(ending.pk, scene.cast.navigator.pk)]

    with scene.acting(scene.cast.navigator) as by:
        withdraw_consent(consent=ending.pk, words="", by=by, at=now())
    assert consents_to_renew(before) == []

    again = ends_in(scene, SOON)
    with scene.acting(scene.cast.navigator) as by:
        seat = Grant.objects.get(party=by.user, subject=scene.person, basis=Basis.CARE_TEAM)
        end_grants(founded_on=seat.founded_on, basis=Basis.CARE_TEAM, at=now())
    assert (consents_to_renew(before), again.ends_at < before) == ([], True)


def test_whoever_is_not_named_on_a_restricted_file_is_not_reminded_of_it(scene: Scene) -> None:
    ends_in(scene, SOON)
    with scene.acting(scene.cast.supervisor) as by:
        restrict_file(
            person=scene.person, closeness=Closeness.RELATIVE, reason="Her brother works in the west team",
            named=[scene.cast.lead.pk], by=by, at=now(),
        )  # fmt: skip

    assert consents_to_renew(now() + timedelta(days=settings.CONSENT_WARNING_DAYS)) == []


def test_who_has_left_gets_none_and_nobody_who_is_somebody_may_ask(scene: Scene) -> None:
    ends_in(scene, SOON)
    warn_of_ending(consent=str(new_id()), reader=str(scene.cast.stranger.pk))
    type(scene.cast.navigator).objects.filter(pk=scene.cast.navigator.pk).update(is_active=False)
    warn_of_ending(consent=str(new_id()), reader=str(scene.cast.navigator.pk))

    assert [letter.to for letter in mail.outbox] == [["stranger@example.org"]]
    with scene.acting(scene.cast.privacy):
        assert consents_to_renew(now() + timedelta(days=400)) == []


def test_the_role_of_the_worker_may_do_the_job(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('offramp_job', 'consent_renewalmailing', 'INSERT')")
        assert cursor.fetchone() == (True,)


def ends_in(scene: Scene, span: timedelta) -> Consent:
    return consented(scene, terms(scene, starts_at=now(), ends_at=now() + span))


def jobs() -> list[dict[str, str]]:
    rows = ProcrastinateJob.objects.filter(task_name="consent.warn_of_ending").order_by("id")
    return [row.args for row in rows]
