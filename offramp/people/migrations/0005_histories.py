import django.contrib.postgres.fields
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
        ("people", "0004_sealed_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactBefore",
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
                        choices=[("phone", "Phone"), ("email", "E-mail"), ("through", "Through somebody")],
                        help_text="Phone, e-mail, through somebody.",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(help_text="The number, address, or whom to ask.", max_length=200)),
                ("added_at", models.DateTimeField(help_text="When it was added.")),
                ("ended_at", models.DateTimeField(help_text="When it stopped being good.", null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who added it.",
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
                        to="people.contact",
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
            name="NameBefore",
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
                            ("legal", "Legal name"),
                            ("chosen", "Chosen name"),
                            ("nickname", "Nickname or street name"),
                            ("former", "Former name"),
                            ("alias", "Alias"),
                        ],
                        help_text="What kind of name it is.",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(help_text="The name as they write or say it.", max_length=200)),
                ("is_main", models.BooleanField(default=False, help_text="The one to call them by.")),
                ("added_at", models.DateTimeField(help_text="When it was added.")),
                (
                    "retired_at",
                    models.DateTimeField(help_text="When it was found to be wrong, or unwanted.", null=True),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who added it.",
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
                        to="people.name",
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who retired it.",
                        null=True,
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
            name="ParticularsBefore",
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
                ("born_on", models.DateField(help_text="Birth date, if known.", null=True)),
                (
                    "born_about",
                    models.PositiveSmallIntegerField(help_text="Year of birth, about, if not known.", null=True),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        default=list,
                        help_text="Languages to speak in, ISO 639-3.",
                        size=None,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                ("changed_at", models.DateTimeField(help_text="When it was last changed.")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who changed it last.",
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
                        to="people.particulars",
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
            name="SafetyCardBefore",
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
                ("approach", models.TextField(help_text="How to approach, one advice a line.", max_length=1000)),
                ("helps", models.TextField(blank=True, help_text="What helps.", max_length=500)),
                ("written_at", models.DateTimeField(help_text="When it was written.")),
                ("told_person", models.BooleanField(default=False, help_text="The person knows what it says.")),
                ("reviewed_at", models.DateTimeField(help_text="When a navigator approved it.", null=True)),
                ("review_on", models.DateField(help_text="When it must be looked at again.", null=True)),
                (
                    "ended_at",
                    models.DateTimeField(help_text="When a newer one took its place, or it was put away.", null=True),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
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
                        to="people.safetycard",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The navigator.",
                        null=True,
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
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who wrote it.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_contactbefore" ("added_at", "added_by_id", "ended_at", "id", "kind", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") VALUES (OLD."added_at", OLD."added_by_id", OLD."ended_at", OLD."id", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."text", OLD."unit_id"); RETURN NULL;',
                    hash="0b425acc5a4296c11d55f6635ebc961536d099d1",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_40309",
                    table="people_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="name",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_namebefore" ("added_at", "added_by_id", "id", "is_main", "kind", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "retired_by_id", "text", "unit_id") VALUES (OLD."added_at", OLD."added_by_id", OLD."id", OLD."is_main", OLD."kind", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."retired_at", OLD."retired_by_id", OLD."text", OLD."unit_id"); RETURN NULL;',
                    hash="08421acb36259a537c72bc3cae4b9e9be019375c",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_963a1",
                    table="people_name",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="particulars",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_particularsbefore" ("born_about", "born_on", "changed_at", "changed_by_id", "id", "languages", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "version") VALUES (OLD."born_about", OLD."born_on", OLD."changed_at", OLD."changed_by_id", OLD."id", OLD."languages", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."unit_id", OLD."version"); RETURN NULL;',
                    hash="f32f333ecddf73ee014a87ba9bd9a2a3f4f01410",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_cb9c5",
                    table="people_particulars",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetycard",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_safetycardbefore" ("approach", "ended_at", "helps", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "reviewed_at", "reviewed_by_id", "told_person", "unit_id", "version", "written_at", "written_by_id") VALUES (OLD."approach", OLD."ended_at", OLD."helps", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."review_on", OLD."reviewed_at", OLD."reviewed_by_id", OLD."told_person", OLD."unit_id", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="b1c12edfb45d282d9927796b44e3a36ea7f5eb75",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_b3d3c",
                    table="people_safetycard",
                    when="AFTER",
                ),
            ),
        ),
    ]
