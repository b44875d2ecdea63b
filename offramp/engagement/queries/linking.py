"""Reads of invitations that belong together, and of links that were ended."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from offramp.engagement.models import EndedLink, Invitation
from offramp.engagement.queries.inviting import invitations, shown
from offramp.kernel.identity import Viewer

CHAIN = """
WITH RECURSIVE back(id, follows_id) AS (
  SELECT id, follows_id FROM engagement_invitation WHERE id = %(one)s
  UNION SELECT i.id, i.follows_id FROM engagement_invitation i JOIN back ON i.id = back.follows_id
), whole(id) AS (
  SELECT id FROM back UNION SELECT i.id FROM engagement_invitation i JOIN whole ON i.follows_id = whole.id
) SELECT id FROM whole
"""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to an invitation: its chain from year to year, its doubles, the links that were ended."""

    chain: list[Invitation]
    doubles: list[Invitation]
    ended: list[EndedLink]
    link_stands: bool


def belongings_of(viewer: Viewer, invitation: Invitation) -> Belongings:
    """Return what belongs to an invitation, in four queries. A chain of one is none."""
    chain = shown(viewer, invitations().filter(pk__in=_chain(invitation.pk)).order_by("starts_at", "id"))
    ended = list(EndedLink.objects.filter(invitation=invitation).select_related("ended_by"))
    return Belongings(
        chain=chain if len(chain) > 1 else [],
        doubles=shown(viewer, invitations().filter(same_as=invitation).order_by("received_at")),
        ended=ended,
        link_stands=invitation.link not in {each.link for each in ended},
    )


def _chain(invitation: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, {"one": invitation})
        return [key for (key,) in cursor.fetchall()]
