"""Logs name routes, ids and places in the code, never what a person typed or a row holds.

A database error quotes the row it refuses: its words are left out, its kind and its way through the code are not.
"""

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

FRAMES = 10


def name_the_fault(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by the kinds of its causes and the lines of code it passed through."""
    error = _exception(event.pop("exc_info", None))
    event.pop("stack_info", None)
    if error is not None:
        event["fault"] = [type(cause).__name__ for cause in _causes(error)]
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        event["at"] = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    return event


def _exception(exc_info: Any) -> BaseException | None:
    if exc_info is True:
        return sys.exc_info()[1]
    if isinstance(exc_info, tuple):
        exc_info = exc_info[1]
    return exc_info if isinstance(exc_info, BaseException) else None


def _causes(error: BaseException) -> list[BaseException]:
    chain = [error]
    while following := (chain[-1].__cause__ or chain[-1].__context__):
        chain.append(following)
    return chain


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    name_the_fault,
]
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would mail a traceback, with all it holds, to the administrators.
        "django": {"handlers": [], "level": "INFO"},
        # The request log says the same, in one line.
        "django.request": {"level": "CRITICAL"},
        "django.server": {"handlers": [], "level": "CRITICAL"},
        # Said once in every process that loads the application.
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
    },
}


def configure() -> None:
    """Lead structlog into the standard library's handlers."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
