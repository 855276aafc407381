-- S3: the end of a suspected crime is entered by one person and counts once a second one confirms it.
ALTER TABLE integrity_case ADD COLUMN closing_asked_by text, ADD COLUMN closing_asked_at timestamptz(3);
ALTER TABLE "integrity_case" ADD CONSTRAINT "integrity_case_closing_asked_by_fkey" FOREIGN KEY ("closing_asked_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE integrity_case DROP CONSTRAINT integrity_case_closed_whole;
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_closed_whole CHECK (
  num_nonnulls(closing_asked_at, closing_asked_by) IN (0, 2) AND num_nonnulls(closed_at, closed_by) IN (0, 2)
  AND num_nonnulls(outcome, closing_reason) = CASE WHEN closed_at IS NULL AND closing_asked_at IS NULL THEN 0 ELSE 2 END);
ALTER TABLE integrity_case DROP CONSTRAINT integrity_case_transferred;
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_transferred CHECK (
  NOT suspected_crime OR (closed_at IS NULL AND closing_asked_at IS NULL) OR coalesce(btrim(transfer_document_no), '') <> '');
-- Cases that one person ended before stay as they are.
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_two_persons CHECK (
  CASE WHEN suspected_crime THEN closed_at IS NULL OR (closing_asked_by IS NOT NULL AND closing_asked_by <> closed_by)
    ELSE closing_asked_by IS NULL END) NOT VALID;

-- A claim that a case holds stays under it; only the act that releases it is added.
CREATE FUNCTION keep_integrity_case_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.case_id, NEW.claim_id, NEW.hold_id, NEW.hold_act_id) IS DISTINCT FROM (OLD.case_id, OLD.claim_id, OLD.hold_id, OLD.hold_act_id) THEN
    RAISE EXCEPTION 'a case keeps the claims that it held' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER integrity_case_claim_kept BEFORE UPDATE ON integrity_case_claim FOR EACH ROW
  EXECUTE FUNCTION keep_integrity_case_claim();

-- S3: why a person may not end a case, as the code that people see; null: he may. The opener, who decided on a held
-- claim, the section that made a held claim's department review, and who is no reviewer of the HR bureau of the place.
CREATE FUNCTION refusal_of_closer(found integrity_case, who text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN found.opened_by = who OR EXISTS (SELECT FROM integrity_case_claim held
        JOIN claim_decider d ON d.claim_id = held.claim_id AND d.person_id = who WHERE held.case_id = found.id)
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

-- The rows of the held claims are locked, so that a decision under way is seen.
CREATE FUNCTION refuse_involved_closer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who text;
BEGIN
  PERFORM FROM claim c JOIN integrity_case_claim held ON held.claim_id = c.id WHERE held.case_id = NEW.id ORDER BY c.id FOR SHARE OF c;
  FOREACH who IN ARRAY array_remove(ARRAY[NEW.closing_asked_by, NEW.closed_by], NULL) LOOP
    CASE refusal_of_closer(NEW, who)
      WHEN 'SAME_PERSON_FORBIDDEN' THEN RAISE EXCEPTION 'who opened the case or decided on a claim of it does not end it'
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
CREATE TRIGGER integrity_case_ended_by_uninvolved BEFORE INSERT OR UPDATE ON integrity_case FOR EACH ROW
  WHEN (num_nonnulls(NEW.closing_asked_by, NEW.closed_by) > 0) EXECUTE FUNCTION refuse_involved_closer();

-- How many people may still speak the next word on a case, so that the diagnosis says when nobody is left.
CREATE FUNCTION closers_of(found integrity_case) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT count(*)::integer FROM person p WHERE 'bureauReviewer' = ANY (p.roles)
    AND p.id IS DISTINCT FROM found.closing_asked_by AND refusal_of_closer(found, p.id) IS NULL
    AND NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = p.id AND r.party_id = found.party_id)
$$;
