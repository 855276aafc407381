-- A task belongs to one entity, named as in `act` and `audit_entry`: a further kind of entity needs no further column.
ALTER TABLE task ADD COLUMN entity_kind text, ADD COLUMN entity_id text;

-- The triggers of task watch what people do; this carries the rows over.
ALTER TABLE task DISABLE TRIGGER USER;
UPDATE task SET
  entity_kind = CASE WHEN claim_id IS NOT NULL THEN 'claim' WHEN filing_id IS NOT NULL THEN 'filing'
    WHEN notice_id IS NOT NULL THEN 'notice' ELSE 'batch' END,
  entity_id = coalesce(claim_id, filing_id, notice_id, batch_id);
ALTER TABLE task ENABLE TRIGGER USER;

ALTER TABLE task ALTER COLUMN entity_kind SET NOT NULL, ALTER COLUMN entity_id SET NOT NULL,
  ADD CONSTRAINT task_entity_kind_word CHECK (entity_kind IN ('claim', 'filing', 'notice', 'batch'));

DROP INDEX task_inbox;
ALTER TABLE task DROP COLUMN claim_id, DROP COLUMN filing_id, DROP COLUMN notice_id, DROP COLUMN batch_id;

CREATE INDEX "task_entity_kind_entity_id_state_idx" ON "task"("entity_kind", "entity_id", "state");
CREATE INDEX task_inbox ON task (jurisdiction, organ, role, due_on, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, created_at, revision, near_on,
           paused, provisional)
  WHERE state = 'open';

-- The functions that ask whom a task concerns (R-134).
CREATE OR REPLACE FUNCTION parties_of_task(one task) RETURNS TABLE (party_id text) LANGUAGE sql STABLE AS $$
  SELECT c.applicant_party_id FROM claim c WHERE one.entity_kind = 'claim' AND c.id = one.entity_id
  UNION SELECT f.applicant_party_id FROM filing f WHERE one.entity_kind = 'filing' AND f.id = one.entity_id
  UNION SELECT c.applicant_party_id FROM objection o JOIN claim c ON c.id = o.claim_id WHERE o.id = one.objection_id
  UNION SELECT c.applicant_party_id FROM notice_claim n JOIN claim c ON c.id = n.claim_id
    WHERE one.entity_kind = 'notice' AND n.notice_id = one.entity_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  UNION SELECT c.applicant_party_id FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
    WHERE one.entity_kind = 'batch' AND i.batch_id = one.entity_id AND i.state <> 'cancelled'
$$;

CREATE OR REPLACE FUNCTION tasks_of_interest(person text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = person) THEN
    RETURN '{}';
  END IF;
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
      JOIN task t ON t.entity_kind = 'batch' AND t.entity_id = i.batch_id AND t.state = 'open' WHERE r.person_id = person);
END $$;
