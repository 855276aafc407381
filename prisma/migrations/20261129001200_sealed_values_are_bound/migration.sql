-- Since when every sealed value of this database is bound to its table, column and row (S13). Written once by the start
-- that has sealed them anew; from then on no start opens a value of the former form. The application's role only reads it.
CREATE TABLE sealing_mark (
  id integer PRIMARY KEY CHECK (id = 1),
  bound_at timestamptz(3) NOT NULL
);
REVOKE ALL ON sealing_mark FROM butie_app;
GRANT SELECT ON sealing_mark TO butie_app;

-- The audit says when a payee was put on record and when one was refused. The words of before stay, whichever they are.
DO $$
DECLARE
  words text;
BEGIN
  SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
    SELECT match[1] AS word FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
    WHERE conrelid = 'audit_entry'::regclass AND conname = 'audit_entry_act_word'
    UNION SELECT unnest(ARRAY['payeeBound', 'payeeRefused'])) AS of;
  ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_act_word;
  EXECUTE format('ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_act_word CHECK (act IN (%s))', words);
END $$;

CREATE INDEX audit_entry_payee_refused ON audit_entry (entity_id, seq) WHERE act = 'payeeRefused';
