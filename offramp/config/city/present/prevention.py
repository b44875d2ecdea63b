"""Problems, counts of calls and the directory: three years of counts, problems in every stage."""

from offramp.config.city.city import City
from offramp.config.city.lives.calls import calls
from offramp.config.city.moments import day_of
from offramp.config.city.words.prevention import INITIATIVES, STORIES, UNITS
from offramp.config.city.writers.prevention import (
    Prevention,
    write_counts,
    write_directory,
    write_initiatives,
    write_problem,
)


def write_prevention(city: City, seed: str) -> None:
    """Write what troubles places, and what is done about it, into the city's book."""
    here = Prevention(city)
    write_counts(here, calls(day_of(city.now), seed))
    write_directory(here, UNITS)
    for story in STORIES:
        write_problem(here, story)
    write_initiatives(here, INITIATIVES)
