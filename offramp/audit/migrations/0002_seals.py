from django.db import migrations, models

import offramp.audit.models
import offramp.kernel.ids

STAYS = """
CREATE FUNCTION audit_block_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $$ BEGIN
  RAISE EXCEPTION 'a sealed block is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_block_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_block
  FOR EACH STATEMENT EXECUTE FUNCTION audit_block_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE audit_position", "DROP SEQUENCE audit_position"),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id,
                        editable=False,
                        help_text="Key of the row.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.BigIntegerField(help_text="1 for the first; none is left out.", unique=True)),
                (
                    "after",
                    models.BigIntegerField(help_text="The place after which it begins: where the one before ends."),
                ),
                ("upto", models.BigIntegerField(help_text="The place with which it ends.")),
                ("tables", models.JSONField(help_text="How many rows of which tables.")),
                (
                    "leaves",
                    models.BinaryField(help_text="Of each row, in order, its id and the digest of its content."),
                ),
                ("root", models.BinaryField(help_text="Root of the Merkle tree over the leaves.")),
                ("previous", models.BinaryField(help_text="Hash of the block before; empty for the first.")),
                ("sealed_at", models.DateTimeField(help_text="When.")),
                ("key", models.CharField(help_text="Which key made the code: a digest's beginning.", max_length=16)),
                (
                    "mac",
                    models.BinaryField(help_text="Authentication code over all but the leaves, which the root covers."),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="position",
            field=offramp.audit.models.PositionField(
                db_default=offramp.audit.models.NextPosition(),
                editable=False,
                help_text="Place in the order of all logs.",
            ),
        ),
        migrations.AddField(
            model_name="look",
            name="position",
            field=offramp.audit.models.PositionField(
                db_default=offramp.audit.models.NextPosition(),
                editable=False,
                help_text="Place in the order of all logs.",
            ),
        ),
        migrations.AddField(
            model_name="looksubject",
            name="position",
            field=offramp.audit.models.PositionField(
                db_default=offramp.audit.models.NextPosition(),
                editable=False,
                help_text="Place in the order of all logs.",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["position"], name="entry_position"),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["position"], name="look_position"),
        ),
        migrations.AddIndex(
            model_name="looksubject",
            index=models.Index(fields=["position"], name="looksubject_position"),
        ),
        migrations.RunSQL(STAYS, "DROP FUNCTION audit_block_stays() CASCADE"),
    ]
