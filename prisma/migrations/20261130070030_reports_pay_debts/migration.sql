-- A report of a bank may say that somebody pays a debt back: two persons say to which debt it belongs, as a repayment.
ALTER TABLE money_entry DROP CONSTRAINT money_entry_whole;
ALTER TABLE money_entry ADD CONSTRAINT money_entry_whole CHECK (CASE kind
  WHEN 'repayment' THEN recovery_id IS NOT NULL AND bank_reference IS NOT NULL AND instruction_id IS NULL
  WHEN 'setOff' THEN recovery_id IS NOT NULL AND bank_reference IS NULL AND event_id IS NULL AND instruction_id IS NULL
  ELSE recovery_id IS NULL AND bank_reference IS NULL AND event_id IS NOT NULL AND instruction_id IS NOT NULL END);

-- The report ends with the confirmation of its repayment, whichever way that comes, and pays nothing else.
CREATE FUNCTION end_repaid_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payout_inbox SET state = 'applied', park_reason = NULL, applied_at = NEW.decided_at
  WHERE id = NEW.event_id AND state = 'parked';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'payout_inbox % does not wait any more', NEW.event_id
      USING ERRCODE = 'check_violation', TABLE = 'payout_inbox', CONSTRAINT = 'payout_inbox_repaid_once';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER money_entry_ends_report AFTER UPDATE OF state ON money_entry FOR EACH ROW
  WHEN (NEW.kind = 'repayment' AND NEW.state = 'confirmed' AND NEW.event_id IS NOT NULL)
  EXECUTE FUNCTION end_repaid_report();
