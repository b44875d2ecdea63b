"""Two members of PACE, and a mail server, for whichever test of PACE asks for them."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from bench._site import free_port
from offramp.engagement.models import Member
from tests.cast import Cast
from tests.engagement import places_scene as scene
from tests.mail import Sink, taking_mail


@pytest.fixture
def minh(cast: Cast) -> Member:
    """The member of the cast, on the roster."""
    return scene.member(cast, cast.pace_member)


@pytest.fixture
def ayaan(cast: Cast) -> Member:
    """A colleague on the roster."""
    return scene.member(cast, scene.account(cast, "ayaan", "Cst. Ayaan Yusuf"))


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A real mail server, and our settings for it."""
    port = free_port()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with taking_mail(port) as taken, override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield taken
