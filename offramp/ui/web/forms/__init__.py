"""Forms: every field says beside itself what is wrong and what to do; nothing typed is lost; sent once.

    class SendReferral(forms.Form):
        action = "referral.send"
        keeps_draft = True
        layout = (
            forms.Group(_("To whom"), "agency"),
            forms.Group(_("What they should know"), "reason", "share"),
        )
        agency = forms.Choice(label=_("Agency"))
        reason = forms.LongText(label=_("Reason"), max_length=4000)

    def send(request, person_id):
        person = get_object_or_404(...)
        form = SendReferral(request.POST or None, request=request, target=person.pk)
        if form.is_valid():
            with form.sent_once() as sending:
                if sending.is_first:
                    referral = send_referral(by=request.actor, at=now(), **form.cleaned_data)
                    sending.leads_to("referrals:sent", referral.pk, saying=_("Sent."))
            if sending.done:
                return sending.redirect()
        return render(request, "referrals/send.html", {"form": form}, status=form.status)

`sent_once` takes the form's signed token first, in the request's transaction. A double click, or a back button and
a second press, finds `is_first` false and is led to the first one's result. A `Refused` raised inside is shown in the
form (beside its field when it names one), and the token is given back; `NotPermitted` goes on up.
"""

from offramp.ui.web.forms.base import Form, Group
from offramp.ui.web.forms.picks import Choice, Choices, Number, Picked, Yes
from offramp.ui.web.forms.sending import Sending
from offramp.ui.web.forms.text import Email, Hidden, LongText, Phone, Text
from offramp.ui.web.forms.times import Day, Moment, TimeOfDay
from offramp.ui.web.forms.versioned import Versioned

__all__ = [
    "Choice",
    "Choices",
    "Day",
    "Email",
    "Form",
    "Group",
    "Hidden",
    "LongText",
    "Moment",
    "Number",
    "Phone",
    "Picked",
    "Sending",
    "Text",
    "TimeOfDay",
    "Versioned",
    "Yes",
]
