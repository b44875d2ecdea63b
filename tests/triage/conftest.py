"""Who sits at the pages of triage."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import SignedIn


@pytest.fixture
def officer(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def navigator(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.navigator)
