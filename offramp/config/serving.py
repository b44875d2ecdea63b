"""`offramp serve`: gunicorn, on the loopback address unless told otherwise."""

import os
import sys
from argparse import ArgumentParser
from importlib import import_module

from gunicorn.app.wsgiapp import WSGIApplication

from offramp.config.environment import home
from offramp.kernel import database
from offramp.kernel.embedded import Embedded
from offramp.kernel.starting import CannotStart


def serve(arguments: list[str]) -> None:
    """Be the web server. It doesn't start the database: nobody would stop it."""
    parser = ArgumentParser(prog="offramp serve")
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port, 127.0.0.1:8000 by default")
    bind = parser.parse_args(arguments).bind
    if database.is_embedded() and not Embedded(home()).running():
        raise CannotStart("The database is not running. Start all of it with `offramp demo`, or set DATABASE_URL.")
    settings = import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    sys.argv = ["gunicorn", *gunicorn_arguments(bind, settings.WEB_CONCURRENCY)]
    WSGIApplication(prog="offramp serve").run()


def gunicorn_arguments(bind: str, workers: int) -> list[str]:
    """Return what gunicorn is told. Its workers share the memory of the application, loaded once."""
    options = {
        "--config": "python:offramp.config.workers",
        "--bind": bind,
        "--workers": str(workers),
        "--worker-class": "gthread",
        "--threads": "4",
        "--timeout": "60",
        "--graceful-timeout": "20",
        "--max-requests": "10000",
        "--max-requests-jitter": "1000",
        "--log-level": "warning",
    }
    return ["offramp.config.wsgi", "--preload", *(part for pair in options.items() for part in pair)]
