"""Mails that came to the program's mailbox. Each is kept until somebody knows what became of it: none is dropped."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import EngagementCategory
from offramp.access.models import Wall
from offramp.engagement.enums import Fate
from offramp.engagement.models.invitations import Invitation, UnitRow
from offramp.kernel.data import internal, personal

E = EngagementCategory


class Mail(UnitRow):
    """One mail, as text, with what it seems to ask for and the sentences that say so."""

    wall = Wall(E.ORGANISER, subjects=("invitation_id",), unit="unit_id")

    digest = internal(models.CharField(max_length=64, help_text="SHA-256 of the mail as it came: twice is once."))
    message_id = internal(models.CharField(max_length=400, blank=True, help_text="Its Message-ID, if it has one."))
    refers_to = internal(
        ArrayField(
            models.CharField(max_length=400), default=list, help_text="Message-IDs it answers, the nearest last."
        )
    )
    came_at = internal(models.DateTimeField(help_text="When it came to the mailbox."))
    sent_at = internal(models.DateTimeField(null=True, help_text="When it says it was sent; may be unknown."))
    sender = personal(models.CharField(max_length=320, blank=True, help_text="The address it came from."))
    sender_name = personal(models.CharField(max_length=200, blank=True, help_text="The name it came with."))
    subject = personal(models.CharField(max_length=400, blank=True, help_text="Its subject."))
    text = personal(models.TextField(blank=True, help_text="Its words, without what it quotes; HTML as text."))
    whole = personal(models.TextField(blank=True, help_text="All its words, with what it quotes."))
    fate = internal(models.CharField(max_length=12, choices=Fate, default=Fate.WAITING, help_text="What became of it."))
    note = internal(models.CharField(max_length=300, blank=True, help_text="What was wrong with it, in words."))
    read_as = personal(
        models.JSONField(default=dict, help_text="Each field it seems to state: value, sentence it came from, doubt.")
    )
    invitation = internal(
        models.ForeignKey(
            Invitation, models.PROTECT, null=True, related_name="mails", help_text="The invitation it belongs to."
        )
    )
    continues = internal(
        models.ForeignKey(
            "self", models.PROTECT, null=True, related_name="continued_by", help_text="The first mail of its thread."
        )
    )
    asked_back_at = internal(
        models.DateTimeField(null=True, help_text="When its sender was asked, once, for what is missing.")
    )
    answered_id = internal(
        models.CharField(max_length=400, blank=True, help_text="The Message-ID of the mail that asked back.")
    )

    class Meta:
        ordering = ["-came_at", "-id"]
        indexes = [
            models.Index(fields=["unit", "fate", "-came_at"], name="mail_waiting"),
            models.Index(fields=["message_id"], name="mail_message_id"),
            models.Index(fields=["answered_id"], name="mail_answered_id"),
        ]
        constraints = [models.UniqueConstraint(fields=["unit", "digest"], name="mail_once")]


class Attachment(UnitRow):
    """What came with a mail. It is handed out as a file and never shown."""

    wall = Wall(E.ORGANISER, unit="unit_id")

    mail = internal(models.ForeignKey(Mail, models.PROTECT, related_name="attachments", help_text="With which mail."))
    name = personal(models.CharField(max_length=200, help_text="Its name, as it came."))
    kind = internal(models.CharField(max_length=120, help_text="The type it says it is."))
    size = internal(models.PositiveIntegerField(help_text="How large it was, in bytes."))
    content = personal(models.BinaryField(null=True, help_text="The bytes; empty where it was too large to keep."))

    class Meta:
        ordering = ["id"]
