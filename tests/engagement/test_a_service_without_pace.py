"""A service that runs HELP alone: what PACE does by itself finds nobody to act for, and does nothing."""

from collections.abc import Callable

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.accounts.models import Unit
from offramp.engagement.jobs import calendars, members, places, visits
from offramp.kernel.clock import now

BY_THEMSELVES = [calendars.remind, members.warn_of_trainings, places.warn, visits.brief_all]


@pytest.mark.django_db
@pytest.mark.parametrize("job", BY_THEMSELVES, ids=lambda job: str(job.name))
def test_what_goes_by_the_clock_ends_quietly_where_no_unit_runs_pace(job: Callable[..., None]) -> None:
    assert not Unit.objects.exists()

    job(timestamp=int(now().timestamp()))

    assert not ProcrastinateJob.objects.exists()
