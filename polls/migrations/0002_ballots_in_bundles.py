# Takes the indexes off the ballots, and makes the table and the function that bundle them
# (docs/decisions/ballots-in-bundles.md).
#
# No ballot is moved here: those that wait stay where they are, and the first votes bundle them. On PostgreSQL the
# column `id` stays, without a rule, so that servers of the release before can go on storing votes until they are stopped.

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions.text import Length
from django.db.models.lookups import Exact, In

POSTGRESQL = """
ALTER TABLE polls_sealedballot
    DROP CONSTRAINT polls_sealedballot_pkey,
    ALTER COLUMN id DROP NOT NULL,
    DROP CONSTRAINT ballot_has_its_length,
    ADD CONSTRAINT ballot_has_its_length CHECK (length(cipher) IN (65, 66));
DROP INDEX ballots_by_box;
-- The table empties and fills all the time; its dead rows would be read with each count of the single ballots.
ALTER TABLE polls_sealedballot SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000
);
ALTER TABLE polls_ballotbundle ALTER COLUMN ciphers SET STORAGE EXTERNAL; -- Cipher text can't be compressed.

-- With the rights of the owner, because the site's role may not read a ballot. It gives back a number alone.
CREATE FUNCTION polls_bundle(of_poll uuid, most integer, in_bundle integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE bundled bigint;
BEGIN
    -- A count or another bundling holds this lock. Votes take none.
    PERFORM FROM polls_poll WHERE id = of_poll FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    WITH taken AS (
        DELETE FROM polls_sealedballot
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM polls_sealedballot WHERE poll_id = of_poll LIMIT most))
        RETURNING key_id, box, cipher
    ), placed AS (
        SELECT *, row_number() OVER (PARTITION BY key_id, box, length(cipher) ORDER BY cipher) - 1 AS place FROM taken
    ), made AS (
        INSERT INTO polls_ballotbundle (id, poll_id, key_id, box, number, ciphers)
        SELECT gen_random_uuid(), of_poll, key_id, box, count(*), string_agg(cipher, ''::bytea ORDER BY cipher)
        FROM placed GROUP BY key_id, box, length(cipher), place / in_bundle
        RETURNING number
    )
    SELECT coalesce(sum(number), 0) INTO bundled FROM made;
    RETURN bundled;
END $$;
"""
# Written by hand, as Django would make an index for the primary key. A later change of this table must do the same.
SQLITE = """
CREATE TABLE polls_ballots_without_index (
    box varchar(4) NOT NULL,
    cipher BLOB NOT NULL,
    key_id bigint NOT NULL,
    poll_id char(32) NOT NULL,
    CONSTRAINT ballot_has_its_length CHECK (length(cipher) IN (65, 66))
);
INSERT INTO polls_ballots_without_index SELECT box, cipher, key_id, poll_id FROM polls_sealedballot ORDER BY cipher;
DROP TABLE polls_sealedballot;
ALTER TABLE polls_ballots_without_index RENAME TO polls_sealedballot;
"""


def take_off_indexes(apps, schema_editor):
    statements = {"postgresql": [POSTGRESQL], "sqlite": SQLITE.strip().split(";\n")}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("polls", "0001_squashed_0005_who_decides_on_held_votes")]

    operations = [
        migrations.CreateModel(
            name="BallotBundle",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("box", models.CharField(choices=[("main", "main"), ("held", "held")], max_length=4)),
                ("number", models.PositiveIntegerField()),
                (
                    "key",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="polls.boxkey",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="polls.poll",
                    ),
                ),
                # The last column: SQLite reads a row from its beginning, and is never to read these to add up numbers.
                ("ciphers", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            Exact(Length("ciphers"), models.F("number") * 65),
                            Exact(Length("ciphers"), models.F("number") * 66),
                            _connector="OR",
                        ),
                        name="bundle_has_its_length",
                    )
                ]
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(take_off_indexes)],
            state_operations=[
                migrations.RemoveIndex(model_name="sealedballot", name="ballots_by_box"),
                migrations.RemoveConstraint(model_name="sealedballot", name="ballot_has_its_length"),
                migrations.RemoveField(model_name="sealedballot", name="id"),
                migrations.AlterField(
                    model_name="sealedballot",
                    name="cipher",
                    field=models.BinaryField(max_length=66, primary_key=True, serialize=False),
                ),
                migrations.AddConstraint(
                    model_name="sealedballot",
                    constraint=models.CheckConstraint(
                        condition=In(Length("cipher"), (65, 66)), name="ballot_has_its_length"
                    ),
                ),
            ],
        ),
    ]
