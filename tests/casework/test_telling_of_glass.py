"""Whoever must know that a file was opened because of danger to life gets one mail without content."""

import pytest
from django.core import mail
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.accounts.models import User
from offramp.casework.actions import break_glass
from offramp.casework.jobs import tell_of_glass
from offramp.casework.models import GlassMailing
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.ids import new_id
from tests.casework.files import a_person
from tests.casework.glass_scene import a_full_file, opens
from tests.cast import Cast
from tests.conftest import Acting


def test_team_and_supervisors_get_one_mail_each_that_says_nothing(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)

    assert {job["reader"] for job in jobs()} == {
        str(user.pk) for user in (cast.navigator, cast.officer, cast.supervisor)
    }
    assert all(job == {"use": str(use.pk), "reader": job["reader"]} for job in jobs())
    for job in jobs() * 2:
        tell_of_glass(**job)

    assert sorted(message.to[0] for message in mail.outbox) == [
        "navigator@example.org",
        "officer@example.org",
        "supervisor@example.org",
    ]
    assert {(message.subject, message.body) for message in mail.outbox} == {
        (
            "A file was opened because of danger to life",
            "A file was opened because of danger to life. Sign in to read whose, by whom and why.",
        )
    }


def test_where_nobody_is_on_the_care_team_the_supervisor_is_told(cast: Cast, acting: Acting) -> None:
    opens(cast, acting, a_person(cast, acting), cast.colleague)

    assert [job["reader"] for job in jobs()] == [str(cast.supervisor.pk)]


def test_who_has_left_gets_no_mail_and_a_refused_use_leaves_no_job(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    with acting(cast.colleague) as by, pytest.raises(Refused):
        break_glass(person=person, reason="", by=by, at=now())
    assert jobs() == []
    User.objects.filter(pk=cast.supervisor.pk).update(is_active=False)

    tell_of_glass(use=str(new_id()), reader=str(cast.supervisor.pk))

    assert (mail.outbox, GlassMailing.objects.count()) == ([], 0)


def test_the_role_of_the_worker_may_do_the_job(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('offramp_job', 'casework_glassmailing', 'INSERT')")
        assert cursor.fetchone() == (True,)


def jobs() -> list[dict[str, str]]:
    rows = ProcrastinateJob.objects.filter(task_name="casework.tell_of_glass").order_by("id")
    return [row.args for row in rows]
