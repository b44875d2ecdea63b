"""What an assessment says, in sentences that anybody can read and no figure contradicts."""

from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.prevention.enums import Verdict
from offramp.prevention.queries.assessments import Shown
from offramp.prevention.queries.calls import areas
from offramp.prevention.rules.effects import Counts, Estimate
from offramp.prevention.rules.known import Source

PERCENT: Final = 100
GAPS: Final = 5
"""So many gaps are named, and the rest counted."""


def answer_of(found: Shown) -> str:
    """Return the answer of an assessment: what happened in both areas, and what may be said of it."""
    return " ".join([_went(found.target.name, found.findings.target.counts), _beside(found), share_sentence(found)])


def share_sentence(found: Shown) -> str:
    """Return what the comparison lets say, how sure it is, or why nothing can be said."""
    verdict, spared = found.findings.verdict, found.findings.spared
    if spared is None:
        return _no_comparison(found) if verdict == Verdict.NO_COMPARISON else _too_few(found)
    value, low, high = (_percent(abs(each)) for each in (spared.value, spared.low, spared.high))
    if verdict == Verdict.FEWER:
        said = _("That is about %(n)s fewer than expected; likely between %(low)s and %(high)s.")
        return said % {"n": value, "low": low, "high": high}
    if verdict == Verdict.MORE:
        said = _("That is about %(n)s more than expected; likely between %(low)s and %(high)s.")
        return said % {"n": value, "low": high, "high": low}
    said = _("No clear difference: anything between %(low)s more and %(high)s fewer than expected fits these numbers.")
    return said % {"low": low, "high": high}


def gaps_in_words(source: Source) -> list[str]:
    """Return what is missing of some counts, a sentence for each gap."""
    names = {area.key: area.name for area in areas()} if source.gaps else {}
    said = [gap.in_words(names[gap.area]) for gap in source.gaps[:GAPS]]
    more = len(source.gaps) - GAPS
    return said if more <= 0 else [*said, ngettext("And %(n)d more gap.", "And %(n)d more gaps.", more) % {"n": more}]


def difference_in_words(difference: Estimate) -> dict[str, str]:
    """Return a difference in calls as words: so many fewer, or more."""
    ends = {"value": difference.value, "low": difference.low, "high": difference.high}
    return {name: _fewer_or_more(number) for name, number in ends.items()}


def interval(low: float, high: float) -> str:
    """Return an interval of a count in whole numbers, as people read it."""
    return _("%(low)s to %(high)s") % {"low": _whole(low), "high": _whole(high)}


def _went(name: str, counts: Counts) -> str:
    words = {"area": name, "before": _whole(counts.before), "after": _whole(counts.after)}
    if counts.after < counts.before:
        return _("Calls in %(area)s fell from %(before)s to %(after)s.") % words
    if counts.after > counts.before:
        return _("Calls in %(area)s rose from %(before)s to %(after)s.") % words
    return _("Calls in %(area)s stayed at %(before)s.") % words


def _beside(found: Shown) -> str:
    counts = found.findings.comparison.counts
    words = {"area": found.comparison.name, "before": _whole(counts.before), "after": _whole(counts.after)}
    return _("In %(area)s, where nothing was done, they went from %(before)s to %(after)s.") % words


def _no_comparison(found: Shown) -> str:
    counts, name = found.findings.comparison.counts, found.comparison.name
    if counts.before == counts.after:
        said = _("%(area)s had no calls, neither before nor after.") % {"area": name}
    elif counts.before == 0:
        said = _("%(area)s had no calls before.") % {"area": name}
    else:
        said = _("%(area)s had no calls after.") % {"area": name}
    return f"{said} " + _("Nothing can be held against it: what would have happened anyway is not known.")


def _too_few(found: Shown) -> str:
    said = ngettext(
        "Too few to say: with fewer than %(n)d call in a window, chance alone moves the numbers this much.",
        "Too few to say: with fewer than %(n)d calls in a window, chance alone moves the numbers this much.",
        found.least,
    )
    return said % {"n": found.least}


def _fewer_or_more(number: float) -> str:
    words = {"n": _whole(abs(number))}
    return _("%(n)s fewer") % words if round(number) < 0 else _("%(n)s more") % words


def _percent(share: float) -> str:
    return f"{round(PERCENT * share)}%"


def _whole(number: float) -> str:
    return number_format(round(number), force_grouping=True)
