-- A report of the bank may be matched to a payment of a grant, too: the entry is about a claim or about a grant (S4, R-147).
ALTER TABLE money_entry ALTER COLUMN claim_id DROP NOT NULL, ADD COLUMN grant_id text;
ALTER TABLE money_entry ADD CONSTRAINT "money_entry_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE money_entry ADD CONSTRAINT money_entry_of_one CHECK (
  (claim_id IS NULL) <> (grant_id IS NULL) AND (grant_id IS NULL OR kind = 'match'));
CREATE INDEX "money_entry_grant_id_idx" ON "money_entry"("grant_id");

CREATE OR REPLACE FUNCTION keep_money_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waitsForConfirmation'
    OR (NEW.id, NEW.kind, NEW.jurisdiction, NEW.claim_id, NEW.grant_id, NEW.recovery_id, NEW.event_id, NEW.instruction_id,
        NEW.amount_fen, NEW.bank_reference, NEW.maker_id, NEW.maker_act_id, NEW.entered_at)
      IS DISTINCT FROM (OLD.id, OLD.kind, OLD.jurisdiction, OLD.claim_id, OLD.grant_id, OLD.recovery_id, OLD.event_id,
        OLD.instruction_id, OLD.amount_fen, OLD.bank_reference, OLD.maker_id, OLD.maker_act_id, OLD.entered_at) THEN
    RAISE EXCEPTION 'money_entry % is decided, or would say something else', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'money_entry', CONSTRAINT = 'money_entry_decided_once';
  END IF;
  RETURN NEW;
END $$;
