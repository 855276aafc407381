-- How many tasks are alike in all that the numbers of an inbox ask: numbers are sums over few rows and not over the tasks.
-- Rows are only added, one for each change of a task, so that two acts on tasks of one seat never wait for each other;
-- from time to time rows of the same tasks are folded into one.
CREATE TABLE task_tally (
  id text PRIMARY KEY,
  alike text NOT NULL,
  state text NOT NULL,
  jurisdiction text NOT NULL,
  organ text NOT NULL,
  role text NOT NULL,
  section text,
  for_person_id text,
  assignee_id text,
  done_by text,
  kind text NOT NULL,
  stage text NOT NULL,
  route text,
  plan_organ text,
  due_on date,
  near_on date,
  paused boolean NOT NULL,
  provisional boolean NOT NULL,
  corrected boolean NOT NULL,
  is_undecided boolean NOT NULL,
  tasks integer NOT NULL
);
ALTER TABLE task_tally ADD CONSTRAINT task_tally_kind_word CHECK (
  kind IN ('review', 'bureauCorrection', 'accountCorrection', 'disbursement', 'recovery', 'filingReview', 'routing', 'noticeConfirmationDepartment', 'noticeConfirmationBureau', 'objection', 'batchRelease', 'grantCityRecommendation', 'grantCityFinance', 'grantExpertScore', 'grantDesignation', 'grantAgreement', 'grantAcceptance', 'grantAssessment', 'grantRecheck', 'grantWithdrawalDecision', 'grantRecoveryConfirmation', 'planSubmission', 'planReview'));
ALTER TABLE task_tally ADD CONSTRAINT task_tally_role_word CHECK (
  role IN ('applicant', 'departmentReviewer', 'bureauReviewer', 'noticeOfficer', 'financeMaker', 'financeChecker', 'expert', 'operator', 'operatorApprover', 'policyEditor', 'policyApprover', 'auditor', 'financeSystem', 'grantOfficer', 'grantApprover', 'planOfficer', 'demandOfficer'));
ALTER TABLE task_tally ADD CONSTRAINT task_tally_state_word CHECK (
  state IN ('open', 'done', 'cancelled'));
CREATE INDEX task_tally_seat ON task_tally (jurisdiction, organ, role)
  INCLUDE (section, for_person_id, assignee_id, kind, stage, route, plan_organ, due_on, near_on, paused, provisional, corrected,
           is_undecided, tasks)
  WHERE state = 'open';
CREATE INDEX task_tally_done ON task_tally (done_by, jurisdiction)
  INCLUDE (assignee_id, kind, stage, route, plan_organ, due_on, near_on, paused, provisional, corrected, is_undecided, tasks)
  WHERE state = 'done';
CREATE INDEX task_tally_alike ON task_tally (alike);
CREATE SEQUENCE task_tally_turn;

-- A task as one row of the tally.
CREATE FUNCTION tally_of_task(one task, count integer) RETURNS task_tally LANGUAGE sql STABLE AS $$
  SELECT ROW('', md5(ROW(one.state, one.jurisdiction, one.organ, one.role, one.section, one.for_person_id, one.assignee_id,
      one.done_by, one.kind, one.stage, one.route, one.plan_organ, one.due_on, one.near_on, one.paused, one.provisional,
      one.corrected, one.undecided > 0)::text),
    one.state, one.jurisdiction, one.organ, one.role, one.section, one.for_person_id, one.assignee_id, one.done_by, one.kind,
    one.stage, one.route, one.plan_organ, one.due_on, one.near_on, one.paused, one.provisional, one.corrected,
    one.undecided > 0, count)::task_tally
$$;

-- Adds rows: those of the same tasks as one, those that cancel each other as none. A cancelled task is in no box.
CREATE FUNCTION add_to_tally(changes task_tally[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO task_tally
  SELECT gen_random_uuid()::text, alike, state, jurisdiction, organ, role, section, for_person_id, assignee_id, done_by, kind, stage,
    route, plan_organ, due_on, near_on, paused, provisional, corrected, is_undecided, sum(tasks)::int
  FROM unnest(changes) WHERE state IN ('open', 'done')
  GROUP BY alike, state, jurisdiction, organ, role, section, for_person_id, assignee_id, done_by, kind, stage, route, plan_organ,
    due_on, near_on, paused, provisional, corrected, is_undecided
  HAVING sum(tasks) <> 0
$$;

-- Folds rows of the same tasks into one. Nobody waits: only one folds at a time, and who reads meanwhile reads the rows of before.
CREATE FUNCTION fold_task_tally() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone task_tally[];
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('butie task tally', 0)) THEN
    RETURN;
  END IF;
  WITH several AS (SELECT alike FROM task_tally GROUP BY alike HAVING count(*) > 1),
    folded AS (DELETE FROM task_tally t USING several s WHERE t.alike = s.alike RETURNING t.*)
  SELECT array_agg(f::task_tally) INTO gone FROM folded f;
  PERFORM add_to_tally(gone);
END $$;
REVOKE ALL ON FUNCTION fold_task_tally FROM PUBLIC;

CREATE FUNCTION tally_tasks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE changes task_tally[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(tally_of_task(t::task, 1)) INTO changes FROM added t;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(tally_of_task(t::task, -1)) INTO changes FROM removed t;
  ELSE
    SELECT array_agg(one) INTO changes FROM (
      SELECT tally_of_task(t::task, 1) AS one FROM added t UNION ALL SELECT tally_of_task(t::task, -1) FROM removed t) AS both_sides;
  END IF;
  IF changes IS NOT NULL THEN
    PERFORM add_to_tally(changes);
    IF nextval('task_tally_turn') % 256 = 0 THEN
      PERFORM fold_task_tally();
    END IF;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tally_tasks FROM PUBLIC;
CREATE TRIGGER task_added_to_tally AFTER INSERT ON task REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_tasks();
CREATE TRIGGER task_changed_in_tally AFTER UPDATE ON task REFERENCING NEW TABLE AS added OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_tasks();
CREATE TRIGGER task_removed_from_tally AFTER DELETE ON task REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_tasks();

-- Counts all tasks anew: the first time, and after rows were written past the triggers.
CREATE FUNCTION tally_all_tasks() RETURNS void LANGUAGE sql AS $$
  DELETE FROM task_tally;
  SELECT add_to_tally(array_agg(tally_of_task(t, 1))) FROM task t
$$;
REVOKE ALL ON FUNCTION tally_all_tasks, add_to_tally FROM PUBLIC;
SELECT tally_all_tasks();

REVOKE ALL ON task_tally FROM butie_app;
GRANT SELECT ON task_tally TO butie_app;
