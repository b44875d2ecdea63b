"""The mailbox as the coordinator works through it: the list, one mail beside the form it fills, its attachments."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions import mail_sorting as actions
from offramp.engagement.enums import Fate
from offramp.engagement.models import Mail
from offramp.engagement.queries import mails as queries
from offramp.engagement.rules import mail_proposing as proposing
from offramp.engagement.rules.mail_sorting import is_attended
from offramp.engagement.web import mail_forms as forms
from offramp.kernel.clock import now
from offramp.ui.web.paging import page_address


def show_all(request: SignedInRequest) -> HttpResponse:
    """Show the mails that wait, or those that were sorted."""
    show = request.GET.get("show", "waiting")
    if show not in queries.SHOWS:
        raise Http404
    page = queries.mails(request.viewer, show, cursor=request.GET.get("page", ""))
    ways = {"previous": page_address(request, page.previous), "next": page_address(request, page.next)}
    return render(request, "engagement/mails/list.html", {show: True, "page": page, **ways})


def show(request: SignedInRequest, mail_id: UUID) -> HttpResponse:
    """Show one mail with its thread, beside what can be done with it."""
    return _page(request, _mail_or_404(request, mail_id))


def accept(request: SignedInRequest, mail_id: UUID) -> HttpResponse:
    """Make an invitation of a mail."""
    mail = _mail_or_404(request, mail_id)
    form = _accepting(request, mail, request.POST or None)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                made = actions.accept_mail(
                    mail=mail_id, asked=form.asked(), **form.contact(), by=request.actor, at=now()
                )
                sending.leads_to("engagement:invitation", made.pk, saying=_("It is an invitation now, in the inbox."))
        if sending.done:
            return sending.redirect()
    return _page(request, mail, accepting=form)


def put_to(request: SignedInRequest, mail_id: UUID) -> HttpResponse:
    """Put a mail to an invitation that is there already."""
    mail = _mail_or_404(request, mail_id)
    form = _putting(request, mail, request.POST or None)
    if form.is_valid():
        chosen = UUID(form.cleaned_data["invitation"])
        with form.sent_once() as sending:
            if sending.is_first:
                actions.put_to_invitation(mail=mail_id, invitation=chosen, by=request.actor, at=now())
                sending.leads_to("engagement:invitation", chosen, saying=_("The mail stands with the invitation."))
        if sending.done:
            return sending.redirect()
    return _page(request, mail, putting=form)


def set_aside(request: SignedInRequest, mail_id: UUID) -> HttpResponse:
    """Set a mail aside, and say why."""
    mail = _mail_or_404(request, mail_id)
    form = forms.SetAside(request.POST or None, request=request, target=mail.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.set_mail_aside(mail=mail_id, reason=form.cleaned_data["reason"], by=request.actor, at=now())
                sending.leads_to("engagement:mails", saying=_("Set aside. It is kept, and can be taken up again."))
        if sending.done:
            return sending.redirect()
    return _page(request, mail, aside=form)


def take_up(request: SignedInRequest, mail_id: UUID) -> HttpResponse:
    """Let a mail wait again."""
    mail = _mail_or_404(request, mail_id)
    form = forms.TakeUp(request.POST or None, request=request, target=mail.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.take_up_mail(mail=mail_id, by=request.actor, at=now())
                sending.leads_to("engagement:mail", mail_id, saying=_("It waits again."))
        if sending.done:
            return sending.redirect()
    return _page(request, mail, taking_up=form)


def attachment(request: SignedInRequest, attachment_id: UUID) -> HttpResponse:
    """Hand out what came with a mail, as a file: no browser shows it."""
    found = queries.attachment_for(request.viewer, attachment_id)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content or b""), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _mail_or_404(request: SignedInRequest, mail_id: UUID) -> Mail:
    found = queries.mail_for(request.viewer, mail_id)
    if found is None:
        raise Http404
    return found


def _accepting(request: SignedInRequest, mail: Mail, sent: QueryDict | None = None) -> forms.FromMail:
    head = mail.continues or mail
    email = head.sender if is_attended(head.sender) else ""
    return forms.FromMail(
        sent,
        request=request,
        target=mail.pk,
        read=head.read_as,
        initial={"email": email, "language": proposing.written_in(head.text)},
    )


def _putting(request: SignedInRequest, mail: Mail, sent: QueryDict | None = None) -> forms.PutTo:
    form = forms.PutTo(sent, request=request, target=mail.pk, initial={"invitation": mail.invitation_id or ""})
    offered = queries.open_invitations(request.viewer, mail)
    named = [
        (str(row.pk), f"{row.number} {row.organisation_name}: {row.title or row.get_kind_display()}") for row in offered
    ]
    form.offer(invitation=[("", _("Choose one")), *named])
    return form


def _page(
    request: SignedInRequest,
    mail: Mail,
    *,
    accepting: forms.FromMail | None = None,
    putting: forms.PutTo | None = None,
    aside: forms.SetAside | None = None,
    taking_up: forms.TakeUp | None = None,
) -> HttpResponse:
    sent = next((form for form in (accepting, putting, aside, taking_up) if form is not None), None)
    thread = queries.thread_of(request.viewer, mail)
    is_settled = (mail.continues or mail).fate in actions.SETTLED
    page = {
        "mail": mail,
        "thread": thread,
        "files": queries.files_of(request.viewer, thread),
        "is_settled": is_settled,
        "waits": mail.fate == Fate.WAITING,
        "sent": sent,
    }
    if not is_settled:
        page |= {
            "accepting": accepting or _accepting(request, mail),
            "putting": putting or _putting(request, mail),
            "aside": aside or forms.SetAside(request=request, target=mail.pk),
            "taking_up": taking_up or forms.TakeUp(request=request, target=mail.pk),
        }
    return render(request, "engagement/mails/mail.html", page, status=sent.status if sent else 200)
