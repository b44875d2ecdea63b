"""Mails to the mailbox of PACE in the training city, as they are written. Nobody who writes them exists."""

from typing import Final

ENGLISH: Final = """Hello,

my name is Shauna Farrow, and I write for the tenants of Parkdale Court. We hold a supper for our neighbours on {day},
from 5:30 pm to 7:30 pm, in the common room at 11520 82 Street, Parkdale. About 45 people will come, many of them
seniors; most speak English, some Tigrinya.

We would be glad if two officers ate with us. Somebody's door was kicked in last month, and people are afraid.

Thank you,
Shauna Farrow
Tenants of Parkdale Court
780-555-0177
"""
FRENCH: Final = """Bonjour,

je vous écris au nom des Scouts francophones de Bonnie Doon. Nous aimerions vous inviter à notre soirée des familles
le {day}, de 18 h à 20 h, à la salle communautaire de Bonnie Doon. Nous attendons environ 60 personnes, surtout des
enfants et leurs parents.

Les enfants ont préparé des questions. Une policière qui parle français leur ferait plaisir.

Merci,
Maëlle Jalbert
Scouts francophones de Bonnie Doon
"""
AWAY: Final = """Thank you for your message. The office is closed until Monday. For urgent matters call the hall.
"""
BOUNCED: Final = """This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.

<table@habesha-women.example.org>: host said: 550 5.1.1 User unknown
"""
BECAME: Final = """Dear PACE team,

we would like to invite you to "{title}" on {day} at {hour}, {place}. We expect about {expected} people.

With thanks,
{contact}
{name}
"""
FRENCH_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
FRENCH_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
