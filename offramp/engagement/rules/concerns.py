"""Pure checks of concerns: who takes one on, what an answer needs, who may call it answered."""

from datetime import date

from django.utils.translation import gettext as _

from offramp.engagement.enums import Outcome, Owner, Stand
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, ActorKind

AT_MOST = 20
"""So many concerns a community writes down about one event by its link; more, and they call us."""
STANDS = (Stand.OVERDUE, Stand.UNOWNED, Stand.OPEN, Stand.TOLD, Stand.ANSWERED)


def stand_of(rank: int) -> Stand:
    """Return where a concern stands, by its place in the order of the list."""
    return STANDS[rank]


def check_text(text: str, *, field: str = "text") -> None:
    """Refuse a concern, an answer or a reason without words."""
    if not text.strip():
        raise Refused(_("Nothing is written yet."), ask=_("Write what you want to say."), field=field)


def check_not_too_many(count: int) -> None:
    """Refuse more concerns by one link than anybody reads."""
    if count >= AT_MOST:
        raise Refused(_("You wrote down many concerns already."), ask=_("Write to us, or call us, about the rest."))


def check_owner(owner: str, *, name: str, action: str, due_on: date | None, today: date) -> None:
    """Refuse to have a concern taken on without by whom, what they will do, and by when."""
    if owner not in Owner:
        raise Refused(_("Who takes it on?"), ask=_("Choose what kind of owner it is."), field="owner")
    if not name.strip():
        raise Refused(_("Who takes it on?"), ask=_("Name the unit, agency or organisation."), field="owner_name")
    if not action.strip():
        raise Refused(_("What will they do?"), ask=_("Write one sentence."), field="action")
    if due_on is None or due_on < today:
        raise Refused(_("By when is there an answer?"), ask=_("Choose today or a later day."), field="due_on")


def check_answer(outcome: str, answer: str, *, is_settled: bool) -> None:
    """Refuse an answer without what became of it, without words, or to what the community calls answered."""
    if is_settled:
        raise Refused(_("The community called this answered."), ask=_("If there is more to say, write to them."))
    if outcome not in Outcome:
        raise Refused(_("Did we, or couldn't we?"), ask=_("Choose one of the two."), field="outcome")
    check_text(answer, field="answer")


def check_is_the_communitys(by: Actor) -> None:
    """Refuse anybody but the community to say whether it is answered: that is theirs alone."""
    if by.kind != ActorKind.LINK:
        raise NotPermitted(_("Only the community can say whether this is answered."))


def check_was_told(is_told: bool) -> None:
    """Refuse to judge an answer that was not given, or was judged already."""
    if not is_told:
        raise Refused(_("There is no answer to this that waits for you."), ask=_("Look at the page again."))


def check_theme(name: str) -> None:
    """Refuse a theme without a name."""
    if not name.strip():
        raise Refused(_("What is it about?"), ask=_("Choose a theme, or name a new one."), field="name")
