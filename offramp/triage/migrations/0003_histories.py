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
        ("areas", "0001_initial"),
        ("directory", "0001_initial"),
        ("triage", "0002_sealed_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimBefore",
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
                ("is_going", models.BooleanField(help_text="They are on the way to the scene.")),
                ("at", models.DateTimeField(help_text="When.")),
                ("released_at", models.DateTimeField(help_text="When they gave it back, if they did.", null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who said so.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="triage.intake",
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
                        to="triage.claim",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which team.",
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
                        help_text="The unit asked.",
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
            name="IntakeBefore",
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
                    "door",
                    models.CharField(
                        choices=[
                            ("patrol_ask", "Patrol asks from a call"),
                            ("logged_call", "Logged by HELP on the phone"),
                            ("from_patrol", "Referral from patrol"),
                            ("from_agency", "Referral from an agency"),
                            ("from_community", "Referral from the community"),
                            ("from_person", "The person asks"),
                        ],
                        help_text="How it reached HELP.",
                        max_length=15,
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("core", "Core team"), ("branch", "Branch team")],
                        help_text="Tier of the team it went to.",
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(help_text="Where, in words.", max_length=200)),
                ("title", models.CharField(help_text="What is seen, in one line.", max_length=160)),
                (
                    "story",
                    offramp.kernel.sealed.fields.SealedTextField(
                        blank=True, help_text="What else is seen or asked.", max_length=10000, of=("id",)
                    ),
                ),
                (
                    "seen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("life_threat", "Life in danger now"),
                                ("not_waking", "Asleep or hard to wake"),
                                ("injured", "Injured or in pain"),
                                ("cold", "Out in the cold or heat without shelter"),
                                ("confused", "Confused or not making sense"),
                                ("voices", "Answers voices or sees what others do not"),
                                ("self_harm_words", "Speaks of ending their life"),
                                ("threatening", "Threatens others"),
                                ("afraid_of_someone", "Afraid of somebody"),
                                ("intoxicated", "Intoxicated"),
                                ("drugs_seen", "Drugs or gear in sight"),
                                ("no_home", "Says they have nowhere to stay"),
                                ("discharged", "Just out of hospital or custody"),
                                ("child_present", "A child is there"),
                                ("weapon_seen", "A weapon is in sight"),
                                ("repeat_calls", "Several calls this week"),
                                ("asks_for_help", "Asks for help"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        help_text="Facts that can be seen.",
                        size=None,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("now", "Now, patrol waits"),
                            ("today", "Today"),
                            ("days", "In the next days"),
                            ("unknown", "Not known"),
                        ],
                        help_text="How urgent the caller finds it.",
                        max_length=10,
                    ),
                ),
                ("on_scene_wanted", models.BooleanField(default=False, help_text="The caller wants HELP to come.")),
                ("incident", models.CharField(blank=True, help_text="The dispatch incident number.", max_length=40)),
                (
                    "person_name",
                    models.CharField(blank=True, help_text="A name, only if one is needed.", max_length=200),
                ),
                ("caller", models.CharField(blank=True, help_text="Who asks and how to call back.", max_length=200)),
                ("asked_at", models.DateTimeField(help_text="When it reached HELP.")),
                (
                    "level",
                    models.CharField(
                        choices=[("danger", "Danger to life"), ("now", "Now"), ("today", "Today"), ("days", "Days")],
                        help_text="Level in force: suggested, then decided.",
                        max_length=10,
                    ),
                ),
                (
                    "rank",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(level="danger", then=0),
                            models.When(level="now", then=1),
                            models.When(level="today", then=2),
                            default=3,
                        ),
                        help_text="The level as the queue sorts it: danger to life is 0.",
                        output_field=models.PositiveSmallIntegerField(),
                    ),
                ),
                ("due_at", models.DateTimeField(help_text="Until when somebody should have answered.")),
                ("claimed_at", models.DateTimeField(help_text="When a team took it; its claim says who.", null=True)),
                (
                    "going_at",
                    models.DateTimeField(help_text="When a team said it is going; its claim says who.", null=True),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        help_text="When somebody first gave advice or went; empty while unanswered.", null=True
                    ),
                ),
                ("closed_at", models.DateTimeField(help_text="When it was closed; its closing says how.", null=True)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "asked_by",
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
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="In which branch it is.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.branch",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The agency that referred.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="In which neighbourhood.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.neighbourhood",
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
                        to="triage.intake",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The team whose queue it is in.",
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
                        help_text="The unit asked.",
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
            name="IntakeClosingBefore",
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
                    "end",
                    models.CharField(
                        choices=[
                            ("advised", "Advice was enough"),
                            ("responded", "A team went"),
                            ("accepted", "Accepted into case management"),
                            ("referred", "Referred to a partner"),
                            ("duplicate", "The same as another"),
                            ("not_found", "Not found"),
                            ("declined", "Declined help"),
                            ("not_help", "Not for HELP"),
                        ],
                        help_text="How.",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="Anything to know.", max_length=300)),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who closed it.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="triage.intake",
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
                        to="triage.intakeclosing",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The same as.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="triage.intake",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The unit asked.",
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
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "triage_claimbefore" ("at", "by_id", "id", "intake_id", "is_going", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "team_id", "unit_id") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."intake_id", OLD."is_going", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."released_at", OLD."team_id", OLD."unit_id"); RETURN NULL;',
                    hash="de2d3162756098142355d228e61cf06433e6748a",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_61db7",
                    table="triage_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intake",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "triage_intakebefore" ("answered_at", "asked_at", "asked_by_id", "branch_id", "caller", "claimed_at", "closed_at", "door", "due_at", "from_agency_id", "going_at", "id", "incident", "level", "neighbourhood_id", "on_scene_wanted", "person_name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seen", "story", "team_id", "tier", "title", "unit_id", "urgency", "version") VALUES (OLD."answered_at", OLD."asked_at", OLD."asked_by_id", OLD."branch_id", OLD."caller", OLD."claimed_at", OLD."closed_at", OLD."door", OLD."due_at", OLD."from_agency_id", OLD."going_at", OLD."id", OLD."incident", OLD."level", OLD."neighbourhood_id", OLD."on_scene_wanted", OLD."person_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."place", OLD."seen", OLD."story", OLD."team_id", OLD."tier", OLD."title", OLD."unit_id", OLD."urgency", OLD."version"); RETURN NULL;',
                    hash="235656036e2b78b9b067a608ecb00dbb5e4f1490",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_ef0d1",
                    table="triage_intake",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="intakeclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "triage_intakeclosingbefore" ("at", "by_id", "end", "id", "intake_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_as_id", "unit_id") VALUES (OLD."at", OLD."by_id", OLD."end", OLD."id", OLD."intake_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."same_as_id", OLD."unit_id"); RETURN NULL;',
                    hash="3394fb29275d25b3b72dc7725cdadd5455d3f59f",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_7f4c4",
                    table="triage_intakeclosing",
                    when="AFTER",
                ),
            ),
        ),
    ]
