"""When something can't even start."""


class CannotStart(Exception):
    """Something can't start as things are. The message says why and what to do, for the person at the terminal."""
