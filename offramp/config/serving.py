"""`offramp serve`: gunicorn, on the loopback address unless told otherwise."""

import os
import sys
from argparse import ArgumentParser

from django.conf import settings


def serve(arguments: list[str]) -> None:
    """Turn this process into the web server."""
    parser = ArgumentParser(prog="offramp serve")
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port, 127.0.0.1:8000 by default")
    bind = parser.parse_args(arguments).bind
    os.execv(sys.executable, [sys.executable, *command(bind)])


def command(bind: str) -> list[str]:
    """Return Python's arguments that run gunicorn. Workers share the loaded application's memory."""
    options = {
        "--bind": bind,
        "--workers": str(settings.WEB_CONCURRENCY),
        "--worker-class": "gthread",
        "--threads": "4",
        "--timeout": "60",
        "--graceful-timeout": "20",
        "--max-requests": "10000",
        "--max-requests-jitter": "1000",
        "--log-level": "warning",
    }
    return ["-m", "gunicorn", "offramp.config.wsgi", "--preload", *(part for pair in options.items() for part in pair)]
