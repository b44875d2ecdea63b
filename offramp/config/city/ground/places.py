"""Six branches, their neighbourhoods and hours, and places as people name them. Shaped like Edmonton."""

from collections.abc import Mapping
from typing import Final

BRANCHES: Final[Mapping[str, str]] = {
    "downtown": "Downtown",
    "northeast": "Northeast",
    "northwest": "Northwest",
    "southeast": "Southeast",
    "southwest": "Southwest",
    "west": "West",
}
"""Code and name, in the order of lists."""

NEIGHBOURHOODS: Final[Mapping[str, tuple[str, ...]]] = {
    "downtown": (
        "Wîhkwêntôwin",
        "Downtown core",
        "McCauley",
        "Boyle Street",
        "Central McDougall",
        "Queen Mary Park",
        "Riverdale",
        "Rossdale",
        "Prince Rupert",
        "Westmount",
    ),
    "northeast": (
        "Alberta Avenue",
        "Parkdale",
        "Beverly Heights",
        "Abbottsfield",
        "Clareview Town Centre",
        "Belvedere",
        "Balwin",
        "Montrose",
        "Highlands",
        "Schonsee",
    ),
    "northwest": (
        "Castle Downs",
        "Calder",
        "Inglewood",
        "Athlone",
        "Kensington",
        "Dunluce",
        "Lorelei",
        "Griesbach",
        "Rosslyn",
        "Baranow",
    ),
    "southeast": (
        "Bonnie Doon",
        "Mill Woods Town Centre",
        "Tawa",
        "Ottewell",
        "Capilano",
        "Strathearn",
        "Idylwylde",
        "Lakewood",
        "Charlesworth",
        "Ellerslie",
    ),
    "southwest": (
        "Strathcona",
        "Garneau",
        "Queen Alexandra",
        "Allendale",
        "Duggan",
        "Century Park",
        "Heritage Valley",
        "Terwillegar Towne",
        "Empire Park",
        "MacEwan",
    ),
    "west": (
        "pihêsiwin",
        "Britannia Youngstown",
        "Canora",
        "Glenwood",
        "West Jasper Place",
        "Callingwood South",
        "Meadowlark Park",
        "Lynnwood",
        "Lewis Farms",
        "Elmwood",
    ),
}

HOURS: Final[Mapping[str, tuple[str, str]]] = {
    "downtown": ("00:00:00", "23:59:59"),
    "northeast": ("06:00:00", "23:59:59"),
    "northwest": ("07:00:00", "23:00:00"),
    "southeast": ("07:00:00", "23:00:00"),
    "southwest": ("07:00:00", "21:00:00"),
    "west": ("06:00:00", "23:59:59"),
}
"""When each branch's team answers, every day of the week, local time."""

PLACES: Final = (
    "Bus shelter by the gas station",
    "Behind the library, near the bike racks",
    "River valley trail below the stairs",
    "Under the bridge, north side",
    "Bench in front of the grocery store",
    "Parking lot of the drugstore",
    "Alley behind the thrift shop",
    "Picnic tables in the park",
    "Steps of the community hall",
    "Transit centre, east doors",
    "Field behind the school, tent by the trees",
    "Underpass by the light rail line",
    "Library, second floor",
    "LRT station, lower platform",
    "Shelter front desk",
    "Coffee shop on the corner",
    "Lobby of an apartment block",
    "Shopping centre, food court",
    "Hospital waiting room",
    "Day centre, sitting area",
    "Bank entrance, between the doors",
    "Laundromat",
    "Pedway near the east stairs",
    "Convenience store",
)
REGULAR: Final = (
    "Sleeps behind the library most nights",
    "Bus shelter near the gas station, mornings",
    "Day centre at lunch time",
    "Tent by the river stairs",
    "Sits at the transit centre when it is cold",
    "Stays with a cousin some nights",
    "Shelter, upper floor",
    "Coffee shop when it opens",
    "Bottle depot before noon",
    "Park by the community garden",
)
"""Where somebody can usually be found."""

COMPANY: Final = (
    "",
    "",
    "",
    "alone",
    "with a friend",
    "with their dog",
    "with a cousin",
    "with two others from the shelter",
    "with a partner",
    "with somebody who looks out for them",
)
