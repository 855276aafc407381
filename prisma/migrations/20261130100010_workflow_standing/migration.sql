-- What Temporal says of each run that was asked, beside what the row says. There is no foreign key to the entities: a run
-- without a row has a standing, too. Instants of the loop are of the real clock.
CREATE TABLE workflow_standing (
  entity_kind text NOT NULL,
  entity_id text NOT NULL,
  run_id text,
  status text NOT NULL,
  started_at timestamptz(3),
  closed_at timestamptz(3),
  history_length integer,
  history_bytes bigint,
  task_attempt integer,
  task_failure text,
  pending_activities integer NOT NULL DEFAULT 0,
  activity_type text,
  activity_attempt integer,
  activity_failure text,
  activity_since timestamptz(3),
  own_revision integer,
  row_revision integer,
  fault text,
  fault_since timestamptz(3),
  fault_looks integer NOT NULL DEFAULT 0,
  seen_at timestamptz(3) NOT NULL,
  CONSTRAINT "workflow_standing_pkey" PRIMARY KEY (entity_kind, entity_id),
  CONSTRAINT workflow_standing_absent CHECK ((status = 'absent') = (run_id IS NULL)),
  CONSTRAINT workflow_standing_fault_has_its_looks CHECK ((fault IS NULL) = (fault_since IS NULL)
    AND (fault IS NULL) = (fault_looks = 0))
);
ALTER TABLE workflow_standing ADD CONSTRAINT workflow_standing_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle', 'recovery'));
ALTER TABLE workflow_standing ADD CONSTRAINT workflow_standing_fault_word CHECK (
  fault IN ('workflowMissing', 'workflowEnded', 'workflowBehind', 'workflowTaskFailing', 'activityFailing'));
ALTER TABLE workflow_standing ADD CONSTRAINT workflow_standing_status_word CHECK (
  status IN ('running', 'completed', 'failed', 'canceled', 'terminated', 'timedOut', 'absent'));
CREATE INDEX "workflow_standing_seen_at_idx" ON workflow_standing (seen_at);
CREATE INDEX workflow_standing_faults ON workflow_standing (entity_kind, entity_id) WHERE fault IS NOT NULL;
REVOKE ALL ON workflow_standing FROM butie_app;
GRANT SELECT, INSERT, UPDATE (run_id, status, started_at, closed_at, history_length, history_bytes, task_attempt,
  task_failure, pending_activities, activity_type, activity_attempt, activity_failure, activity_since, own_revision,
  row_revision, fault, fault_since, fault_looks, seen_at), DELETE ON workflow_standing TO butie_app;

-- The newest complete listing of what runs; none yet: no row.
CREATE TABLE standing_turn (
  id boolean PRIMARY KEY DEFAULT true,
  listed_at timestamptz(3) NOT NULL,
  pages integer NOT NULL,
  runs integer NOT NULL,
  CONSTRAINT standing_turn_is_one CHECK (id)
);
REVOKE ALL ON standing_turn FROM butie_app;
GRANT SELECT, INSERT, UPDATE (listed_at, pages, runs) ON standing_turn TO butie_app;
