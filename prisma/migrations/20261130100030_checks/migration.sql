-- What the office checks of itself: the runs of each night and those that operators ask for, and what they find. A fault
-- that is not found any more is gone; one that comes again is another row.
CREATE TABLE integrity_run (
  id text PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL,
  checks text[] NOT NULL,
  asked_by text,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  results jsonb NOT NULL DEFAULT '[]',
  done_at timestamptz(3),
  audit_to bigint,
  CONSTRAINT integrity_run_done CHECK ((state = 'done') = (done_at IS NOT NULL) AND (state = 'done') = (ended_at IS NOT NULL)),
  CONSTRAINT integrity_run_asked CHECK ((kind = 'asked') = (asked_by IS NOT NULL))
);
ALTER TABLE integrity_run ADD CONSTRAINT "integrity_run_asked_by_fkey" FOREIGN KEY (asked_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX integrity_run_newest ON integrity_run (started_at, id);

-- When the checks of every minute ran last, by the real clock.
CREATE TABLE integrity_turn (
  id integer PRIMARY KEY CHECK (id = 1),
  minute_at timestamptz(3)
);
INSERT INTO integrity_turn (id) VALUES (1);

CREATE TABLE integrity_finding (
  id text PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  entity_kind text,
  entity_id text,
  claim_id text,
  jurisdiction text,
  since timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  evidence jsonb NOT NULL,
  state text NOT NULL,
  explained_by text,
  explained_at timestamptz(3),
  explanation_sealed bytea,
  gone_at timestamptz(3),
  CONSTRAINT integrity_finding_entity CHECK ((entity_kind IS NULL) = (entity_id IS NULL)),
  CONSTRAINT integrity_finding_explained CHECK (num_nulls(explained_by, explained_at, explanation_sealed) IN (0, 3)
    AND (state <> 'explained' OR explained_by IS NOT NULL) AND (state <> 'open' OR explained_by IS NULL)),
  CONSTRAINT integrity_finding_gone CHECK ((state = 'gone') = (gone_at IS NOT NULL))
);
ALTER TABLE integrity_finding ADD CONSTRAINT "integrity_finding_explained_by_fkey" FOREIGN KEY (explained_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX integrity_finding_oldest ON integrity_finding (since, id);
CREATE INDEX integrity_finding_of_claim ON integrity_finding (claim_id);
-- The same fault once, whatever runs meet.
CREATE UNIQUE INDEX integrity_finding_living ON integrity_finding (kind, subject) WHERE state <> 'gone';

-- No finding disappears.
CREATE TRIGGER integrity_finding_kept BEFORE DELETE ON integrity_finding FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER integrity_finding_whole BEFORE TRUNCATE ON integrity_finding FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The words and the rights of the application.
ALTER TABLE integrity_run ADD CONSTRAINT integrity_run_kind_word CHECK (
  kind IN ('nightly', 'asked'));
ALTER TABLE integrity_run ADD CONSTRAINT integrity_run_state_word CHECK (
  state IN ('running', 'done'));
ALTER TABLE integrity_finding ADD CONSTRAINT integrity_finding_kind_word CHECK (
  kind IN ('rowWithoutWorkflow', 'workflowWithoutRow', 'workflowEndedRowOpen', 'workflowBehind', 'workflowTaskFailing', 'activityFailing', 'historyNearLimit', 'stateWithoutTask', 'orphanTask', 'assigneeGone', 'holdWithoutEnd', 'provisionalDue', 'timerDiffers', 'actUnanswered', 'auditChain', 'noticeNotSettled', 'objectionUnrouted', 'objectionOverdue', 'claimSums', 'ledger', 'instructionWithoutFact', 'reportNotTaken', 'reportParked', 'paymentUnanswered', 'advanceOpen', 'outboxAge', 'webhookBacklog', 'endpointDisabled', 'checkFailed'));
ALTER TABLE integrity_finding ADD CONSTRAINT integrity_finding_state_word CHECK (
  state IN ('open', 'explained', 'gone'));
ALTER TABLE integrity_finding ADD CONSTRAINT integrity_finding_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle', 'recovery', 'payoutEvent', 'webhookEndpoint'));
-- An explanation is audited. The words of before stay, whichever they are.
DO $$
DECLARE
  words text;
BEGIN
  SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
    SELECT match[1] AS word FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
    WHERE conrelid = 'audit_entry'::regclass AND conname = 'audit_entry_entity_kind_word'
    UNION SELECT 'integrityFinding') AS of;
  ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_entity_kind_word;
  EXECUTE format('ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_entity_kind_word CHECK (entity_kind IN (%s))', words);
END $$;
REVOKE ALL ON integrity_finding FROM butie_app;
GRANT SELECT, INSERT, UPDATE (last_seen_at, evidence, state, explained_by, explained_at, explanation_sealed, gone_at) ON integrity_finding TO butie_app;
REVOKE ALL ON integrity_run FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, ended_at, results, done_at, audit_to) ON integrity_run TO butie_app;
REVOKE ALL ON integrity_turn FROM butie_app;
GRANT SELECT, UPDATE (minute_at) ON integrity_turn TO butie_app;
