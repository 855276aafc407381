-- One word per thing: a class filing is a filing, a payout batch is a batch, in code, database and act kinds alike.
ALTER TABLE class_filing RENAME TO filing;
ALTER TABLE payout_batch RENAME TO batch;

-- Names of constraints and indexes begin with their table, as the schema expects them.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT conrelid::regclass AS owner, conname AS was, regexp_replace(regexp_replace(conname, '^class_filing_', 'filing_'), '^payout_batch_', 'batch_') AS is_now
      FROM pg_constraint WHERE conrelid IN ('filing'::regclass, 'batch'::regclass) AND conname ~ '^(class_filing|payout_batch)_' LOOP
    EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', one.owner, one.was, one.is_now);
  END LOOP;
  FOR one IN SELECT c.relname AS was, regexp_replace(regexp_replace(c.relname, '^class_filing_', 'filing_'), '^payout_batch_', 'batch_') AS is_now
      FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
      WHERE i.indrelid IN ('filing'::regclass, 'batch'::regclass) AND c.relname ~ '^(class_filing|payout_batch)_' LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', one.was, one.is_now);
  END LOOP;
END $$;

-- The functions that name the table (R-134), otherwise as they were.
CREATE OR REPLACE FUNCTION parties_of_task(one task) RETURNS TABLE (party_id text) LANGUAGE sql STABLE AS $$
  SELECT c.applicant_party_id FROM claim c WHERE c.id = one.claim_id
  UNION SELECT f.applicant_party_id FROM filing f WHERE f.id = one.filing_id
  UNION SELECT c.applicant_party_id FROM objection o JOIN claim c ON c.id = o.claim_id WHERE o.id = one.objection_id
  UNION SELECT c.applicant_party_id FROM notice_claim n JOIN claim c ON c.id = n.claim_id
    WHERE n.notice_id = one.notice_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  UNION SELECT c.applicant_party_id FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
    WHERE i.batch_id = one.batch_id AND i.state <> 'cancelled'
$$;

CREATE OR REPLACE FUNCTION tasks_of_interest(person text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = person) THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY(
    SELECT t.id FROM declared_relation r JOIN filing f ON f.applicant_party_id = r.party_id
      JOIN task t ON t.filing_id = f.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN task t ON t.claim_id = c.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN objection o ON o.claim_id = c.id AND o.state = 'open'
      JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN notice_claim n ON n.claim_id = c.id AND n.state <> 'dropped'
      JOIN task t ON t.notice_id = n.notice_id AND t.objection_id IS NULL AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN payout_instruction i ON i.claim_id = c.id AND i.state <> 'cancelled'
      JOIN task t ON t.batch_id = i.batch_id AND t.state = 'open' WHERE r.person_id = person);
END $$;
