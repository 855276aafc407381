-- The process that writes an entry adds a keyed hash of its content (S15). The database does not hold the key.
ALTER TABLE audit_entry ADD COLUMN mac bytea;

-- Entries of before carry none. A first signed root covers them; nobody can add to this row.
CREATE TABLE audit_before_keys (
  id integer PRIMARY KEY CHECK (id = 1),
  last_entry_id bigint NOT NULL
);
INSERT INTO audit_before_keys (id, last_entry_id) SELECT 1, coalesce(max(id), 0) FROM audit_entry;

-- One sequence over all chains, without a gap: the worker numbers entries once they are committed, each with a keyed hash
-- that contains the one before.
CREATE TABLE audit_seal (
  sequence bigint PRIMARY KEY,
  entry_id bigint NOT NULL UNIQUE REFERENCES audit_entry (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  seal bytea NOT NULL
);

-- The entries that wait for their number.
CREATE TABLE audit_unsealed (
  entry_id bigint PRIMARY KEY
);
INSERT INTO audit_unsealed (entry_id) SELECT id FROM audit_entry;
CREATE FUNCTION audit_entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_unsealed (entry_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_waits();

-- One root a business day; it contains the root of the day before and is signed with a key that is in no database.
CREATE TABLE audit_root (
  day date PRIMARY KEY,
  sequence_from bigint NOT NULL,
  sequence_to bigint NOT NULL,
  statement text NOT NULL,
  heads text NOT NULL,
  root bytea NOT NULL,
  signature bytea NOT NULL,
  CONSTRAINT audit_root_range CHECK (sequence_to >= sequence_from - 1)
);

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['audit_before_keys', 'audit_seal', 'audit_root'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      kept || '_whole', kept);
  END LOOP;
END $$;
REVOKE ALL ON audit_before_keys, audit_seal, audit_unsealed, audit_root FROM butie_app;
GRANT SELECT ON audit_before_keys TO butie_app;
GRANT SELECT, INSERT ON audit_seal, audit_root TO butie_app;
GRANT SELECT, INSERT, DELETE ON audit_unsealed TO butie_app;
