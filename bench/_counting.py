"""The statements that each piece of work runs. In a Django process as the runtime role, not on the server's side.

The product's whole way of a request runs here as it does there; only the sockets are missing.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from bench._reader import Answer, Fields, Reader
from bench._work import Targets, work_on

OF_TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
TURNS = 6


class Watched(Reader):
    """A reader who asks this process, and sees how long each statement of the last answer took."""

    def __init__(self) -> None:
        super().__init__(port=0)
        self.client = Client(SERVER_NAME="localhost")
        self.statements: list[float] = []

    def ask(self, method: str, path: str, fields: Fields) -> Answer:
        """Ask, and watch the statements; those that only hold a transaction are left out."""
        self.statements = []
        with connection.execute_wrapper(self._watch):
            answer = self.client.get(path) if method == "GET" else self.client.post(path, fields)
        return Answer(answer.status_code, answer.text, answer.headers.get("Location", ""))

    def _watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if not sql.startswith(OF_TRANSACTIONS):
                self.statements.append((time.perf_counter() - began) * 1000)


def tell() -> None:
    """Read the targets from standard input; print of each piece of work how many statements, and their milliseconds."""
    found = {}
    for work in work_on(Targets.loaded(sys.stdin.read())):
        reader = Watched()
        if work.role:
            reader.sign_in_as(work.role)
        milliseconds = []
        for turn in range(-TURNS, 0):
            work.ask(reader, turn)
            milliseconds.append(sum(reader.statements))
        found[work.name] = (len(reader.statements), statistics.median(milliseconds))
    print(json.dumps(found))
