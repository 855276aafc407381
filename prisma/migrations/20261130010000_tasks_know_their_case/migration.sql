-- What lists of tasks filter, sort and show beside the task itself. The database keeps it equal to the case, in the
-- transaction that changes the case, so that a list and its numbers read nothing but the task's indexes.
ALTER TABLE task
  ADD COLUMN route text,
  ADD COLUMN applicant_id text REFERENCES party (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD COLUMN amount_fen bigint,
  ADD COLUMN findings integer NOT NULL DEFAULT 0,
  ADD COLUMN undecided integer NOT NULL DEFAULT 0,
  ADD COLUMN corrected boolean NOT NULL DEFAULT false;

-- The sum that a task of a claim is about: that of its purpose, in fen.
CREATE FUNCTION amount_of_task(one_purpose text, one claim) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE one_purpose WHEN 'float' THEN one.float_fen WHEN 'allowance' THEN one.allowance_fen
    WHEN 'advance' THEN one.advance_fen ELSE one.claimed_fen END
$$;

-- R-039: the lines whose findings want a decision, and those that nobody has decided; as an approval counts them.
CREATE FUNCTION findings_of_claim(one_claim text, one_purpose text, OUT findings integer, OUT undecided integer)
LANGUAGE sql STABLE AS $$
  SELECT (count(*) FILTER (WHERE line.wanted))::int, (count(*) FILTER (WHERE line.wanted AND line.paid AND NOT line.accepted))::int
  FROM (SELECT CASE WHEN up.yes THEN l.findings @> '[{"wantsDecision": true, "purpose": "float"}]'
        ELSE l.findings @> '[{"wantsDecision": true}]' END AS wanted,
      CASE WHEN one_purpose = 'float' THEN up.yes ELSE l.state <> 'refused' END AS paid,
      CASE WHEN up.yes THEN l.float_accepted_remark ELSE l.accepted_remark END IS NOT NULL AS accepted
    FROM claim_line l CROSS JOIN LATERAL (SELECT l.state IN ('floatClaimed', 'floatPaid') AS yes) AS up
    WHERE l.claim_id = one_claim) AS line
$$;

-- A new task takes these values from its case. The round of a task about a year of a title is the year.
CREATE FUNCTION task_takes_its_case() RETURNS trigger
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
REVOKE ALL ON FUNCTION task_takes_its_case FROM PUBLIC;
CREATE TRIGGER task_takes_its_case BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION task_takes_its_case();

-- The sum of a claim changes: its open tasks follow.
CREATE FUNCTION tasks_follow_claim() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE task t SET amount_fen = amount_of_task(t.purpose, NEW)
  WHERE t.entity_kind = 'claim' AND t.entity_id = NEW.id AND t.state = 'open'
    AND t.amount_fen IS DISTINCT FROM amount_of_task(t.purpose, NEW);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tasks_follow_claim FROM PUBLIC;
CREATE TRIGGER tasks_follow_claim AFTER UPDATE OF claimed_fen, float_fen, allowance_fen, advance_fen ON claim FOR EACH ROW
  WHEN ((OLD.claimed_fen, OLD.float_fen, OLD.allowance_fen, OLD.advance_fen)
    IS DISTINCT FROM (NEW.claimed_fen, NEW.float_fen, NEW.allowance_fen, NEW.advance_fen))
  EXECUTE FUNCTION tasks_follow_claim();

-- The lines of a claim change: the open review of the claim follows, once a statement.
CREATE FUNCTION tasks_follow_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE task t SET findings = now_is.findings, undecided = now_is.undecided
  FROM (SELECT r.id, f.findings, f.undecided
    FROM (SELECT DISTINCT claim_id FROM changed) AS c
    JOIN task r ON r.entity_kind = 'claim' AND r.entity_id = c.claim_id AND r.state = 'open' AND r.kind = 'review'
    CROSS JOIN LATERAL findings_of_claim(r.entity_id, r.purpose) f) AS now_is
  WHERE t.id = now_is.id AND (t.findings, t.undecided) IS DISTINCT FROM (now_is.findings, now_is.undecided);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tasks_follow_lines FROM PUBLIC;
CREATE TRIGGER tasks_follow_lines AFTER UPDATE ON claim_line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
  EXECUTE FUNCTION tasks_follow_lines();

-- The tasks of before.
UPDATE task t SET route = c.route, applicant_id = c.applicant_party_id, amount_fen = amount_of_task(t.purpose, c),
  corrected = t.round > 1 AND coalesce((c.course ->> 'returns')::int, 0) > 0
FROM claim c WHERE t.entity_kind = 'claim' AND c.id = t.entity_id;
UPDATE task t SET findings = f.findings, undecided = f.undecided
FROM task r CROSS JOIN LATERAL findings_of_claim(r.entity_id, r.purpose) f
WHERE r.id = t.id AND t.entity_kind = 'claim' AND t.kind = 'review' AND t.state = 'open' AND (f.findings, f.undecided) <> (0, 0);
UPDATE task t SET route = c.route, applicant_id = c.applicant_party_id
FROM objection o JOIN claim c ON c.id = o.claim_id WHERE o.id = t.objection_id;
UPDATE task t SET route = f.route, applicant_id = f.applicant_party_id, corrected = t.round > 1
FROM filing f WHERE t.entity_kind = 'filing' AND f.id = t.entity_id;
UPDATE task t SET route = g.route, applicant_id = g.applicant_party_id, amount_fen = g.amount_fen,
  corrected = t.round BETWEEN 2 AND 999
FROM base_grant g WHERE t.entity_kind = 'grant' AND g.id = t.entity_id;
UPDATE task t SET route = g.route FROM grant_call g WHERE t.entity_kind = 'grantCall' AND g.id = t.entity_id;
UPDATE task t SET amount_fen = b.control_sum_fen FROM batch b WHERE t.entity_kind = 'batch' AND b.id = t.entity_id;
UPDATE task t SET corrected = t.round > 1 WHERE t.entity_kind = 'annualPlan';

DROP INDEX task_inbox;
CREATE INDEX task_inbox ON task (jurisdiction, organ, role, due_on, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, created_at, revision, near_on, paused,
           provisional, objections, plan_organ, for_person_id, round, route, applicant_id, amount_fen, findings, undecided, corrected)
  WHERE state = 'open';
-- The other two orders of the same list.
CREATE INDEX task_inbox_received ON task (jurisdiction, organ, role, created_at, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, due_on, revision, near_on, paused,
           provisional, objections, plan_organ, for_person_id, round, route, applicant_id, amount_fen, findings, undecided, corrected)
  WHERE state = 'open';
CREATE INDEX task_inbox_amount ON task (jurisdiction, organ, role, amount_fen, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, due_on, created_at, revision, near_on, paused,
           provisional, objections, plan_organ, for_person_id, round, route, applicant_id, findings, undecided, corrected)
  WHERE state = 'open';
