-- S4: what comes back of a debt is a record of a claim: of the one that pays or settles it, or of the one that owes. Such a
-- record leaves an audit entry with a keyed hash, in the same transaction and with the revision at which the claim then
-- stands. The database cannot check the hash; the verification of the audit does, and names an entry that somebody made
-- without the key (S15). A debt is settled by a claim of its class, or by the bank's report on the advance itself.
CREATE FUNCTION require_recorded_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM recovery r JOIN claim debtor ON debtor.id = r.claim_id
      JOIN claim c ON c.id = coalesce(NEW.set_off_claim_id, r.claim_id)
      JOIN audit_entry e ON e.entity_kind = 'claim' AND e.entity_id = c.id AND e.revision = c.revision
    WHERE r.id = NEW.recovery_id AND e.mac IS NOT NULL AND e.xmin = pg_current_xact_id()::xid
      AND (NEW.kind <> 'settled' OR debtor.kind = 'advance' AND CASE WHEN c.id = debtor.id THEN e.act = 'payoutReported'
        ELSE c.kind <> 'advance' AND c.filing_id = debtor.filing_id END)) THEN
    RAISE EXCEPTION 'no record of a claim says that recovery_step % came back', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery_step', CONSTRAINT = 'recovery_step_recorded';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION require_recorded_step FROM PUBLIC;
CREATE CONSTRAINT TRIGGER recovery_step_recorded AFTER INSERT ON recovery_step
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_recorded_step();
