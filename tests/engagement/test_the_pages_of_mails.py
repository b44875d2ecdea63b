"""The coordinator works through the mailbox: the list, one mail beside its form, what becomes of it."""

from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import EngagementCategory
from offramp.audit.models import Entry, LookSubject
from offramp.engagement.actions.mail_sorting import accept_mail, put_to_invitation, set_mail_aside, take_up_mail
from offramp.engagement.enums import Door, Fate
from offramp.engagement.models import Attachment, Invitation, Inviter, Mail, Message
from offramp.engagement.queries import mails as queries
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.mail_scene import ASKS, came, mail
from tests.engagement.scene import INVITER, asked, jobs, received, typed
from tests.ui.reading import flat, said

LIST = "/mails/"


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


def page_of(row: Mail, name: str = "mail") -> str:
    return reverse(f"engagement:{name}", args=[row.pk])


def token_of(page: Any, address: str) -> str:
    """Return the token of the one form of a page that is sent to an address."""
    form: str = page.content.decode().split(f'action="{address}"', 1)[1]
    return form.split('name="form_token" value="', 1)[1].split('"', 1)[0]


def post(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, {**data, "form_token": token_of(client.get(address), address)})


def filled(**changes: Any) -> dict[str, Any]:
    return {**typed(), "language": "en", **changes}


def asks(subject: str = "Our barbecue") -> Mail:
    return came(mail(ASKS.format(day=f"12 June {localdate().year + 1}"), Subject=subject))


def test_a_mail_stands_beside_the_form_it_fills_each_field_with_its_sentence(cast: Cast, client: Client) -> None:
    row = came(mail("Come to our barbecue on 02/03 at 2 pm. About 80 people come. Most speak Somali."))

    page = flat(client.get(page_of(row)))

    assert "This can be read as two days. Which one?" in page
    assert "“About 80 people come.”" in page
    assert ['value="80"' in page, 'value="14:00"' in page, 'value="halima@example.org"' in page] == [True, True, True]


def test_accepting_makes_the_invitation_with_its_thread_and_writes_to_who_asked(
    cast: Cast, acting: Acting, client: Client
) -> None:
    row = asks()
    more = came(mail("And we will have a bouncy castle", Subject="Re: Our barbecue", In_Reply_To=row.message_id))

    done = post(client, page_of(row, "accept-mail"), **filled())

    with acting(cast.coordinator):
        made = Invitation.objects.get()
        fates = dict(Mail.objects.values_list("pk", "fate"))
        texts = list(Message.objects.order_by("written_at").values_list("side", "text"))
        assert set(Mail.objects.values_list("invitation", flat=True)) == {made.pk}
        assert Inviter.objects.get().email == INVITER["email"]
    assert (done.status_code, said(done)) == (303, ["It is an invitation now, in the inbox."])
    assert (made.door, fates) == (Door.MAIL, {row.pk: Fate.INVITATION, more.pk: Fate.MESSAGE})
    assert [(side, "bouncy castle" in text) for side, text in texts] == [("organiser", False), ("organiser", True)]
    assert jobs() == [{"link": str(made.link), "message": ""}]
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="mail.accepted", subject=row.pk, about=made.pk).count() == 1
    assert "Make it an invitation" not in flat(client.get(page_of(row)))


def test_of_two_coordinators_the_second_is_told(cast: Cast, acting: Acting, client: Client) -> None:
    row = asks()
    page = client.get(page_of(row))
    with acting(cast.coordinator) as by:
        accept_mail(mail=row.pk, asked=asked(), **INVITER, by=by, at=now())

    told = client.post(
        page_of(row, "accept-mail"), {**filled(), "form_token": token_of(page, page_of(row, "accept-mail"))}
    )

    assert (told.status_code, "Somebody has taken this mail up meanwhile." in flat(told)) == (422, True)
    with acting(cast.coordinator):
        assert Invitation.objects.count() == 1


def test_what_the_form_lacks_is_said_and_nothing_is_made(cast: Cast, acting: Acting, client: Client) -> None:
    row = asks()

    told = post(client, page_of(row, "accept-mail"), **filled(place="", day=f"{localdate().replace(month=6, day=30)}x"))

    assert (told.status_code, "Write this before you go on." in flat(told)) == (422, True)
    with acting(cast.coordinator):
        assert (Invitation.objects.count(), Mail.objects.get().fate) == (0, Fate.WAITING)


def test_a_mail_is_put_to_an_invitation_that_is_there(cast: Cast, acting: Acting, client: Client) -> None:
    invitation, row = received(), came(mail("We are ninety now", From="sister@example.org"))

    done = post(client, page_of(row, "put-mail"), invitation=str(invitation.pk))

    assert (done.status_code, said(done)) == (303, ["The mail stands with the invitation."])
    with acting(cast.coordinator):
        assert (Mail.objects.get().fate, Message.objects.get().text) == (Fate.MESSAGE, "We are ninety now")


def test_a_mail_is_set_aside_with_a_reason_and_taken_up_again(cast: Cast, acting: Acting, client: Client) -> None:
    row = came(mail("Buy our lamps"))

    refused = post(client, page_of(row, "set-mail-aside"), reason=" ")
    done = post(client, page_of(row, "set-mail-aside"), reason="Advertising")

    assert (refused.status_code, "Why is it set aside?" in flat(refused)) == (422, True)
    assert (done.status_code, done.headers["Location"]) == (303, LIST)
    assert ["Advertising" in flat(client.get(LIST, {"show": show})) for show in queries.SHOWS] == [
        False, False, False, True,
    ]  # fmt: skip
    again = post(client, page_of(row, "take-up-mail"))
    assert (again.status_code, said(again)) == (303, ["It waits again."])
    with acting(cast.coordinator):
        assert Mail.objects.get().fate == Fate.WAITING


def test_an_automatic_mail_is_read_when_it_is_taken_up(cast: Cast, acting: Acting) -> None:
    row = came(mail("Come to our barbecue", Precedence="bulk"))
    with acting(cast.coordinator) as by:
        take_up_mail(mail=row.pk, by=by, at=now())
        assert Mail.objects.get().read_as["kind"]["value"] == "barbecue"


def test_what_is_settled_cannot_be_settled_again(cast: Cast, acting: Acting) -> None:
    row, invitation = asks(), received()
    with acting(cast.coordinator) as by:
        put_to_invitation(mail=row.pk, invitation=invitation.pk, by=by, at=now())
        with pytest.raises(Refused, match="Somebody has taken this mail up meanwhile"):
            set_mail_aside(mail=row.pk, reason="x", by=by, at=now())
        with pytest.raises(Refused, match="Somebody has taken this mail up meanwhile"):
            take_up_mail(mail=row.pk, by=by, at=now())
        with pytest.raises(Refused, match="Somebody has taken this mail up meanwhile"):
            put_to_invitation(mail=row.pk, invitation=invitation.pk, by=by, at=now())


def test_an_attachment_is_handed_out_as_a_file_and_never_shown(cast: Cast, acting: Acting, client: Client) -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "halima@example.org", "Plan"
    made.set_content("See the plan")
    made.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename='pl"an é.html')
    made.add_attachment(b"x" * 20_000_000, maintype="video", subtype="mp4", filename="film.mp4")
    row = came(made.as_bytes())
    with acting(cast.coordinator):
        plan, film = (Attachment.objects.get(mail=row, name__contains=part).pk for part in ("pl", "film"))

    answer = client.get(reverse("engagement:attachment", args=[plan]))

    assert answer.content == b"<script>alert(1)</script>"
    assert [answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")] == [
        "application/octet-stream", "nosniff",
    ]  # fmt: skip
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert client.get(reverse("engagement:attachment", args=[film])).status_code == 404
    assert ["film.mp4" in flat(client.get(page_of(row))), "too large to keep" in flat(client.get(page_of(row)))] == [
        True, True,
    ]  # fmt: skip


def test_nobody_but_the_coordinator_reads_a_mail_or_settles_one(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    row = asks()
    for user in (cast.pace_member, cast.officer, cast.navigator, cast.administrator):
        with acting(user) as by:
            assert (Mail.objects.count(), Attachment.objects.count()) == (0, 0)
            with pytest.raises(NotPermitted):
                set_mail_aside(mail=row.pk, reason="x", by=by, at=now())
        statuses = [signed_in(user).get(address).status_code for address in (LIST, page_of(row))]
        assert set(statuses) <= {403, 404}
    assert Client().get(page_of(row)).status_code in {302, 403, 404}


def test_reading_a_mail_is_noted(cast: Cast, acting: Acting, client: Client) -> None:
    row = asks()
    client.get(page_of(row))

    with acting(cast.privacy):
        looked = LookSubject.objects.filter(reader=cast.coordinator.pk, subject=row.pk)
        assert [one.categories for one in looked] == [[str(EngagementCategory.ORGANISER)]]


@pytest.mark.parametrize("show", list(queries.SHOWS))
def test_one_mail_and_three_take_the_same_queries(cast: Cast, acting: Acting, client: Client, show: str) -> None:
    fates = {"waiting": Fate.WAITING, "answers": Fate.MESSAGE, "taken": Fate.INVITATION, "rest": Fate.BOUNCE}
    counts = []
    for wanted in (1, 2):
        for n in range(wanted):
            row = asks(f"Mail {wanted} {n}")
            with acting(cast.coordinator):
                Mail.objects.filter(pk=row.pk).update(fate=fates[show])
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(LIST, {"show": show})
        counts.append(len(seen))

    assert (counts[0], len(page.context["page"].rows)) == (counts[1], 3)


def test_one_mail_takes_the_same_queries_alone_and_in_a_thread(cast: Cast, client: Client) -> None:
    row = asks()
    counts = []
    for _turn in range(2):
        client.get(page_of(row))
        with CaptureQueriesContext(connection) as seen:
            client.get(page_of(row))
        counts.append(len(seen))
        for n in range(2):
            came(mail(f"And {n}", Subject="Re: Our barbecue", In_Reply_To=row.message_id))

    assert counts[0] == counts[1]


def test_a_long_mailbox_is_paged_and_an_unknown_list_is_not_found(cast: Cast, client: Client) -> None:
    for n in range(queries.PAGE + 1):
        came(mail(f"Number {n}", Subject=f"Number {n:02}"))

    first = client.get(LIST)
    second = client.get(LIST, {"page": first.context["page"].next})

    assert [len(page.context["page"].rows) for page in (first, second)] == [queries.PAGE, 1]
    assert (client.get(LIST, {"show": "all"}).status_code, client.get(page_of(Mail())).status_code) == (404, 404)


def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "What comes to the program's mailbox shows here." in flat(client.get(LIST)).replace("&#x27;", "'")
