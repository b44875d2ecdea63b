"""What may and may not stand in a log."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import RequestFactory

from offramp.config.middleware import RequestLog
from tests.logged import as_logged


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    with as_logged() as stream:
        yield stream


def test_a_fault_is_logged_by_kind_and_place_without_its_words(written: io.StringIO) -> None:
    try:
        try:
            raise KeyError("Maria Delgado")
        except KeyError as error:
            raise ValueError("Failing row contains (Maria Delgado)") from error
    except ValueError:
        structlog.get_logger("offramp").exception("request_failed", code=500)
        logging.getLogger("offramp").exception("it failed")
    ours, theirs = lines(written)
    assert ours["fault"] == theirs["fault"] == ["ValueError", "KeyError"]
    assert ours["at"][0].startswith(__file__)
    assert (ours["event"], theirs["event"]) == ("request_failed", "it failed")
    assert "Delgado" not in written.getvalue()


def test_a_request_is_named_without_its_query() -> None:
    request = RequestFactory().get("/people/", {"q": "Delgado"})
    assert RequestLog.format_request(request) == "GET /people/"


def test_a_secret_address_is_logged_without_its_secret() -> None:
    requests = [RequestFactory().get(f"/invitation/s3cret-{end}") for end in ("/", "/change/")]
    assert [RequestLog.format_request(request) for request in requests] == [
        "GET /invitation/…/",
        "GET /invitation/…/change/",
    ]
    assert RequestLog.format_request(RequestFactory().get("/place/s3cret/")) == "GET /place/…/"
    assert RequestLog.format_request(RequestFactory().get("/calendar/s3cret.ics")) == "GET /calendar/…"
    assert RequestLog.format_request(RequestFactory().get("/invitations/new/")) == "GET /invitations/new/"


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]
