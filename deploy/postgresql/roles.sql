-- Who may do what in the database (docs/decisions/database-guards-and-roles.md). Run it as the owner of the tables, who
-- may make roles, after every `manage.py migrate`; it can be run again at any time:
--
--     psql --dbname psyweb --file deploy/postgresql/roles.sql
--
-- psyweb_web      pages and desk: content and accounts; adds marks, ballots and ledger entries; never reads what a ballot
--                 holds, nor a mark, and never takes anything out of the ledger or the box
-- psyweb_counter  count_votes: opens the box, adds to the ledger, deletes what has served
--
-- Give each a password, or a line in pg_hba.conf, before they can log in from elsewhere.
\set ON_ERROR_STOP on
BEGIN;

DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['psyweb_web', 'psyweb_counter'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', wanted);
        END IF;
    END LOOP;
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, psyweb_web, psyweb_counter;
REVOKE CREATE ON SCHEMA public FROM PUBLIC, psyweb_web, psyweb_counter;
GRANT USAGE ON SCHEMA public TO psyweb_web, psyweb_counter;

-- Content, accounts, sessions. New tables are opened to the web too.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO psyweb_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO psyweb_web;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM psyweb_web;

-- The polls, table by table.
REVOKE ALL ON polls_mark, polls_sealedballot, polls_ballotbundle, polls_boxkey, polls_count FROM psyweb_web;
-- Drafts are deleted, and their words replaced; triggers and the ledger's foreign key keep what was opened.
REVOKE UPDATE ON polls_choice, polls_wording FROM psyweb_web;
GRANT UPDATE (label, position, is_hidden) ON polls_choice TO psyweb_web;
GRANT INSERT ON polls_mark TO psyweb_web;
GRANT INSERT, SELECT (poll_id, key_id, box) ON polls_sealedballot TO psyweb_web;
GRANT SELECT (poll_id, key_id, box, number) ON polls_ballotbundle TO psyweb_web;
-- Bundles ballots with the rights of the owner, and gives back their number alone.
REVOKE ALL ON FUNCTION polls_bundle FROM PUBLIC, psyweb_counter;
GRANT EXECUTE ON FUNCTION polls_bundle TO psyweb_web;
GRANT INSERT, SELECT ON polls_boxkey, polls_count TO psyweb_web;

GRANT SELECT ON polls_poll, polls_choice, polls_wording, polls_boxkey, polls_count TO psyweb_counter;
-- To lock a poll while it is counted needs the right to change something of it: its id is held by its ledger.
GRANT UPDATE (id) ON polls_poll TO psyweb_counter;
GRANT SELECT, DELETE ON polls_sealedballot, polls_ballotbundle TO psyweb_counter;
GRANT INSERT, UPDATE (retired_at, destroyed_on) ON polls_boxkey TO psyweb_counter;
GRANT INSERT ON polls_count TO psyweb_counter;
GRANT DELETE, SELECT (issued_on) ON polls_mark TO psyweb_counter;

COMMIT;
