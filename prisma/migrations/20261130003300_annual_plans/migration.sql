-- The plan and budget that the organs of a jurisdiction file for a year (R-012 to R-020, R-165): one row per jurisdiction and
-- year, the versions that organs filed, the HR bureau's split of the tasks, and the plans of the sectors.
CREATE TABLE annual_plan (
  id text NOT NULL,
  jurisdiction text NOT NULL,
  year integer NOT NULL,
  state text NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  course jsonb,
  opens_on date NOT NULL,
  due_on date NOT NULL,
  closes_on date NOT NULL,
  opening jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  state_since timestamptz(3) NOT NULL,
  start_requested_at timestamptz(3),
  started_at timestamptz(3),
  CONSTRAINT annual_plan_pkey PRIMARY KEY (id),
  CONSTRAINT annual_plan_days CHECK (opens_on <= due_on AND due_on < closes_on)
);
-- One plan per jurisdiction and year, whoever opens it.
CREATE UNIQUE INDEX annual_plan_jurisdiction_year_key ON annual_plan (jurisdiction, year);

CREATE TABLE plan_version (
  plan_id text NOT NULL,
  organ text NOT NULL,
  filing integer NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  late boolean NOT NULL,
  reason text,
  remark text,
  training_done jsonb,
  submitted_by text NOT NULL,
  submitted_at timestamptz(3) NOT NULL,
  decided_by text,
  decided_at timestamptz(3),
  decision_remark text,
  CONSTRAINT plan_version_pkey PRIMARY KEY (plan_id, organ, filing),
  CONSTRAINT plan_version_numbers CHECK (filing > 0 AND version > 0),
  -- R-009: who filed it does not decide on it.
  CONSTRAINT plan_version_two_persons CHECK (decided_by IS NULL OR decided_by <> submitted_by)
);
-- Of two filings at once one waits for the bureau, and of two acceptances one is in force.
CREATE UNIQUE INDEX plan_version_one_filed ON plan_version (plan_id, organ) WHERE state = 'submitted';
CREATE UNIQUE INDEX plan_version_one_in_force ON plan_version (plan_id, organ) WHERE state = 'accepted';

CREATE TABLE plan_version_line (
  plan_id text NOT NULL,
  organ text NOT NULL,
  filing integer NOT NULL,
  program text NOT NULL,
  person_times integer NOT NULL,
  budget_fen bigint NOT NULL,
  CONSTRAINT plan_version_line_pkey PRIMARY KEY (plan_id, organ, filing, program),
  CONSTRAINT plan_version_line_amounts CHECK (person_times > 0 AND budget_fen >= 0 AND budget_fen <= 9007199254740991)
);

CREATE TABLE plan_split (
  plan_id text NOT NULL,
  version integer NOT NULL,
  reason text NOT NULL,
  entered_by text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  CONSTRAINT plan_split_pkey PRIMARY KEY (plan_id, version)
);

CREATE TABLE plan_split_line (
  plan_id text NOT NULL,
  version integer NOT NULL,
  organ text NOT NULL,
  program text NOT NULL,
  person_times integer NOT NULL,
  CONSTRAINT plan_split_line_pkey PRIMARY KEY (plan_id, version, organ, program),
  CONSTRAINT plan_split_line_amounts CHECK (person_times > 0)
);

CREATE TABLE sector_plan (
  plan_id text NOT NULL,
  organ text NOT NULL,
  version integer NOT NULL,
  forecast text NOT NULL,
  planned_training text NOT NULL,
  entered_by text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  CONSTRAINT sector_plan_pkey PRIMARY KEY (plan_id, organ, version)
);

ALTER TABLE plan_version ADD CONSTRAINT plan_version_plan_id_fkey
  FOREIGN KEY (plan_id) REFERENCES annual_plan (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE plan_version_line ADD CONSTRAINT plan_version_line_plan_id_organ_filing_fkey
  FOREIGN KEY (plan_id, organ, filing) REFERENCES plan_version (plan_id, organ, filing) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE plan_split ADD CONSTRAINT plan_split_plan_id_fkey
  FOREIGN KEY (plan_id) REFERENCES annual_plan (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE plan_split_line ADD CONSTRAINT plan_split_line_plan_id_version_fkey
  FOREIGN KEY (plan_id, version) REFERENCES plan_split (plan_id, version) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE sector_plan ADD CONSTRAINT sector_plan_plan_id_fkey
  FOREIGN KEY (plan_id) REFERENCES annual_plan (id) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE task ADD COLUMN plan_organ text;
ALTER TABLE plan_line ADD COLUMN accepted_version integer;

-- The lines of an accepted version become the plan lines that classes, budgets and progress use; a line that the version
-- leaves out has nothing left. Only while the signed act that accepts this filing is being recorded (S14).
CREATE FUNCTION accept_plan_lines(plan text, of_organ text, of_filing integer, by_act text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_plan annual_plan%ROWTYPE;
  in_force integer;
BEGIN
  IF NOT EXISTS (SELECT FROM act a WHERE a.id = by_act AND a.entity_kind = 'annualPlan' AND a.entity_id = plan
      AND a.act = 'decidePlan' AND a.state = 'accepted' AND a.person_id IS NOT NULL AND a.signature IS NOT NULL
      AND a.body #>> '{asked,message,decision}' = 'accept' AND a.body #>> '{asked,message,organ}' = of_organ
      AND (a.body #>> '{asked,message,filing}')::integer = of_filing) THEN
    RAISE EXCEPTION 'act % does not accept the plan % of %', by_act, plan, of_organ USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO STRICT of_plan FROM annual_plan WHERE id = plan;
  SELECT version INTO STRICT in_force FROM plan_version WHERE plan_id = plan AND organ = of_organ AND filing = of_filing;
  UPDATE plan_line l SET person_times = 0, budget_fen = 0, accepted_version = in_force
    WHERE l.jurisdiction = of_plan.jurisdiction AND l.year = of_plan.year AND l.organ = of_organ
      AND NOT EXISTS (SELECT FROM plan_version_line v WHERE v.plan_id = plan AND v.organ = of_organ
        AND v.filing = of_filing AND v.program = l.program);
  INSERT INTO plan_line AS l (id, jurisdiction, year, organ, program, person_times, budget_fen, accepted_version)
    SELECT concat_ws('/', of_plan.jurisdiction, of_plan.year, of_organ, v.program), of_plan.jurisdiction, of_plan.year,
      of_organ, v.program, v.person_times, v.budget_fen, in_force
    FROM plan_version_line v WHERE v.plan_id = plan AND v.organ = of_organ AND v.filing = of_filing
    ON CONFLICT (id) DO UPDATE SET person_times = excluded.person_times, budget_fen = excluded.budget_fen,
      accepted_version = excluded.accepted_version;
END $$;

-- An accepted line says so with an audit entry of a plan in the same transaction, and so does every change of it. Who owns
-- the table is not asked.
CREATE FUNCTION require_accepted_plan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT pg_has_role(session_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE')
      AND NOT EXISTS (SELECT FROM audit_entry e JOIN annual_plan p ON p.id = e.entity_id
        WHERE e.entity_kind = 'annualPlan' AND e.act = 'decidePlan' AND e.mac IS NOT NULL
          AND e.xmin = pg_current_xact_id()::xid AND p.jurisdiction = NEW.jurisdiction AND p.year = NEW.year) THEN
    RAISE EXCEPTION 'no audit entry says that the plan line % is accepted', NEW.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION require_accepted_plan FROM PUBLIC;
CREATE CONSTRAINT TRIGGER plan_line_is_accepted AFTER INSERT OR UPDATE OF person_times, budget_fen, accepted_version ON plan_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.person_times IS NOT NULL OR NEW.budget_fen IS NOT NULL
    OR NEW.accepted_version IS NOT NULL)
  EXECUTE FUNCTION require_accepted_plan();

DROP INDEX task_inbox;
CREATE INDEX task_inbox ON task (jurisdiction, organ, role, due_on, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, created_at, revision, near_on,
           paused, provisional, objections, plan_organ)
  WHERE state = 'open';

REVOKE ALL ON annual_plan FROM butie_app;
GRANT SELECT, INSERT, UPDATE (revision, course, state, state_since, start_requested_at, started_at) ON annual_plan TO butie_app;
REVOKE ALL ON plan_split FROM butie_app;
GRANT SELECT, INSERT ON plan_split TO butie_app;
REVOKE ALL ON plan_split_line FROM butie_app;
GRANT SELECT, INSERT ON plan_split_line TO butie_app;
REVOKE ALL ON plan_version FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, decision_remark) ON plan_version TO butie_app;
REVOKE ALL ON plan_version_line FROM butie_app;
GRANT SELECT, INSERT ON plan_version_line TO butie_app;
REVOKE ALL ON sector_plan FROM butie_app;
GRANT SELECT, INSERT ON sector_plan TO butie_app;
REVOKE ALL ON FUNCTION accept_plan_lines FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_plan_lines TO butie_app;
