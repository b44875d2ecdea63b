"""What a form leaves behind: that it was sent, or what was typed before it could be."""

from django.db import models

from offramp.kernel.data import internal, sensitive
from offramp.kernel.models import Row


class SentForm(models.Model):
    """A form that was sent: its token comes in once, so a second sending finds the first one's result."""

    token = internal(models.UUIDField(primary_key=True, editable=False, help_text="Key of the token the form carried."))
    user_id = internal(models.UUIDField(null=True, help_text="Who opened and sent the form; empty for a public form."))
    action = internal(models.CharField(max_length=80, help_text="What the form does, such as referral.send."))
    target = internal(
        models.CharField(max_length=80, blank=True, help_text="Identifier of what the form is about; may be empty.")
    )
    result_url = internal(
        models.TextField(blank=True, help_text="Address on this site where the result is shown, sealed.")
    )
    sent_at = internal(models.DateTimeField(help_text="When it was sent."))

    class Meta:
        indexes = [models.Index(fields=["sent_at"], name="ui_sentform_sent_at")]

    def __str__(self) -> str:
        return f"{self.action} {self.token}"


class Draft(Row):
    """What someone typed into a form and has not sent: sealed, and only ever opened for its author."""

    author_id = internal(models.UUIDField(help_text="Who typed it, and alone may read it."))
    form = internal(models.CharField(max_length=80, help_text="What the form does, such as referral.send."))
    target = internal(
        models.CharField(max_length=80, blank=True, help_text="Identifier of what the form is about; may be empty.")
    )
    about = internal(
        models.UUIDField(null=True, help_text="The person or intake it is about, under whose key it is sealed too.")
    )
    ciphertext = sensitive(models.BinaryField(help_text="The fields as typed, sealed for their author."))
    saved_at = internal(models.DateTimeField(help_text="When it was last saved."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author_id", "form", "target"], name="ui_draft_one_for_each_form")
        ]
        indexes = [
            models.Index(fields=["saved_at"], name="ui_draft_saved_at"),
            models.Index(fields=["about"], condition=models.Q(about__isnull=False), name="ui_draft_about"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.pk}"
