"""The clock. Views and jobs read it and pass it in as `at=`; nothing below them looks at the time."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()
