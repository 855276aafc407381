-- What an operator proposes so that an entity goes on, another person approves, the worker applies once and looks at.
CREATE TABLE repair (
  id text PRIMARY KEY,
  entity_kind text NOT NULL,
  entity_id text NOT NULL,
  jurisdiction text NOT NULL,
  command text NOT NULL,
  -- What the command is about: the id of a hold.
  parameters jsonb NOT NULL,
  reason_sealed bytea NOT NULL,
  state text NOT NULL,
  revision integer NOT NULL,
  -- The dry run as the proposer saw it; the digest also covers what it was computed from.
  dry_run jsonb NOT NULL,
  digest text NOT NULL,
  -- The cause and the faults of the entity when it was proposed, and when the worker looked last.
  seen_before jsonb NOT NULL,
  seen_after jsonb,
  proposed_by text NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  proposal_signature bytea NOT NULL,
  lapses_on date NOT NULL,
  approved_by text,
  approved_at timestamptz(3),
  approval_signature bytea,
  -- The act of the approver that the worker sends, for the commands that send one.
  act_id text,
  rejected_by text,
  rejected_at timestamptz(3),
  rejection_sealed bytea,
  applied_at timestamptz(3),
  -- The same instant by the real clock, from which the looks are counted.
  applied_by_clock_at timestamptz(3),
  probes integer NOT NULL DEFAULT 0,
  ended_at timestamptz(3),
  failure text,
  CONSTRAINT repair_two_persons CHECK (approved_by <> proposed_by),
  CONSTRAINT repair_whole CHECK (
    num_nonnulls(approved_by, approved_at, approval_signature) IN (0, 3)
    AND num_nonnulls(rejected_by, rejected_at, rejection_sealed) IN (0, 3)
    AND num_nonnulls(applied_at, applied_by_clock_at) IN (0, 2)
    AND num_nonnulls(approved_by, rejected_by) < 2
    AND (applied_at IS NULL OR approved_by IS NOT NULL)),
  CONSTRAINT repair_of_state CHECK (
    (state IN ('proposed', 'applying')) = (ended_at IS NULL)
    AND (state = 'rejected') = (rejected_by IS NOT NULL)
    AND (approved_by IS NOT NULL) = (state IN ('applying', 'healed', 'notHealed', 'madeWorse', 'failed'))
    AND (state = 'failed') = (failure IS NOT NULL)
    AND (state NOT IN ('healed', 'notHealed', 'madeWorse') OR (applied_at IS NOT NULL AND seen_after IS NOT NULL)))
);
ALTER TABLE repair ADD CONSTRAINT "repair_proposed_by_fkey" FOREIGN KEY (proposed_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE repair ADD CONSTRAINT "repair_approved_by_fkey" FOREIGN KEY (approved_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE repair ADD CONSTRAINT "repair_rejected_by_fkey" FOREIGN KEY (rejected_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
-- One repair of an entity at a time; proposals may stand beside each other.
CREATE UNIQUE INDEX repair_one_applying ON repair (entity_kind, entity_id) WHERE state = 'applying';
CREATE INDEX repair_proposed ON repair (lapses_on) WHERE state = 'proposed';
CREATE INDEX repair_entity ON repair (entity_kind, entity_id);
CREATE INDEX repair_newest ON repair (proposed_at DESC, id DESC);

-- A repair is proposed, then approved by an approver of the place, then ends; what was said once stays.
CREATE FUNCTION keep_repair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'proposed' THEN
      RAISE EXCEPTION 'a repair is proposed before anything else' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'repair_steps';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.ended_at IS NOT NULL THEN
    -- Only what is sealed may be sealed again.
    IF to_jsonb(NEW) - 'reason_sealed' - 'rejection_sealed' <> to_jsonb(OLD) - 'reason_sealed' - 'rejection_sealed' THEN
      RAISE EXCEPTION 'a repair that has ended stays as it is' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'repair_steps';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.entity_kind, NEW.entity_id, NEW.jurisdiction, NEW.command, NEW.parameters, NEW.dry_run, NEW.digest,
        NEW.seen_before, NEW.proposed_by, NEW.proposed_at, NEW.proposal_signature, NEW.lapses_on)
      IS DISTINCT FROM (OLD.id, OLD.entity_kind, OLD.entity_id, OLD.jurisdiction, OLD.command, OLD.parameters, OLD.dry_run, OLD.digest,
        OLD.seen_before, OLD.proposed_by, OLD.proposed_at, OLD.proposal_signature, OLD.lapses_on)
    OR (OLD.state = 'applying' AND (NEW.approved_by, NEW.approved_at, NEW.approval_signature, NEW.act_id)
      IS DISTINCT FROM (OLD.approved_by, OLD.approved_at, OLD.approval_signature, OLD.act_id))
    OR NOT (OLD.state = 'proposed' AND NEW.state IN ('proposed', 'applying', 'rejected', 'lapsed')
      OR OLD.state = 'applying' AND NEW.state IN ('applying', 'healed', 'notHealed', 'madeWorse', 'failed')) THEN
    RAISE EXCEPTION 'a repair goes on by its steps, and what was said of it stays' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'repair_steps';
  END IF;
  IF OLD.state = 'proposed' AND NEW.state = 'applying' AND NOT EXISTS (SELECT FROM person p
      WHERE p.id = NEW.approved_by AND p.disabled_at IS NULL AND 'operatorApprover' = ANY (p.roles)
        AND NEW.jurisdiction LIKE regexp_replace(p.jurisdiction, '(00)+$', '') || '%') THEN
    RAISE EXCEPTION 'a repair is approved by an approver of the place' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'repair_of_approver';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER repair_steps BEFORE INSERT OR UPDATE ON repair FOR EACH ROW EXECUTE FUNCTION keep_repair();

-- Who proposed, approved, applied and probed a repair is in the audit of the repair and of what it repairs. The words of
-- before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('audit_entry', 'act', ARRAY['repairProposed', 'repairApproved', 'repairRejected', 'repairLapsed', 'repairApplied', 'repairProbed']),
    ('audit_entry', 'entity_kind', ARRAY['repair']),
    ('task', 'done_act', ARRAY['repaired'])
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
REVOKE ALL ON repair FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, revision, reason_sealed, seen_after, approved_by, approved_at, approval_signature, act_id, rejected_by, rejected_at, rejection_sealed, applied_at, applied_by_clock_at, probes, ended_at, failure) ON repair TO butie_app;
ALTER TABLE repair ADD CONSTRAINT repair_command_word CHECK (
  command IN ('restartMissingWorkflow', 'terminateAndReplace', 'retryStep', 'rebuildProjection', 'releaseHold'));
ALTER TABLE repair ADD CONSTRAINT repair_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle', 'recovery'));
ALTER TABLE repair ADD CONSTRAINT repair_failure_word CHECK (
  failure IN ('notSigned', 'noLongerFits', 'actRefused', 'otherCourse'));
ALTER TABLE repair ADD CONSTRAINT repair_state_word CHECK (
  state IN ('proposed', 'applying', 'healed', 'notHealed', 'madeWorse', 'failed', 'rejected', 'lapsed'));
