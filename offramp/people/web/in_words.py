"""How what is known of a person reads."""

from collections.abc import Iterable

import phonenumbers
from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.kernel.clock import now
from offramp.people.enums import LANGUAGES, ContactKind
from offramp.people.models import Contact
from offramp.people.rules import Birth

register = template.Library()


@register.filter
def age(birth: Birth) -> str:
    """Return how old somebody is in words: "42", "about 42", or nothing where it isn't known."""
    told = birth.age(today=timezone.localdate(now()))
    if told is None:
        return ""
    if told.years < 1:
        return _("under a year")
    years = ngettext("%(n)s year", "%(n)s years", told.years) % {"n": told.years}
    return _("about %(age)s") % {"age": years} if told.is_about else years


@register.filter
def spoken(codes: Iterable[str]) -> str:
    """Return the names of languages, the first the one to speak in."""
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)


@register.filter
def reached(contact: Contact) -> str:
    """Return a way of contact as people read it: a number in the manner of its country."""
    if contact.kind != ContactKind.PHONE:
        return contact.text
    try:
        number = phonenumbers.parse(contact.text.replace(";ext=", " ext. "), "CA")
    except phonenumbers.NumberParseException:
        return contact.text
    is_near = number.country_code == 1
    style = phonenumbers.PhoneNumberFormat.NATIONAL if is_near else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
