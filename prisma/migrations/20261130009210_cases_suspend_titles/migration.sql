-- A title that a case suspends, with the acts by which its suspension begins and ends (R-125, R-127, R-161). Whether it is
-- suspended now is known to the course of its grant.
CREATE TABLE integrity_case_grant (
  case_id text NOT NULL,
  grant_id text NOT NULL,
  suspend_act_id text NOT NULL,
  resume_act_id text,
  CONSTRAINT "integrity_case_grant_pkey" PRIMARY KEY (case_id, grant_id)
);
CREATE INDEX "integrity_case_grant_grant_id_idx" ON "integrity_case_grant"("grant_id");
ALTER TABLE integrity_case_grant ADD CONSTRAINT "integrity_case_grant_case_id_fkey" FOREIGN KEY (case_id) REFERENCES integrity_case(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE integrity_case_grant ADD CONSTRAINT "integrity_case_grant_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A title that a case suspended stays with it; an act that was refused may be asked again by another one.
CREATE FUNCTION keep_integrity_case_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.grant_id) IS DISTINCT FROM (OLD.case_id, OLD.grant_id)
      OR NEW.suspend_act_id <> OLD.suspend_act_id
        AND NOT EXISTS (SELECT FROM act WHERE id = OLD.suspend_act_id AND state = 'refused') THEN
    RAISE EXCEPTION 'a case keeps the titles that it suspended' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER integrity_case_grant_kept BEFORE UPDATE ON integrity_case_grant FOR EACH ROW
  EXECUTE FUNCTION keep_integrity_case_grant();

-- S3: who decided on a title that the case suspends does not end the case either.
CREATE OR REPLACE FUNCTION refusal_of_closer(found integrity_case, who text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN found.opened_by = who OR EXISTS (SELECT FROM integrity_case_claim held
        JOIN claim_decider d ON d.claim_id = held.claim_id AND d.person_id = who WHERE held.case_id = found.id)
      OR EXISTS (SELECT FROM integrity_case_grant held
        JOIN grant_decider d ON d.grant_id = held.grant_id AND d.person_id = who WHERE held.case_id = found.id)
      THEN 'SAME_PERSON_FORBIDDEN'
    WHEN EXISTS (SELECT FROM integrity_case_claim held JOIN claim c ON c.id = held.claim_id
        JOIN claim_review_section r ON r.claim_id = c.id AND r.role LIKE 'departmentReviewer%'
        JOIN person p ON p.id = who AND p.jurisdiction = c.jurisdiction AND p.organ = r.organ
          AND coalesce(p.section, '') = r.section WHERE held.case_id = found.id)
      THEN 'SAME_SECTION_FORBIDDEN'
    WHEN NOT EXISTS (SELECT FROM person p WHERE p.id = who AND p.disabled_at IS NULL AND p.organ = 'HRSS'
        AND 'bureauReviewer' = ANY (p.roles)
        AND found.jurisdiction LIKE regexp_replace(p.jurisdiction, '(00)+$', '') || '%')
      THEN 'ROLE_REQUIRED'
  END
$$;

-- The rows of the held claims and suspended titles are locked, so that a decision under way is seen.
CREATE OR REPLACE FUNCTION refuse_involved_closer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who text;
BEGIN
  PERFORM FROM claim c JOIN integrity_case_claim held ON held.claim_id = c.id WHERE held.case_id = NEW.id ORDER BY c.id FOR SHARE OF c;
  PERFORM FROM base_grant g JOIN integrity_case_grant held ON held.grant_id = g.id WHERE held.case_id = NEW.id ORDER BY g.id FOR SHARE OF g;
  FOREACH who IN ARRAY array_remove(ARRAY[NEW.closing_asked_by, NEW.closed_by], NULL) LOOP
    CASE refusal_of_closer(NEW, who)
      WHEN 'SAME_PERSON_FORBIDDEN' THEN RAISE EXCEPTION 'who opened the case or decided on a claim or title of it does not end it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'integrity_case_uninvolved';
      WHEN 'SAME_SECTION_FORBIDDEN' THEN RAISE EXCEPTION 'the section that reviewed a claim of the case does not end it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'integrity_case_other_section';
      WHEN 'ROLE_REQUIRED' THEN RAISE EXCEPTION 'a case is ended by a reviewer of the HR bureau'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'integrity_case_of_bureau';
      ELSE NULL;
    END CASE;
  END LOOP;
  RETURN NEW;
END $$;

-- R-134: nobody with a declared relation to the holder has a role in a grant.
CREATE FUNCTION refuse_interested_grant_decider() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      WHERE r.person_id = NEW.person_id AND g.id = NEW.grant_id) THEN
    RAISE EXCEPTION 'a declared relation to the party' USING ERRCODE = 'check_violation', CONSTRAINT = 'task_without_interest';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_decider_without_interest BEFORE INSERT OR UPDATE ON grant_decider FOR EACH ROW
  EXECUTE FUNCTION refuse_interested_grant_decider();

REVOKE ALL ON integrity_case_grant FROM butie_app;
GRANT SELECT, INSERT, UPDATE (suspend_act_id, resume_act_id) ON integrity_case_grant TO butie_app;
