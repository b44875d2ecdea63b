"""The page on which somebody with two offices says in which one they work now."""

import re

from django.urls import reverse

from offramp.access.enums import Role
from offramp.accounts.models import Posting
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import SignedIn


def test_the_office_somebody_works_in_is_marked_and_the_other_is_offered(cast: Cast, signed_in: SignedIn) -> None:
    held = Posting.objects.get(user=cast.officer)
    other = Posting.objects.create(user=cast.officer, role=Role.ANALYST, unit=held.unit, starts_at=now())
    browser = signed_in(cast.officer)

    for chosen, offered in ((held, other), (other, held)):
        browser.post(reverse("access:posting"), {"posting": str(chosen.pk)})
        page = browser.get(reverse("access:posting")).content.decode()
        assert re.findall(r'name="posting"\s+value="([^"]+)"', page) == [str(offered.pk)]
        assert len(re.findall(r'class="tag\s', page)) == 1
