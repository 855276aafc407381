-- What was released on a day and what became of it, each evening. A payment keeps the instant at which it was
-- released, whatever its state is later.
ALTER TABLE payout_instruction ADD COLUMN instructed_at timestamptz(3);
UPDATE payout_instruction SET instructed_at = coalesce(
    (SELECT min(e.at) FROM ledger_entry e WHERE e.transaction_id = payout_instruction.id || '/instructed'),
    (SELECT min(f.recorded_at) FROM payout_fact f WHERE f.instruction_id = payout_instruction.id),
    state_since)
  WHERE state NOT IN ('draft', 'cancelled');

CREATE FUNCTION keep_instructed_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.instructed_at := CASE
    WHEN TG_OP = 'UPDATE' AND OLD.instructed_at IS NOT NULL THEN OLD.instructed_at
    WHEN NEW.state NOT IN ('draft', 'cancelled') THEN coalesce(NEW.instructed_at, NEW.state_since)
  END;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_instruction_instructed BEFORE INSERT OR UPDATE ON payout_instruction
  FOR EACH ROW EXECUTE FUNCTION keep_instructed_at();
CREATE INDEX payout_instruction_instructed_at_idx ON payout_instruction (instructed_at);
CREATE INDEX payout_fact_instruction_id_idx ON payout_fact (instruction_id);
CREATE INDEX ledger_entry_instruction_id_idx ON ledger_entry (instruction_id);
CREATE INDEX ledger_entry_claim_id_idx ON ledger_entry (claim_id);

-- One run of a day's reconciliation: what was known at as_of. A later run of the day is another row.
CREATE TABLE reconciliation (
  id text PRIMARY KEY,
  jurisdiction text NOT NULL,
  day date NOT NULL,
  as_of timestamptz(3) NOT NULL,
  balanced boolean NOT NULL,
  funds jsonb NOT NULL,
  started_by text
);
ALTER TABLE reconciliation ADD CONSTRAINT "reconciliation_started_by_fkey" FOREIGN KEY (started_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX "reconciliation_jurisdiction_day_as_of_idx" ON reconciliation (jurisdiction, day, as_of);

CREATE TABLE reconciliation_difference (
  reconciliation_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  fund text,
  amount_fen bigint NOT NULL,
  claim_id text,
  grant_id text,
  instruction_id text,
  event_id text,
  since timestamptz(3) NOT NULL,
  CONSTRAINT "reconciliation_difference_pkey" PRIMARY KEY (reconciliation_id, id)
);
ALTER TABLE reconciliation_difference ADD CONSTRAINT "reconciliation_difference_reconciliation_id_fkey" FOREIGN KEY (reconciliation_id) REFERENCES reconciliation(id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- An explanation holds for the same difference in every run of its day.
CREATE TABLE difference_explanation (
  id text PRIMARY KEY,
  jurisdiction text NOT NULL,
  difference_id text NOT NULL,
  text_sealed bytea NOT NULL,
  explained_by text NOT NULL,
  explained_at timestamptz(3) NOT NULL
);
ALTER TABLE difference_explanation ADD CONSTRAINT "difference_explanation_explained_by_fkey" FOREIGN KEY (explained_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE UNIQUE INDEX difference_explained_once ON difference_explanation (jurisdiction, difference_id);

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['reconciliation', 'reconciliation_difference'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      kept || '_whole', kept);
  END LOOP;
END $$;
