-- Files for banks and of banks (api §8b): who took what, what came in and what became of each of its entries. What a file
-- says counts once a second person of Finance confirms it; a machine's counts at once.
CREATE TABLE bank_file_out (
  id text PRIMARY KEY,
  batch_id text NOT NULL REFERENCES batch (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  format text NOT NULL,
  sha256 text NOT NULL,
  control_sum_fen bigint NOT NULL,
  lines integer NOT NULL,
  taken_by text NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  taken_at timestamptz(3) NOT NULL,
  CONSTRAINT bank_file_out_format_word CHECK (format IN ('pain.001', 'csv', 'xlsx', 'bankList')),
  CONSTRAINT bank_file_out_some CHECK (lines > 0 AND control_sum_fen > 0)
);
CREATE INDEX bank_file_out_of_batch ON bank_file_out (batch_id, taken_at, id);
CREATE TRIGGER bank_file_out_kept BEFORE UPDATE OR DELETE ON bank_file_out FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE bank_file (
  id text PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL,
  jurisdiction text NOT NULL,
  -- Those of whose payments it may speak.
  jurisdictions text[] NOT NULL,
  sha256 text NOT NULL,
  signature bytea NOT NULL,
  name_sealed bytea NOT NULL,
  content_sealed bytea NOT NULL,
  entries integer NOT NULL,
  errors jsonb NOT NULL,
  account text,
  statement_on date,
  entered_by text NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  machine_client_id text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL,
  decided_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  decided_at timestamptz(3),
  reason text,
  -- When all its entries were in the inbox.
  taken_at timestamptz(3),
  CONSTRAINT bank_file_kind_word CHECK (kind IN ('pain.002', 'camt.053', 'camt.054', 'csv')),
  CONSTRAINT bank_file_state_word CHECK (state IN ('waitsForConfirmation', 'inForce', 'rejected')),
  CONSTRAINT bank_file_two_persons CHECK (decided_by IS NULL OR state = 'rejected' OR decided_by <> entered_by),
  CONSTRAINT bank_file_decided CHECK (CASE
    WHEN machine_client_id <> '' THEN state = 'inForce' AND decided_by IS NULL
    WHEN state = 'waitsForConfirmation' THEN decided_by IS NULL AND decided_at IS NULL AND reason IS NULL AND taken_at IS NULL
    ELSE decided_by IS NOT NULL AND decided_at IS NOT NULL AND (state = 'rejected') = (reason IS NOT NULL) END)
);
-- The same bytes come in once; what was rejected may come again.
CREATE UNIQUE INDEX bank_file_once ON bank_file (jurisdiction, sha256, (machine_client_id <> '')) WHERE state <> 'rejected';
CREATE INDEX bank_file_newest ON bank_file (jurisdiction, created_at, id);

-- A decision is made once, and what came in stays as it came.
CREATE FUNCTION keep_bank_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.state <> 'waitsForConfirmation' AND (NEW.state, NEW.decided_by, NEW.decided_at, NEW.reason)
      IS DISTINCT FROM (OLD.state, OLD.decided_by, OLD.decided_at, OLD.reason))
    OR (NEW.id, NEW.kind, NEW.jurisdiction, NEW.jurisdictions, NEW.sha256, NEW.signature, NEW.entered_by,
        NEW.machine_client_id, NEW.created_at, NEW.entries)
      IS DISTINCT FROM (OLD.id, OLD.kind, OLD.jurisdiction, OLD.jurisdictions, OLD.sha256, OLD.signature, OLD.entered_by,
        OLD.machine_client_id, OLD.created_at, OLD.entries) THEN
    RAISE EXCEPTION 'bank_file % is decided, or would say something else', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'bank_file', CONSTRAINT = 'bank_file_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bank_file_decided_once BEFORE UPDATE ON bank_file FOR EACH ROW EXECUTE FUNCTION keep_bank_file();
CREATE TRIGGER bank_file_kept BEFORE DELETE ON bank_file FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- For people to read; what counts is read from the sealed bytes again.
CREATE TABLE bank_file_row (
  file_id text NOT NULL REFERENCES bank_file (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  no integer NOT NULL,
  says text NOT NULL,
  verdict text NOT NULL,
  reason text,
  instruction_id text,
  amount_fen bigint,
  value_date date,
  direction text,
  bank_reference text,
  event_id text REFERENCES payout_inbox (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  PRIMARY KEY (file_id, no),
  CONSTRAINT bank_file_row_says_word CHECK (
    says IN ('accepted', 'inTransit', 'settled', 'failed', 'returned', 'reversed', 'noted')),
  CONSTRAINT bank_file_row_verdict_word CHECK (verdict IN ('matches', 'parks', 'duplicate', 'noted')),
  CONSTRAINT bank_file_row_direction_word CHECK (direction IN ('DBIT', 'CRDT'))
);
CREATE INDEX bank_file_row_instruction ON bank_file_row (file_id, instruction_id);

ALTER TABLE payout_inbox ADD COLUMN bank_file_id text REFERENCES bank_file (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX payout_inbox_bank_file ON payout_inbox (bank_file_id) WHERE bank_file_id IS NOT NULL;
ALTER TABLE payout_inbox ADD COLUMN dismissed_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN dismissal_reason text,
  -- When a report of a claim that did not answer was last judged again.
  ADD COLUMN tried_at timestamptz(3);
ALTER TABLE payout_inbox ADD CONSTRAINT payout_inbox_dismissed CHECK (
  (state = 'dismissed') = (dismissed_by IS NOT NULL) AND (dismissed_by IS NULL) = (dismissal_reason IS NULL)) NOT VALID;

-- One sum for a whole batch: two persons say to which batch it belongs. It settles nobody.
CREATE TABLE lump_match (
  id text PRIMARY KEY,
  event_id text NOT NULL REFERENCES payout_inbox (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  batch_id text NOT NULL REFERENCES batch (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  jurisdiction text NOT NULL,
  amount_fen bigint NOT NULL,
  state text NOT NULL,
  maker_id text NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  entered_at timestamptz(3) NOT NULL,
  decided_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  decided_at timestamptz(3),
  reason text,
  CONSTRAINT lump_match_state_word CHECK (state IN ('waitsForConfirmation', 'confirmed', 'rejected', 'withdrawn')),
  CONSTRAINT lump_match_decided CHECK (CASE state
    WHEN 'waitsForConfirmation' THEN decided_by IS NULL AND decided_at IS NULL AND reason IS NULL
    ELSE decided_by IS NOT NULL AND decided_at IS NOT NULL AND (state = 'confirmed') = (reason IS NULL) END),
  CONSTRAINT lump_match_two_persons CHECK (decided_by IS NULL OR (state = 'withdrawn') = (decided_by = maker_id))
);
CREATE UNIQUE INDEX lump_match_one_waits ON lump_match (event_id) WHERE state IN ('waitsForConfirmation', 'confirmed');
CREATE TRIGGER lump_match_kept BEFORE DELETE ON lump_match FOR EACH ROW EXECUTE FUNCTION refuse_change();

REVOKE ALL ON bank_file_out, bank_file, bank_file_row, lump_match FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, reason) ON lump_match TO butie_app;
GRANT SELECT, INSERT ON bank_file_out TO butie_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, reason, taken_at) ON bank_file TO butie_app;
GRANT SELECT, INSERT, UPDATE (verdict, reason, instruction_id, amount_fen, event_id) ON bank_file_row TO butie_app;
GRANT UPDATE (dismissed_by, dismissal_reason, tried_at) ON payout_inbox TO butie_app;

-- The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('audit_entry', 'act', ARRAY['enterFile', 'confirmFile', 'rejectFile', 'dismissEvent']),
    ('audit_entry', 'entity_kind', ARRAY['bankFile']),
    ('payout_inbox', 'park_reason', ARRAY['PARTIAL', 'BATCH_LUMP', 'CLAIM_NOT_ANSWERING']),
    ('payout_inbox', 'first_park_reason', ARRAY['PARTIAL', 'BATCH_LUMP', 'CLAIM_NOT_ANSWERING']),
    ('payout_inbox', 'state', ARRAY['dismissed'])
  ) AS new (tab, col, more) LOOP
    SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
      SELECT match[1] AS word FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
      WHERE conrelid = added.tab::regclass AND conname = format('%s_%s_word', added.tab, added.col)
      UNION SELECT unnest(added.more)) AS of;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', added.tab, format('%s_%s_word', added.tab, added.col));
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IN (%s))', added.tab,
      format('%s_%s_word', added.tab, added.col), added.col, words);
  END LOOP;
END $$;

-- What others said of the same payment.
CREATE INDEX payout_inbox_instruction ON payout_inbox (instruction_id) WHERE instruction_id IS NOT NULL;
CREATE INDEX payout_instruction_amount ON payout_instruction (amount_fen);
