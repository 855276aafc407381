-- R-074: what is asked back has a course of its own: found, approved by a second person, told by a letter, due, reminded of,
-- repaid or dropped. What stood before is due and goes on; its workflow is started from its row.
ALTER TABLE recovery DROP CONSTRAINT recovery_claim_id_key;
ALTER TABLE recovery
  ADD COLUMN jurisdiction text,
  -- Whose money it is: a claim's base, allowance or top-up, or the advance of its class.
  ADD COLUMN purpose text NOT NULL DEFAULT 'advance',
  ADD COLUMN cause text,
  -- What was found, with what claims have added since; `amount_fen` is what is asked of it.
  ADD COLUMN found_fen bigint,
  ADD COLUMN found_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN approved_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN ruled_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN written_off_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN note text,
  ADD COLUMN case_id text REFERENCES integrity_case (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN lines jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN is_of_before boolean NOT NULL DEFAULT false,
  ADD COLUMN state_since timestamptz(3),
  ADD COLUMN revision integer NOT NULL DEFAULT 0,
  ADD COLUMN course jsonb,
  ADD COLUMN noticed_on date,
  ADD COLUMN pay_by date,
  ADD COLUMN appeal_by date,
  ADD COLUMN appeal_statement text,
  ADD COLUMN write_off_reason text,
  ADD COLUMN write_off_document_no text,
  ADD COLUMN start_requested_at timestamptz(3),
  ADD COLUMN started_at timestamptz(3);
ALTER TABLE recovery DISABLE TRIGGER USER;
UPDATE recovery r SET jurisdiction = c.jurisdiction, found_fen = r.amount_fen, is_of_before = true,
  cause = CASE WHEN c.kind = 'advance' THEN 'ADVANCE_NEVER_CLAIMED' ELSE 'NEGATIVE_SETTLEMENT' END,
  state_since = coalesce(r.closed_at, r.opened_at),
  start_requested_at = CASE WHEN r.state = 'due' THEN r.opened_at END
FROM claim c WHERE c.id = r.claim_id;
ALTER TABLE recovery ENABLE TRIGGER USER;
ALTER TABLE recovery ALTER COLUMN purpose DROP DEFAULT, ALTER COLUMN jurisdiction SET NOT NULL, ALTER COLUMN cause SET NOT NULL,
  ALTER COLUMN found_fen SET NOT NULL, ALTER COLUMN state_since SET NOT NULL;
ALTER TABLE recovery DROP CONSTRAINT recovery_state_word;
ALTER TABLE recovery ADD CONSTRAINT recovery_state_word CHECK (
  state IN ('found', 'approved', 'noticed', 'due', 'recovered', 'appealed', 'instalments', 'annulled', 'writtenOff'));
ALTER TABLE recovery ADD CONSTRAINT recovery_purpose_word CHECK (purpose IN ('base', 'allowance', 'float', 'advance'));
ALTER TABLE recovery ADD CONSTRAINT recovery_cause_word CHECK (
  cause IN ('NEGATIVE_SETTLEMENT', 'ADVANCE_NEVER_CLAIMED', 'LINE_NOT_ELIGIBLE', 'WRONG_AMOUNT', 'INTEGRITY_CASE'));
ALTER TABLE recovery ADD CONSTRAINT recovery_found CHECK (amount_fen <= found_fen);
-- Who found it does not approve it; who did either does not rule on the appeal; a write-off has its document (D12, S4).
ALTER TABLE recovery ADD CONSTRAINT recovery_two_persons CHECK (
  (approved_by IS NULL OR approved_by IS DISTINCT FROM found_by)
  AND (ruled_by IS NULL OR (ruled_by IS DISTINCT FROM found_by AND ruled_by IS DISTINCT FROM approved_by)));
ALTER TABLE recovery ADD CONSTRAINT recovery_approved CHECK (
  is_of_before OR approved_by IS NOT NULL OR state IN ('found', 'annulled', 'recovered'));
ALTER TABLE recovery ADD CONSTRAINT recovery_write_off CHECK (
  state <> 'writtenOff' OR (written_off_by IS NOT NULL AND write_off_document_no IS NOT NULL));
-- What the system finds of a claim is one debt; persons may find more.
CREATE UNIQUE INDEX recovery_one_debt ON recovery (claim_id) WHERE found_by IS NULL;
CREATE INDEX recovery_claim_id_idx ON recovery (claim_id);
CREATE INDEX recovery_unstarted ON recovery (id) WHERE start_requested_at IS NOT NULL AND started_at IS NULL;
CREATE INDEX recovery_of_jurisdiction ON recovery (jurisdiction, opened_at);

-- The sum that was settled for a purpose, and what is asked back of it. An advance is its class's; what a later claim earned
-- of it is no longer asked.
CREATE FUNCTION recovery_settled(one_claim text, one_purpose text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(f.settled_fen), 0)::bigint FROM claim c JOIN claim a
      ON CASE WHEN one_purpose = 'advance' AND c.filing_id IS NOT NULL THEN a.filing_id = c.filing_id AND a.kind = 'advance'
        ELSE a.id = c.id END
    JOIN claim_fund f ON f.claim_id = a.id AND f.purpose = one_purpose
  WHERE c.id = one_claim
$$;
CREATE FUNCTION recovery_asked(one_claim text, one_purpose text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(CASE WHEN r.state = 'annulled' THEN r.recovered_fen ELSE r.amount_fen END
      - (SELECT coalesce(sum(s.amount_fen), 0) FROM recovery_step s WHERE s.recovery_id = r.id AND s.kind = 'settled')), 0)::bigint
  FROM claim c JOIN claim o ON CASE WHEN one_purpose = 'advance' AND c.filing_id IS NOT NULL THEN o.filing_id = c.filing_id
      ELSE o.id = c.id END
    JOIN recovery r ON r.claim_id = o.id AND r.purpose = one_purpose
  WHERE c.id = one_claim
$$;

-- Per claim and purpose no more is asked back than was settled. Asking more waits for whoever asks at the same time.
CREATE FUNCTION keep_recovery_within() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.amount_fen <= OLD.amount_fen AND NOT (OLD.state = 'annulled' AND NEW.state <> 'annulled') THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('recovery/' || (SELECT coalesce(c.filing_id, c.id) FROM claim c
    WHERE c.id = NEW.claim_id), 0));
  IF recovery_asked(NEW.claim_id, NEW.purpose) > recovery_settled(NEW.claim_id, NEW.purpose) THEN
    RAISE EXCEPTION 'recovery % asks for more than was paid', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery', CONSTRAINT = 'recovery_within_settled';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION keep_recovery_within FROM PUBLIC;
CREATE CONSTRAINT TRIGGER recovery_within_settled AFTER INSERT OR UPDATE ON recovery
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_recovery_within();

-- What was found is raised and never lowered; less is asked, or nothing any more, only by a record of its own.
CREATE OR REPLACE FUNCTION keep_debt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.unstepped_fen <> 0 OR NEW.state <> 'found' OR NEW.is_of_before)
    OR TG_OP = 'UPDATE' AND (NEW.found_fen < OLD.found_fen OR NEW.unstepped_fen <> OLD.unstepped_fen
      OR (NEW.id, NEW.claim_id, NEW.party_id, NEW.purpose, NEW.cause, NEW.jurisdiction)
        IS DISTINCT FROM (OLD.id, OLD.claim_id, OLD.party_id, OLD.purpose, OLD.cause, OLD.jurisdiction)
      OR NEW.found_by IS DISTINCT FROM OLD.found_by) THEN
    RAISE EXCEPTION 'recovery % is not lowered by writing it down', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery', CONSTRAINT = 'recovery_not_lowered';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION require_recorded_recovery() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF ((NEW.amount_fen < OLD.amount_fen AND NOT (NEW.state = 'found' AND NEW.found_fen > OLD.found_fen)) OR NEW.state IN ('annulled', 'writtenOff', 'approved') AND NEW.state <> OLD.state
      OR (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by))
    AND NOT EXISTS (SELECT FROM audit_entry e WHERE e.entity_kind = 'recovery' AND e.entity_id = NEW.id
      AND e.mac IS NOT NULL AND e.xmin = pg_current_xact_id()::xid
      AND e.act IN ('approve', 'refuse', 'ruleAppeal', 'confirmWriteOff')) THEN
    RAISE EXCEPTION 'no record says that recovery % changes', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery', CONSTRAINT = 'recovery_recorded';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION require_recorded_recovery FROM PUBLIC;
CREATE CONSTRAINT TRIGGER recovery_recorded AFTER UPDATE ON recovery
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_recorded_recovery();

-- What comes back may also be a record of the recovery itself, in this transaction and at the revision at which it stands.
CREATE FUNCTION is_own_record(one_recovery text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM recovery r JOIN audit_entry e ON e.entity_kind = 'recovery' AND e.entity_id = r.id
      AND e.revision = r.revision
    WHERE r.id = one_recovery AND e.act = 'repaid' AND e.mac IS NOT NULL AND e.xmin = pg_current_xact_id()::xid)
$$;
REVOKE ALL ON FUNCTION is_own_record FROM PUBLIC;
CREATE OR REPLACE FUNCTION require_recorded_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM recovery r JOIN claim debtor ON debtor.id = r.claim_id
      JOIN claim c ON c.id = coalesce(NEW.set_off_claim_id, r.claim_id)
      JOIN audit_entry e ON e.entity_kind = 'claim' AND e.entity_id = c.id AND e.revision = c.revision
    WHERE r.id = NEW.recovery_id AND e.mac IS NOT NULL AND e.xmin = pg_current_xact_id()::xid
      AND (NEW.kind <> 'settled' OR debtor.kind = 'advance' AND CASE WHEN c.id = debtor.id THEN e.act = 'payoutReported'
        ELSE c.kind <> 'advance' AND c.filing_id = debtor.filing_id END))
    AND NOT (NEW.kind = 'repaid' AND is_own_record(NEW.recovery_id)) THEN
    RAISE EXCEPTION 'no record of a claim says that recovery_step % came back', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'recovery_step', CONSTRAINT = 'recovery_step_recorded';
  END IF;
  RETURN NULL;
END $$;

-- After the third reminder the credit file takes the debt over (R-074, R-128).
CREATE TABLE credit_candidate (
  recovery_id text PRIMARY KEY REFERENCES recovery (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  party_id text NOT NULL REFERENCES party (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  open_fen bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT credit_candidate_amount CHECK (open_fen > 0)
);
CREATE INDEX credit_candidate_party_id_idx ON credit_candidate (party_id);
CREATE TRIGGER credit_candidate_kept BEFORE UPDATE OR DELETE ON credit_candidate
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_candidate_whole BEFORE TRUNCATE ON credit_candidate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON recovery FROM butie_app;
GRANT SELECT, INSERT, UPDATE (amount_fen, recovered_fen, found_fen, state, state_since, closed_at, revision, course, started_at, start_requested_at, is_of_before, approved_by, ruled_by, written_off_by, noticed_on, pay_by, appeal_by, appeal_statement, write_off_reason, write_off_document_no) ON recovery TO butie_app;
REVOKE ALL ON credit_candidate FROM butie_app;
GRANT SELECT, INSERT ON credit_candidate TO butie_app;

-- The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
  named text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('act', 'act', ARRAY['approve', 'refuse', 'sendNotice', 'appeal', 'ruleAppeal', 'debtChanged', 'proposeInstalments', 'confirmInstalments', 'proposeWriteOff', 'confirmWriteOff']),
    ('forged_act', 'act', ARRAY['approve', 'refuse', 'sendNotice', 'appeal', 'ruleAppeal', 'debtChanged', 'proposeInstalments', 'confirmInstalments', 'proposeWriteOff', 'confirmWriteOff']),
    ('audit_entry', 'act', ARRAY['found', 'approve', 'refuse', 'sendNotice', 'appeal', 'ruleAppeal', 'debtChanged', 'proposeInstalments', 'confirmInstalments', 'proposeWriteOff', 'confirmWriteOff']),
    ('task', 'done_act', ARRAY['approve', 'refuse', 'sendNotice', 'appeal', 'ruleAppeal', 'debtChanged', 'proposeInstalments', 'confirmInstalments', 'proposeWriteOff', 'confirmWriteOff']),
    ('act', 'entity_kind', ARRAY['recovery']),
    ('forged_act', 'entity_kind', ARRAY['recovery']),
    ('audit_entry', 'entity_kind', ARRAY['recovery']),
    ('outbox_message', 'entity_kind', ARRAY['recovery']),
    ('notification', 'entity_kind', ARRAY['recovery']),
    ('task', 'entity_kind', ARRAY['recovery']),
    ('task', 'kind', ARRAY['recoveryApproval', 'recoveryAppeal', 'recoveryPlan']),
    ('task_tally', 'kind', ARRAY['recoveryApproval', 'recoveryAppeal', 'recoveryPlan'])
  ) AS new (tab, col, more) LOOP
    named := format('%s_%s_word', added.tab, added.col);
    SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
      SELECT match[1] AS word FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
      WHERE conrelid = added.tab::regclass AND conname = named
      UNION SELECT unnest(added.more)) AS of;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', added.tab, named);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IN (%s))', added.tab, named, added.col, words);
  END LOOP;
END $$;

-- The functions that ask whom a task concerns (R-134), and what a task takes from its case.
CREATE OR REPLACE FUNCTION parties_of_task(one task) RETURNS TABLE (party_id text) LANGUAGE sql STABLE AS $$
  SELECT c.applicant_party_id FROM claim c WHERE one.entity_kind = 'claim' AND c.id = one.entity_id
  UNION SELECT f.applicant_party_id FROM filing f WHERE one.entity_kind = 'filing' AND f.id = one.entity_id
  UNION SELECT c.applicant_party_id FROM objection o JOIN claim c ON c.id = o.claim_id WHERE o.id = one.objection_id
  UNION SELECT c.applicant_party_id FROM notice_claim n JOIN claim c ON c.id = n.claim_id
    WHERE one.entity_kind = 'notice' AND n.notice_id = one.entity_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  UNION SELECT c.applicant_party_id FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
    WHERE one.entity_kind = 'batch' AND i.batch_id = one.entity_id AND i.state <> 'cancelled'
  UNION SELECT g.applicant_party_id FROM base_grant g WHERE one.entity_kind = 'grant' AND g.id = one.entity_id
  UNION SELECT r.party_id FROM recovery r WHERE one.entity_kind = 'recovery' AND r.id = one.entity_id
  UNION SELECT g.applicant_party_id FROM base_grant g WHERE one.entity_kind = 'grantCall' AND g.call_id = one.entity_id
  UNION SELECT g.applicant_party_id FROM objection o JOIN base_grant g ON g.id = o.grant_id WHERE o.id = one.objection_id
  UNION SELECT g.applicant_party_id FROM notice_grant n JOIN base_grant g ON g.id = n.grant_id
    WHERE one.entity_kind = 'notice' AND n.notice_id = one.entity_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  -- A plan is of organs, a demand cycle of everybody: 'annualPlan' and 'demandCycle' concern no party.
$$;

CREATE OR REPLACE FUNCTION tasks_of_interest(person text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = person) THEN
    RETURN '{}';
  END IF;
  -- A plan is of organs, a demand cycle of everybody: no task of 'annualPlan' or 'demandCycle' concerns a party.
  RETURN ARRAY(
    SELECT t.id FROM declared_relation r JOIN filing f ON f.applicant_party_id = r.party_id
      JOIN task t ON t.entity_kind = 'filing' AND t.entity_id = f.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN task t ON t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN objection o ON o.claim_id = c.id AND o.state = 'open'
      JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN notice_claim n ON n.claim_id = c.id AND n.state <> 'dropped'
      JOIN task t ON t.entity_kind = 'notice' AND t.entity_id = n.notice_id AND t.objection_id IS NULL AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN payout_instruction i ON i.claim_id = c.id AND i.state <> 'cancelled'
      JOIN task t ON t.entity_kind = 'batch' AND t.entity_id = i.batch_id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN recovery v ON v.party_id = r.party_id
      JOIN task t ON t.entity_kind = 'recovery' AND t.entity_id = v.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      JOIN task t ON t.entity_kind IN ('grant', 'grantCall') AND t.entity_id IN (g.id, g.call_id) AND t.state = 'open'
      WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      JOIN objection o ON o.grant_id = g.id AND o.state = 'open'
      JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      JOIN notice_grant n ON n.grant_id = g.id AND n.state <> 'dropped'
      JOIN task t ON t.entity_kind = 'notice' AND t.entity_id = n.notice_id AND t.objection_id IS NULL AND t.state = 'open' WHERE r.person_id = person);
END $$;

CREATE OR REPLACE FUNCTION task_takes_its_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.entity_kind = 'claim' OR NEW.objection_id IS NOT NULL THEN
    SELECT c.route, c.applicant_party_id, CASE WHEN NEW.entity_kind = 'claim' THEN amount_of_task(NEW.purpose, c) END,
      NEW.entity_kind = 'claim' AND NEW.round > 1 AND coalesce((c.course ->> 'returns')::int, 0) > 0
    INTO NEW.route, NEW.applicant_id, NEW.amount_fen, NEW.corrected
    FROM claim c WHERE c.id = CASE WHEN NEW.entity_kind = 'claim' THEN NEW.entity_id
      ELSE (SELECT o.claim_id FROM objection o WHERE o.id = NEW.objection_id) END;
  ELSIF NEW.entity_kind = 'filing' THEN
    SELECT f.route, f.applicant_party_id, NEW.round > 1 INTO NEW.route, NEW.applicant_id, NEW.corrected
    FROM filing f WHERE f.id = NEW.entity_id;
  ELSIF NEW.entity_kind = 'grant' THEN
    SELECT g.route, g.applicant_party_id, g.amount_fen, NEW.round BETWEEN 2 AND 999
    INTO NEW.route, NEW.applicant_id, NEW.amount_fen, NEW.corrected FROM base_grant g WHERE g.id = NEW.entity_id;
  ELSIF NEW.entity_kind = 'grantCall' THEN
    SELECT g.route INTO NEW.route FROM grant_call g WHERE g.id = NEW.entity_id;
  ELSIF NEW.entity_kind = 'batch' THEN
    SELECT b.control_sum_fen INTO NEW.amount_fen FROM batch b WHERE b.id = NEW.entity_id;
  ELSIF NEW.entity_kind = 'recovery' THEN
    SELECT c.route, v.party_id, v.amount_fen - v.recovered_fen INTO NEW.route, NEW.applicant_id, NEW.amount_fen
    FROM recovery v JOIN claim c ON c.id = v.claim_id WHERE v.id = NEW.entity_id;
  ELSIF NEW.entity_kind = 'annualPlan' THEN
    NEW.corrected := NEW.round > 1;
  -- A 'notice' as a whole has many applicants, a 'demandCycle' no tasks.
  END IF;
  NEW.corrected := coalesce(NEW.corrected, false);
  IF NEW.entity_kind = 'claim' AND NEW.kind = 'review' THEN
    SELECT f.findings, f.undecided INTO NEW.findings, NEW.undecided FROM findings_of_claim(NEW.entity_id, NEW.purpose) f;
  END IF;
  RETURN NEW;
END $$;
