-- S8: the open objections to one item of a notice are one task, which names one of them and counts all.
ALTER TABLE task ADD COLUMN objections integer;

-- The triggers of task watch what people do; this carries the rows over. The oldest open task of an item stays.
ALTER TABLE task DISABLE TRIGGER USER;
UPDATE task later SET state = 'cancelled', done_act = 'fileObjection', revision = later.revision + 1,
    done_at = now() + coalesce((SELECT clock_offset_ms FROM environment), 0) * interval '1 millisecond'
  FROM objection o WHERE o.id = later.objection_id AND later.state = 'open' AND EXISTS (
    SELECT FROM task earlier JOIN objection e ON e.id = earlier.objection_id
    WHERE earlier.state = 'open' AND e.notice_id = o.notice_id AND e.item_no = o.item_no
      AND (earlier.created_at, earlier.id) < (later.created_at, later.id));
UPDATE task t SET objections = CASE WHEN t.state = 'open' THEN (SELECT count(*) FROM objection o
      WHERE o.notice_id = mine.notice_id AND o.item_no = mine.item_no AND o.state = 'open' AND o.routed_at IS NOT NULL)
    ELSE 1 END
  FROM objection mine WHERE mine.id = t.objection_id;
UPDATE task SET objections = 1 WHERE objection_id IS NOT NULL AND objections < 1;
-- The second officer of the practice office's first department rules too (api §2).
UPDATE person SET roles = array_append(roles, 'noticeOfficer') WHERE username = 'dept.hr2' AND roles = '{departmentReviewer}'
  AND EXISTS (SELECT FROM environment WHERE mode = 'practice');
-- Where nobody of the responsible department may rule, the HR bureau does.
UPDATE task t SET organ = 'HRSS', assignee_id = NULL, revision = t.revision + 1
  FROM objection o JOIN notice n ON n.id = o.notice_id
  WHERE t.objection_id = o.id AND t.state = 'open' AND t.organ <> 'HRSS' AND NOT EXISTS (
    SELECT FROM person p WHERE p.organ = n.responsible_department AND p.jurisdiction = n.jurisdiction
      AND 'noticeOfficer' = ANY (p.roles) AND p.disabled_at IS NULL
      AND NOT EXISTS (SELECT FROM claim_decider d WHERE d.claim_id = o.claim_id AND d.person_id = p.id)
      AND NOT EXISTS (SELECT FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
        WHERE r.person_id = p.id AND c.id = o.claim_id));
ALTER TABLE task ENABLE TRIGGER USER;

ALTER TABLE task ADD CONSTRAINT task_objections_counted CHECK (
  (objection_id IS NULL AND objections IS NULL) OR (objection_id IS NOT NULL AND coalesce(objections, 0) > 0));
CREATE UNIQUE INDEX task_one_of_objection ON task (objection_id) WHERE state = 'open' AND objection_id IS NOT NULL;

DROP INDEX task_inbox;
CREATE INDEX task_inbox ON task (jurisdiction, organ, role, due_on, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, created_at, revision, near_on,
           paused, provisional, objections)
  WHERE state = 'open';

-- S8: nobody rules on an objection against what he decided himself. The row of the claim is locked, so that a decision
-- under way is seen; confirming a notice is no decision.
CREATE FUNCTION refuse_involved_ruler() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM claim WHERE id = NEW.claim_id FOR SHARE;
  IF EXISTS (SELECT FROM claim_decider d WHERE d.claim_id = NEW.claim_id AND d.person_id = NEW.ruled_by) THEN
    RAISE EXCEPTION 'who decided on the claim does not rule on an objection against it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_uninvolved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER objection_ruled_by_uninvolved BEFORE INSERT OR UPDATE ON objection FOR EACH ROW
  WHEN (NEW.ruled_by IS NOT NULL) EXECUTE FUNCTION refuse_involved_ruler();

-- A ruling names its person, and stands: nobody puts another name under it.
ALTER TABLE objection ADD CONSTRAINT objection_ruled_whole CHECK (
  (state = 'open') = (ruled_by IS NULL) AND (ruled_by IS NULL) = (ruled_at IS NULL));
CREATE FUNCTION keep_ruling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.notice_id, NEW.item_no, NEW.claim_id, NEW.line_id) IS DISTINCT FROM (OLD.notice_id, OLD.item_no, OLD.claim_id, OLD.line_id)
      OR OLD.ruled_by IS NOT NULL
        AND (NEW.state, NEW.ruled_by, NEW.ruled_at) IS DISTINCT FROM (OLD.state, OLD.ruled_by, OLD.ruled_at) THEN
    RAISE EXCEPTION 'an objection keeps its item and its ruling' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER objection_ruling_kept BEFORE UPDATE ON objection FOR EACH ROW EXECUTE FUNCTION keep_ruling();
