"""A browser without the drawing: it keeps cookies, sends forms, and knows how long the last answer took."""

import re
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

Fields = Mapping[str, str | list[str]]
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, where it leads to if that is elsewhere, and how long it took."""

    status: int
    text: str
    leads_to: str = ""
    milliseconds: float = 0.0


class Reader:
    """Somebody who reads pages and sends forms, each on a connection of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.ask("GET", path, {})

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form."""
        return self.ask("POST", path, {**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})

    def sign_in_as(self, role: str) -> None:
        """Become the training city's example of a role."""
        self.get("/sign-in/")
        answer = self.post(f"/sign-in/as/{role}/", {})
        if answer.leads_to != "/":
            raise ConnectionError(f"Signing in as {role} answered {answer.status}.")

    def ask(self, method: str, path: str, fields: Fields) -> Answer:
        """Send one request, and return the answer once the last of it is there."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields, doseq=True) if method == "POST" else None
        began = time.perf_counter()
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        took = (time.perf_counter() - began) * 1000
        self._keep(answer)
        return Answer(answer.status, text, answer.headers.get("Location", ""), took)

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value


def ask_help(reader: Reader, place: str) -> Answer:
    """Open the patrol officer's form and send it; the answer is that to the sending."""
    page = reader.get("/ask/").text
    return reader.post(
        "/ask/",
        {
            "form_token": value_of("form_token", page),
            "branch": value_of("branch", page),
            "place": place,
            "seen": ["cold", "no_home"],
            "urgency": "today",
            "story": "Sits by the wall without a coat, answers, wants to get warm.",
        },
    )


def value_of(name: str, page: str) -> str:
    """Return the first value that a page offers for a control."""
    for control in re.findall(rf'<input\b[^>]*\bname="{name}"[^>]*>', page):
        value = re.search(r'\bvalue="([^"]+)"', control)
        if value:
            return value.group(1)
    raise ConnectionError(f"The page offers nothing for {name}.")
