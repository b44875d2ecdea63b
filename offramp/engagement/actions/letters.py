"""Letters leave by a job, which is kept or lost with the change they tell of."""

from uuid import UUID

from procrastinate.contrib.django import app

from offramp.engagement.models import Invitation


def send_letter(*, invitation: Invitation, occasion: str, message: UUID | None = None) -> None:
    """Have whoever invited written to. occasion: "received", or "message" with the message that goes out."""
    app.configure_task("engagement.write").defer(
        link=str(invitation.link), occasion=occasion, message=str(message or "")
    )
