# Has a domain refuse ballots of a wrong length on PostgreSQL, which reads and plans a table's CHECK anew for each vote
# and a domain's once a session (docs/decisions/a-vote-in-one-statement.md). A later change of the lengths alters the domain.

from django.db import migrations

POSTGRESQL = """
CREATE DOMAIN polls_cipher AS bytea CONSTRAINT ballot_has_its_length CHECK (length(VALUE) IN (65, 66));
ALTER TABLE polls_sealedballot DROP CONSTRAINT ballot_has_its_length, ALTER COLUMN cipher TYPE polls_cipher;
"""


def check_by_a_domain(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("polls", "0005_drafts")]

    operations = [migrations.RunPython(check_by_a_domain)]
