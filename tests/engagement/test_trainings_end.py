"""A training that ends is told of: to its member by mail, at 60 and at 14 days, once each."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.engagement.actions import joining
from offramp.engagement.actions import members as actions
from offramp.engagement.actions.members import Kind
from offramp.engagement.enums import Course
from offramp.engagement.jobs.members import warn_of_training, warn_of_trainings
from offramp.engagement.models import Member, Training
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from tests.cast import Cast
from tests.conftest import Acting, acting_as
from tests.engagement.member_scene import account, member, run, trained


def warn() -> list[str]:
    """Let a day's warnings go out; return what was mailed in all."""
    before = set(ProcrastinateJob.objects.values_list("id", flat=True))
    run(warn_of_trainings, timestamp=int(now().timestamp()))
    for job in ProcrastinateJob.objects.filter(task_name="engagement.warn_of_training").exclude(id__in=before):
        for _again in range(2):
            run(warn_of_training, **job.args)
    return [str(message.body) for message in mail.outbox]


def ends_in(days: int, row: Training, cast: Cast) -> None:
    with acting_as(cast.coordinator):
        Training.objects.filter(pk=row.pk).update(expires_on=localdate() + timedelta(days=days))


@pytest.fixture
def one(cast: Cast) -> Member:
    return member(cast)


def test_a_member_is_warned_at_sixty_and_at_fourteen_days_once_each(cast: Cast, one: Member) -> None:
    row = trained(cast, one, ends_in=61)
    counts = [len(warn())]
    for days in (60, 59, 15, 14, 13, 0, -1):
        ends_in(days, row, cast)
        counts.append(len(warn()))

    assert counts == [0, 1, 1, 1, 2, 2, 2, 2]
    assert [message.to for message in mail.outbox] == [[cast.pace_member.email]] * 2
    assert mail.outbox[0].subject == "Your training “Bias awareness” ends soon"
    assert ["that is 60 days from today" in str(mail.outbox[0].body), "/me/" in str(mail.outbox[0].body)] == [
        True,
        True,
    ]


def test_nobody_is_warned_of_what_was_done_again_taken_back_or_holds_for_ever(cast: Cast, one: Member) -> None:
    trained(cast, one, Course.BIAS, ends_in=20)
    trained(cast, one, Course.BIAS, ends_in=900)
    trained(cast, one, Course.EMPATHY, ends_in=20)
    trained(cast, one, Course.EMPATHY, ends_in=None)
    mistaken = trained(cast, one, Course.ANTI_RACISM, ends_in=20)
    with acting_as(cast.coordinator) as by:
        actions.take_back(member=one.pk, kind=Kind.TRAINING, row=mistaken.pk, by=by, at=now())

    assert warn() == []


def test_nobody_is_warned_who_left_or_has_no_address(cast: Cast, one: Member) -> None:
    gone = member(cast, account("gone", "Cst. Gone", cast))
    silent = account("silent", "Cst. Silent", cast)
    silent.email = ""
    silent.save()
    for row in (gone, member(cast, silent)):
        trained(cast, row, ends_in=20)
    with acting_as(cast.coordinator) as by:
        joining.leave(member=gone.pk, by=by, at=now())

    assert warn() == []


def test_a_warning_for_what_is_no_more_to_be_warned_of_is_not_sent(cast: Cast, one: Member) -> None:
    row = trained(cast, one, ends_in=20)
    ends_in(200, row, cast)

    run(warn_of_training, training=str(row.pk), days=60)

    assert mail.outbox == []


@pytest.mark.parametrize(("course", "ends"), [(Course.BIAS, date(2028, 3, 15)), (Course.LINC_INSTRUCTOR, None)])
def test_a_training_holds_as_long_as_the_setting_says_unless_it_is_said(
    cast: Cast, one: Member, course: Course, ends: date | None
) -> None:
    with acting_as(cast.coordinator) as by:
        usual = actions.record_training(member=one.pk, course=course, done_on=date(2026, 3, 15), by=by, at=now())
        said = actions.record_training(
            member=one.pk, course=course, done_on=date(2026, 3, 15), expires_on=date(2026, 12, 31), by=by, at=now()
        )

    assert (usual.expires_on, said.expires_on) == (ends, date(2026, 12, 31))


def test_a_member_writes_no_training_of_their_own(cast: Cast, one: Member, acting: Acting) -> None:
    row = trained(cast, one)
    with acting(cast.pace_member) as by:
        with pytest.raises(NotPermitted):
            actions.record_training(member=one.pk, course=Course.BIAS, done_on=date(2026, 3, 15), by=by, at=now())
        with pytest.raises(NotPermitted):
            actions.take_back(member=one.pk, kind=Kind.TRAINING, row=row.pk, by=by, at=now())
        assert Training.objects.get().withdrawn_at is None
