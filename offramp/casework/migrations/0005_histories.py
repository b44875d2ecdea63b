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
        ("casework", "0004_sealed_words"),
        ("directory", "0001_initial"),
        ("people", "0004_sealed_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakGlassBefore",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("patrol_officer", "Patrol officer"),
                            ("help_officer", "HELP officer"),
                            ("navigator", "Navigator"),
                            ("navigator_lead", "Navigator lead"),
                            ("help_supervisor", "HELP supervisor"),
                            ("agency_worker", "Agency worker"),
                            ("pace_coordinator", "PACE coordinator"),
                            ("pace_member", "PACE member"),
                            ("analyst", "Analyst"),
                            ("privacy_officer", "Privacy officer"),
                            ("administrator", "Administrator"),
                        ],
                        help_text="In which role.",
                        max_length=30,
                    ),
                ),
                (
                    "reason",
                    offramp.kernel.sealed.fields.SealedTextField(
                        help_text="The danger to life, in the opener's words.", max_length=1000
                    ),
                ),
                ("opened_at", models.DateTimeField(help_text="When.")),
                ("until_at", models.DateTimeField(help_text="When it ends by itself.")),
                ("ended_at", models.DateTimeField(help_text="When the opener ended it before that.", null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The opener.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who opened it.",
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
                        to="casework.breakglass",
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
            name="CaseBefore",
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
                    "tier",
                    models.CharField(
                        choices=[("core", "Core team"), ("branch", "Branch team")],
                        help_text="Tier of that team on that day.",
                        max_length=10,
                    ),
                ),
                ("accepted_at", models.DateTimeField(help_text="When.")),
                (
                    "reason",
                    offramp.kernel.sealed.fields.SealedTextField(
                        blank=True, help_text="Why case management.", max_length=300
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who accepted.",
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
                        to="casework.case",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The team that accepted.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
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
            name="FollowUpBefore",
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
                ("day", models.PositiveSmallIntegerField(help_text="Days after the hand-over: 30, 60, 90 or 180.")),
                ("due_on", models.DateField(help_text="The day to ask.")),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("well", "Doing well"),
                            ("wants_help", "Wants more help"),
                            ("not_reached", "Not reached"),
                        ],
                        help_text="How they are doing.",
                        max_length=12,
                    ),
                ),
                ("done_at", models.DateTimeField(help_text="When somebody asked.", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which case.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who asked.",
                        null=True,
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
                        to="casework.followup",
                    ),
                ),
                (
                    "promised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Whose word it is.",
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
            name="GoalBefore",
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
                    "category",
                    models.CharField(
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
                        help_text="Plan, or health if it tells so.",
                        max_length=20,
                    ),
                ),
                (
                    "words",
                    offramp.kernel.sealed.fields.SealedTextField(help_text="The goal, as they say it.", max_length=300),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("housing", "Housing"),
                            ("documents", "Documents"),
                            ("income", "Income"),
                            ("employment", "Work and learning"),
                            ("family", "Family and relations"),
                            ("culture", "Culture and spirit"),
                            ("justice", "Court and justice"),
                            ("safety", "Being safe"),
                            ("addictions", "Addictions"),
                            ("medical", "Medical care"),
                            ("mental_health", "Mental health"),
                        ],
                        help_text="The part of life it is in.",
                        max_length=15,
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(help_text="How sure they are, 0 to 10, if asked.", null=True),
                ),
                ("target_on", models.DateField(help_text="By when, if they say.", null=True)),
                ("set_at", models.DateTimeField(help_text="When it was set.")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("not_achieved", "Not achieved"),
                            ("dropped", "No longer wanted"),
                        ],
                        help_text="How it ended.",
                        max_length=15,
                    ),
                ),
                ("ended_at", models.DateTimeField(help_text="When it ended.", null=True)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who ended it.",
                        null=True,
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
                        to="casework.goal",
                    ),
                ),
                (
                    "set_by",
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
            name="SeatBefore",
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
                ("is_lead", models.BooleanField(default=False, help_text="The one whose word counts first.")),
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; empty while they sit.", null=True)),
                ("reason", models.CharField(blank=True, help_text="Why they joined or were asked to.", max_length=200)),
                ("end_reason", models.CharField(blank=True, help_text="Why it ended.", max_length=200)),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who ended it.",
                        null=True,
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
                        to="casework.seat",
                    ),
                ),
                (
                    "seated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who seated them.",
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who.",
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
        migrations.CreateModel(
            name="StepBefore",
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
                    "category",
                    models.CharField(
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
                        help_text="Plan, or health if it tells so.",
                        max_length=20,
                    ),
                ),
                ("words", offramp.kernel.sealed.fields.SealedTextField(help_text="What will be done.", max_length=300)),
                ("due_at", models.DateTimeField(help_text="When it is promised for.", null=True)),
                ("made_at", models.DateTimeField(help_text="When it was promised.")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("missed", "Did not happen"),
                            ("moved", "Moved to another day"),
                            ("dropped", "No longer needed"),
                        ],
                        help_text="What came of it.",
                        max_length=10,
                    ),
                ),
                ("done_at", models.DateTimeField(help_text="When it was done or missed.", null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who said so.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The goal it serves.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.goal",
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
                        to="casework.step",
                    ),
                ),
                (
                    "promised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Whose word it is.",
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
            name="TransitionBefore",
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
                    "category",
                    models.CharField(
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
                        help_text="Plan, or health if it tells so.",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When it began.")),
                (
                    "first_kept_at",
                    models.DateTimeField(help_text="When the first appointment there was kept.", null=True),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who handed over.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which case.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "first_kept_noted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who noted that.",
                        null=True,
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
                        to="casework.transition",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="To which program.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directory.service",
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
            model_name="breakglass",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_breakglassbefore" ("ended_at", "ended_by_id", "id", "opened_at", "opened_by_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "unit_id", "until_at") VALUES (OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."opened_at", OLD."opened_by_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."reason", OLD."role", OLD."unit_id", OLD."until_at"); RETURN NULL;',
                    hash="eb9f273e48c54b37d128d54712ffa055c44643df",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_bd648",
                    table="casework_breakglass",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_casebefore" ("accepted_at", "accepted_by_id", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "team_id", "tier", "unit_id") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."reason", OLD."team_id", OLD."tier", OLD."unit_id"); RETURN NULL;',
                    hash="843f766b19b775ef2c0ff3469c7ffb5e1162e2ee",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_9cd58",
                    table="casework_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_followupbefore" ("case_id", "day", "done_at", "done_by_id", "due_on", "found", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_by_id", "unit_id") VALUES (OLD."case_id", OLD."day", OLD."done_at", OLD."done_by_id", OLD."due_on", OLD."found", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."promised_by_id", OLD."unit_id"); RETURN NULL;',
                    hash="971bc48f41149c83b19cbe6525989ee3a38e957a",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_bee26",
                    table="casework_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_goalbefore" ("area", "category", "confidence", "ended_at", "ended_by_id", "id", "outcome", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "target_on", "unit_id", "version", "words") VALUES (OLD."area", OLD."category", OLD."confidence", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."set_at", OLD."set_by_id", OLD."target_on", OLD."unit_id", OLD."version", OLD."words"); RETURN NULL;',
                    hash="f77b0578aa14d62343083e31dad5fd5e376cf0c8",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_ded34",
                    table="casework_goal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_seatbefore" ("end_reason", "ended_by_id", "ends_at", "id", "is_lead", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seated_by_id", "starts_at", "unit_id", "user_id") VALUES (OLD."end_reason", OLD."ended_by_id", OLD."ends_at", OLD."id", OLD."is_lead", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."reason", OLD."seated_by_id", OLD."starts_at", OLD."unit_id", OLD."user_id"); RETURN NULL;',
                    hash="80b92c9014722f9b0440b4fe3771e1caaa192724",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_b7226",
                    table="casework_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_stepbefore" ("category", "done_at", "done_by_id", "due_at", "goal_id", "id", "made_at", "outcome", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_by_id", "unit_id", "words") VALUES (OLD."category", OLD."done_at", OLD."done_by_id", OLD."due_at", OLD."goal_id", OLD."id", OLD."made_at", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."promised_by_id", OLD."unit_id", OLD."words"); RETURN NULL;',
                    hash="271e9eb8309bd1a19470bb3fe8b6a39aabb9ade4",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_38ba9",
                    table="casework_step",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "casework_transitionbefore" ("at", "by_id", "case_id", "category", "first_kept_at", "first_kept_noted_by_id", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "unit_id") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."category", OLD."first_kept_at", OLD."first_kept_noted_by_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."service_id", OLD."unit_id"); RETURN NULL;',
                    hash="8a45430e1df7a4e09612146b1f3539950d1ad846",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_45eab",
                    table="casework_transition",
                    when="AFTER",
                ),
            ),
        ),
    ]
