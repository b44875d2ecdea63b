"""The one way to say no."""


class Refused(Exception):
    """A request that the rules do not allow, said so that the person knows what to do next.

    message: what is refused, in one sentence. ask: what to do instead. field: the form field it belongs to.
    """

    def __init__(self, message: str, *, ask: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.ask = ask
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.ask}".strip()


class NotPermitted(Refused):
    """A refusal because of who asks. It is logged, and the page says nothing of what is there."""
