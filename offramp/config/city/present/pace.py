"""PACE since it began: who is on its roster, every invitation and visit, and what stands open now."""

from offramp.config.city.city import City
from offramp.config.city.lives.pace.invitations import stories
from offramp.config.city.lives.pace.mails import mailbox
from offramp.config.city.lives.pace.members import careers
from offramp.config.city.lives.pace.roster import visits
from offramp.config.city.lives.pace.visits import aftermaths, deskwork
from offramp.config.city.writers.engagement.inviting import write_invitations
from offramp.config.city.writers.engagement.mails import write_mailbox
from offramp.config.city.writers.engagement.members import write_members
from offramp.config.city.writers.engagement.places import Filled, write_visit
from offramp.config.city.writers.engagement.visits import write_aftermath, write_themes


def write_pace(city: City, seed: str) -> None:
    """Write the years of PACE into the city's book."""
    told, known = stories(city.now, seed), careers(city.now, seed)
    written = {id(one.story): one for one in write_invitations(city, told)}
    members = write_members(city, list(known.values()))
    filled: dict[int, Filled] = {}
    gone = visits(told, known.values(), city.now, seed)
    for visit in gone:
        filled[id(visit)] = write_visit(city, visit, written[id(visit.story)], members)
    after = aftermaths(gone, city.now, seed)
    deskwork(after, city.now, who="nguyen")
    write_themes(city, after)
    for one in after:
        write_aftermath(city, one, filled[id(one.visit)])
    write_mailbox(city, mailbox(city.now, told), written)
