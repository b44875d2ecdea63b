import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("people", "0005_histories"),
        ("referrals", "0003_sealed_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="CallBackBefore",
            fields=[
                (
                    "pgh_id",
                    models.BigAutoField(
                        help_text="Key of the row, in order of the changes.", primary_key=True, serialize=False
                    ),
                ),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, help_text="When it was changed.")),
                ("pgh_label", models.TextField(help_text="What happened to it: changed.")),
                ("pgh_context", pghistory.utils.JSONField(help_text="The request, and who asked.", null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id, editable=False, help_text="Key of the row.", serialize=False
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(help_text="When the referral had been sent, to know which one it was."),
                ),
                ("at", models.DateTimeField(help_text="When it was called back.")),
                ("acknowledged_at", models.DateTimeField(help_text="When the agency said that it knows.", null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which worker said so.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who called it back.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The row it became.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.callback",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which one.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralBefore",
            fields=[
                (
                    "pgh_id",
                    models.BigAutoField(
                        help_text="Key of the row, in order of the changes.", primary_key=True, serialize=False
                    ),
                ),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, help_text="When it was changed.")),
                ("pgh_label", models.TextField(help_text="What happened to it: changed.")),
                ("pgh_context", pghistory.utils.JSONField(help_text="The request, and who asked.", null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id, editable=False, help_text="Key of the row.", serialize=False
                    ),
                ),
                ("sent_at", models.DateTimeField(help_text="When.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent, no answer yet"),
                            ("asked", "Asked back"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("revoked", "Called back"),
                        ],
                        default="sent",
                        help_text="Where it stands.",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField(help_text="Since when it stands so.")),
                (
                    "seen_by_sender_at",
                    models.DateTimeField(help_text="When the sender saw the last answer.", null=True),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each answer, for two editors."),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The row it became.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who sent it.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="callback",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_callbackbefore" ("acknowledged_at", "acknowledged_by_id", "at", "by_id", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "sent_at", "unit_id") VALUES (OLD."acknowledged_at", OLD."acknowledged_by_id", OLD."at", OLD."by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."referral_id", OLD."sent_at", OLD."unit_id"); RETURN NULL;',
                    hash="62c2985ada48217274840af5b3033a018c1371aa",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_81e25",
                    table="referrals_callback",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_referralbefore" ("id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_by_sender_at", "sent_at", "sent_by_id", "state", "state_at", "unit_id", "version") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."seen_by_sender_at", OLD."sent_at", OLD."sent_by_id", OLD."state", OLD."state_at", OLD."unit_id", OLD."version"); RETURN NULL;',
                    hash="4372db17b54d7df1376651ffadfd9b990f3f0fcc",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_46b98",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
    ]
