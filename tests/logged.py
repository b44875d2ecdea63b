"""The log as the product writes it, line by line, caught beside what pytest catches."""

import io
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from offramp.config.logs import LOGGING


@contextmanager
def as_logged() -> Iterator[io.StringIO]:
    """Catch what is logged until the block ends, in the words of the product's own formatter."""
    stream = io.StringIO()
    arranged = deepcopy(LOGGING)
    formatter = arranged["formatters"]["lines"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter.pop("()")(**formatter))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
