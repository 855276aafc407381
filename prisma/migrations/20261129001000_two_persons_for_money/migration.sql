-- Every word about money takes two (S4): a repayment, a set-off or the match of a report is entered by one person of
-- Finance and counts once another one confirms it. What counted before this came stays as it is.
CREATE TABLE money_entry (
  id text PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL,
  jurisdiction text NOT NULL,
  claim_id text NOT NULL REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  recovery_id text REFERENCES recovery (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  event_id text REFERENCES payout_inbox (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  instruction_id text REFERENCES payout_instruction (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  amount_fen bigint NOT NULL,
  bank_reference text,
  maker_id text NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  maker_act_id text NOT NULL UNIQUE REFERENCES act (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  entered_at timestamptz(3) NOT NULL,
  decided_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  decided_act_id text UNIQUE REFERENCES act (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  decided_at timestamptz(3),
  reason text,
  CONSTRAINT money_entry_kind_word CHECK (kind IN ('repayment', 'setOff', 'match')),
  CONSTRAINT money_entry_state_word CHECK (state IN ('waitsForConfirmation', 'confirmed', 'rejected', 'withdrawn')),
  CONSTRAINT money_entry_amount CHECK (amount_fen > 0),
  CONSTRAINT money_entry_whole CHECK (CASE kind
    WHEN 'repayment' THEN recovery_id IS NOT NULL AND bank_reference IS NOT NULL AND event_id IS NULL AND instruction_id IS NULL
    WHEN 'setOff' THEN recovery_id IS NOT NULL AND bank_reference IS NULL AND event_id IS NULL AND instruction_id IS NULL
    ELSE recovery_id IS NULL AND bank_reference IS NULL AND event_id IS NOT NULL AND instruction_id IS NOT NULL END),
  CONSTRAINT money_entry_decided CHECK (CASE state
    WHEN 'waitsForConfirmation' THEN decided_by IS NULL AND decided_act_id IS NULL AND decided_at IS NULL AND reason IS NULL
    ELSE decided_by IS NOT NULL AND decided_act_id IS NOT NULL AND decided_at IS NOT NULL
      AND (state = 'confirmed') = (reason IS NULL) END),
  -- The maker takes an entry back; to confirm or reject it takes another person.
  CONSTRAINT money_entry_two_persons CHECK (decided_by IS NULL OR (state = 'withdrawn') = (decided_by = maker_id))
);
CREATE INDEX money_entry_claim_id_idx ON money_entry (claim_id);
CREATE INDEX money_entry_recovery_id_idx ON money_entry (recovery_id);
CREATE INDEX money_entry_event_id_idx ON money_entry (event_id);

-- One repayment for a reference of the bank, however it is spelled; taken back or rejected it is free again.
CREATE UNIQUE INDEX money_entry_reference_once
  ON money_entry (jurisdiction, translate(upper(normalize(bank_reference, NFKC)), ' -_/.', ''))
  WHERE kind = 'repayment' AND state IN ('waitsForConfirmation', 'confirmed');
CREATE UNIQUE INDEX money_entry_one_match ON money_entry (event_id)
  WHERE kind = 'match' AND state = 'waitsForConfirmation';

-- An entry is decided once, and what was entered stays.
CREATE FUNCTION keep_money_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waitsForConfirmation'
    OR (NEW.id, NEW.kind, NEW.jurisdiction, NEW.claim_id, NEW.recovery_id, NEW.event_id, NEW.instruction_id, NEW.amount_fen,
        NEW.bank_reference, NEW.maker_id, NEW.maker_act_id, NEW.entered_at)
      IS DISTINCT FROM (OLD.id, OLD.kind, OLD.jurisdiction, OLD.claim_id, OLD.recovery_id, OLD.event_id, OLD.instruction_id,
        OLD.amount_fen, OLD.bank_reference, OLD.maker_id, OLD.maker_act_id, OLD.entered_at) THEN
    RAISE EXCEPTION 'money_entry % is decided, or would say something else', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'money_entry', CONSTRAINT = 'money_entry_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER money_entry_decided_once BEFORE UPDATE ON money_entry FOR EACH ROW EXECUTE FUNCTION keep_money_entry();
CREATE TRIGGER money_entry_kept BEFORE DELETE ON money_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER money_entry_whole BEFORE TRUNCATE ON money_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Money comes back only by an entry that two persons made, for what it says, and once.
ALTER TABLE recovery_step ADD COLUMN entry_id text UNIQUE REFERENCES money_entry (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE FUNCTION require_money_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'settled' AND NOT EXISTS (
    SELECT FROM money_entry e WHERE e.id = NEW.entry_id AND e.state = 'confirmed' AND e.recovery_id = NEW.recovery_id
      AND e.amount_fen = NEW.amount_fen AND e.kind = CASE NEW.kind WHEN 'repaid' THEN 'repayment' ELSE 'setOff' END) THEN
    RAISE EXCEPTION 'recovery_step % has no confirmed entry', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery_step', CONSTRAINT = 'recovery_step_of_two';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER recovery_step_of_two AFTER INSERT ON recovery_step FOR EACH ROW EXECUTE FUNCTION require_money_entry();

-- A report gets another instruction only by a match that two persons made.
ALTER TABLE payout_inbox ADD COLUMN match_id text UNIQUE REFERENCES money_entry (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE FUNCTION require_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.match_id, NEW.instruction_id, NEW.matched_by) IS DISTINCT FROM (OLD.match_id, OLD.instruction_id, OLD.matched_by)
    AND NOT EXISTS (
      SELECT FROM money_entry e WHERE e.id = NEW.match_id AND e.id IS DISTINCT FROM OLD.match_id AND e.kind = 'match'
        AND e.state = 'confirmed' AND e.event_id = NEW.id AND e.instruction_id = NEW.instruction_id) THEN
    RAISE EXCEPTION 'payout_inbox % has no confirmed match', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'payout_inbox', CONSTRAINT = 'payout_inbox_of_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_inbox_of_two BEFORE UPDATE ON payout_inbox FOR EACH ROW EXECUTE FUNCTION require_match();

-- Results that were typed in and releases of batches had two persons by the code alone. Rows of before are not judged.
ALTER TABLE result_entry ADD CONSTRAINT result_entry_two_persons
  CHECK (confirmed_by IS NULL OR confirmed_by <> maker_id) NOT VALID;
ALTER TABLE batch ADD CONSTRAINT batch_two_persons
  CHECK (checker_id IS NULL OR checker_id <> maker_id OR state IN ('draft', 'rejected')) NOT VALID;

GRANT SELECT, INSERT ON money_entry TO butie_app;
GRANT UPDATE (state, decided_by, decided_act_id, decided_at, reason) ON money_entry TO butie_app;

-- The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('act', ARRAY['enterRepayment', 'enterSetOff', 'enterMatch', 'matchEvent', 'rejectEntry', 'withdrawEntry']),
    ('audit_entry', ARRAY['enterRepayment', 'enterSetOff', 'enterMatch', 'rejectEntry', 'withdrawEntry'])
  ) AS new (tab, more) LOOP
    SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
      SELECT match[1] AS word FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
      WHERE conrelid = added.tab::regclass AND conname = format('%s_act_word', added.tab)
      UNION SELECT unnest(added.more)) AS of;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', added.tab, format('%s_act_word', added.tab));
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (act IN (%s))', added.tab, format('%s_act_word', added.tab), words);
  END LOOP;
END $$;
