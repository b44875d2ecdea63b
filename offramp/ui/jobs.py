"""Work of the ui in the background."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from offramp.ui.actions import forget_old


@app.periodic(cron="41 9 * * *")
@app.task(name="ui.forget_old")
def forget_old_drafts(timestamp: int) -> None:
    """Delete, once a night, drafts that nobody came back to and sendings whose forms have long expired."""
    forget_old(at=datetime.fromtimestamp(timestamp, UTC))
