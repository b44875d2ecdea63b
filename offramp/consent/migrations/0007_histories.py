import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids
import offramp.kernel.sealed.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("consent", "0006_sealed_words"),
        ("directory", "0001_initial"),
        ("people", "0004_sealed_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentBefore",
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
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "Names, birth date, contact, language"),
                                ("profile", "How they describe themselves"),
                                ("whereabouts", "Where, when and with whom they are found"),
                                ("safety", "How to approach"),
                                ("contact_log", "Facts of police contact"),
                                ("plan", "Goals, steps, appointments"),
                                ("support_notes", "What was told to a navigator"),
                                ("health", "Health"),
                                ("referral", "What went to whom, and the answer"),
                                ("consent", "Consents"),
                            ],
                            max_length=20,
                        ),
                        help_text="What may be shared.",
                        size=None,
                    ),
                ),
                ("purpose", offramp.kernel.sealed.fields.SealedTextField(help_text="What for.", max_length=300)),
                (
                    "recipient",
                    models.CharField(
                        choices=[("agency", "A partner agency"), ("officers", "The HELP officers on the care team")],
                        help_text="The kind of recipient.",
                        max_length=10,
                    ),
                ),
                (
                    "acknowledged",
                    models.BooleanField(help_text="Reasons, risks and benefits were explained and understood."),
                ),
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; every consent ends.")),
                ("told_revocable", models.BooleanField(help_text="They know that they can take it back at any time.")),
                (
                    "method",
                    models.CharField(
                        choices=[("written", "Written"), ("electronic", "Electronic"), ("oral", "Oral")],
                        help_text="Written, electronic or oral.",
                        max_length=10,
                    ),
                ),
                (
                    "heard_by",
                    offramp.kernel.sealed.fields.SealedTextField(
                        blank=True, help_text="Who heard it, if oral.", max_length=200
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("able", "Yes, able to decide now"),
                            ("not_now", "Not now"),
                            ("guardian", "A guardian or trustee decides"),
                        ],
                        help_text="Who decides, and that they can now.",
                        max_length=10,
                    ),
                ),
                (
                    "guardian",
                    offramp.kernel.sealed.fields.SealedTextField(
                        blank=True, help_text="The guardian or trustee who decided.", max_length=200
                    ),
                ),
                (
                    "capacity_finding",
                    offramp.kernel.sealed.fields.SealedTextField(
                        blank=True, help_text="For a minor: why they are found able to decide.", max_length=500
                    ),
                ),
                (
                    "present",
                    offramp.kernel.sealed.fields.SealedTextField(
                        blank=True, help_text="Who was present.", max_length=300
                    ),
                ),
                ("recorded_at", models.DateTimeField(help_text="When it was recorded.")),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The agency that receives.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directory.agency",
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
                        to="consent.consent",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The navigator.",
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
        migrations.CreateModel(
            name="DemandBefore",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("subpoena", "Subpoena"),
                            ("production_order", "Production order"),
                            ("disclosure_request", "Request for disclosure"),
                            ("child_report", "Duty to report a child"),
                        ],
                        help_text="What kind of demand.",
                        max_length=20,
                    ),
                ),
                ("sender", models.CharField(help_text="From whom: the court, the office, the person.", max_length=200)),
                (
                    "reference",
                    models.CharField(blank=True, help_text="Its number, as its sender has it.", max_length=80),
                ),
                ("received_on", models.DateField(help_text="When it came.")),
                ("due_on", models.DateField(help_text="By when it must be answered.")),
                ("decider", models.CharField(help_text="Who decides what is given.", max_length=200)),
                ("recorded_at", models.DateTimeField(help_text="When it was written down.")),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Whom it is about, if known.",
                        null=True,
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
                        to="consent.demand",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who wrote it down.",
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
                        help_text="The office that keeps it.",
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
            name="WithdrawalNoticeBefore",
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
                ("told_at", models.DateTimeField(help_text="Since when it stands on their desk.")),
                ("acknowledged_at", models.DateTimeField(help_text="When they said that they know.", null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who is told.",
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
                        to="consent.withdrawalnotice",
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
                (
                    "withdrawal",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Of which withdrawal.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="consent.withdrawal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consent_consentbefore" ("ability", "acknowledged", "agency_id", "capacity_finding", "categories", "ends_at", "guardian", "heard_by", "id", "method", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "purpose", "recipient", "recorded_at", "recorded_by_id", "starts_at", "told_revocable", "unit_id") VALUES (OLD."ability", OLD."acknowledged", OLD."agency_id", OLD."capacity_finding", OLD."categories", OLD."ends_at", OLD."guardian", OLD."heard_by", OLD."id", OLD."method", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."present", OLD."purpose", OLD."recipient", OLD."recorded_at", OLD."recorded_by_id", OLD."starts_at", OLD."told_revocable", OLD."unit_id"); RETURN NULL;',
                    hash="748cc7835f7d320878337283bd5f25f8bbdf53a1",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_e34de",
                    table="consent_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demand",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consent_demandbefore" ("decider", "due_on", "id", "kind", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_at", "recorded_by_id", "reference", "sender", "unit_id") VALUES (OLD."decider", OLD."due_on", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."received_on", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."sender", OLD."unit_id"); RETURN NULL;',
                    hash="a1fe64175a7dc77daaf1ef32a9671a745719a721",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_ea7dd",
                    table="consent_demand",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawalnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "consent_withdrawalnoticebefore" ("acknowledged_at", "id", "officer_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_at", "unit_id", "withdrawal_id") VALUES (OLD."acknowledged_at", OLD."id", OLD."officer_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."told_at", OLD."unit_id", OLD."withdrawal_id"); RETURN NULL;',
                    hash="ba0476bfc71cfd4dd3285f2e6a37a0f1aeb1b592",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_aa143",
                    table="consent_withdrawalnotice",
                    when="AFTER",
                ),
            ),
        ),
    ]
