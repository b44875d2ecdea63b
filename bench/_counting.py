"""The statements that each piece of work runs. In a Django process as the runtime role, not on the server's side.

The product's whole way of a request runs here as it does there; only the sockets are missing.
"""

import json
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench._reader import Answer, Fields, Reader
from bench._work import Targets, work_on

OF_TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Watched(Reader):
    """A reader who asks this process, and sees the statements."""

    def __init__(self) -> None:
        super().__init__(port=0)
        self.client = Client(SERVER_NAME="localhost")

    def ask(self, method: str, path: str, fields: Fields) -> Answer:
        """Ask, and return the answer with the statements it took, those that hold a transaction left out."""
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(path) if method == "GET" else self.client.post(path, fields)
        said = [str(query["sql"]) for query in captured]
        statements = tuple(one for one in said if not one.startswith(OF_TRANSACTIONS))
        return Answer(answer.status_code, answer.text, answer.headers.get("Location", ""), statements=statements)


def tell() -> None:
    """Read the targets from standard input; print the statements of each piece of work as JSON."""
    found = {}
    for work in work_on(Targets.loaded(sys.stdin.read())):
        reader = Watched()
        if work.role:
            reader.sign_in_as(work.role)
        for turn in (-1, -2):
            answer = work.ask(reader, turn)
        found[work.name] = answer.statements
    print(json.dumps(found))
