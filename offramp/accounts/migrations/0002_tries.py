"""The table in which tries at sign-in are counted. It may be lost with a crash: it holds minutes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE accounts_tries "
            "(cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);"
            "CREATE INDEX accounts_tries_expires ON accounts_tries (expires)",
            "DROP TABLE accounts_tries",
        )
    ]
