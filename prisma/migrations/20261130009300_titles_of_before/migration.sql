-- Titles from before: one person enters a file of them, another one puts it in force.
CREATE TABLE designation_import (
  id text NOT NULL,
  jurisdiction text NOT NULL,
  state text NOT NULL,
  entered_by text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  decided_by text,
  decided_at timestamptz(3),
  CONSTRAINT "designation_import_pkey" PRIMARY KEY (id),
  CONSTRAINT designation_import_state_word CHECK (state IN ('waitsForConfirmation', 'confirmed', 'rejected', 'withdrawn')),
  CONSTRAINT designation_import_two_persons CHECK (decided_by IS NULL OR decided_by <> entered_by),
  CONSTRAINT designation_import_decided CHECK ((state = 'waitsForConfirmation') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL))
);

CREATE TABLE designation_import_row (
  import_id text NOT NULL,
  no integer NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  name text NOT NULL,
  holder text NOT NULL,
  city text NOT NULL,
  designated_on date NOT NULL,
  amount_fen bigint NOT NULL,
  paid_fen bigint NOT NULL,
  CONSTRAINT "designation_import_row_pkey" PRIMARY KEY (import_id, no),
  CONSTRAINT designation_import_row_kind_word CHECK (kind IN ('HIGH_SKILL_BASE', 'SKILL_MASTER_STUDIO', 'COMPETITION_BASE', 'MODEL_WORKER_STUDIO', 'STAFF_INNOVATION_STUDIO', 'ENTREPRENEURSHIP_MASTER_STUDIO', 'ENTREPRENEURSHIP_DEMO_BASE', 'DEMO_INCUBATOR', 'DEMO_PARK', 'SAFETY_PRACTICE_BASE', 'FARMER_TRAINING_BASE', 'CHIEF_TECHNICIAN_STUDIO', 'MASTER_APPRENTICE_ROOM')),
  CONSTRAINT designation_import_row_level_word CHECK (level IN ('NATIONAL', 'REGIONAL', 'CITY')),
  CONSTRAINT designation_import_row_money CHECK (paid_fen BETWEEN 0 AND amount_fen)
);

ALTER TABLE designation_import ADD CONSTRAINT "designation_import_entered_by_fkey" FOREIGN KEY (entered_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE designation_import ADD CONSTRAINT "designation_import_decided_by_fkey" FOREIGN KEY (decided_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE designation_import_row ADD CONSTRAINT "designation_import_row_import_id_fkey" FOREIGN KEY (import_id) REFERENCES designation_import(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX "designation_import_jurisdiction_entered_at_idx" ON "designation_import"("jurisdiction", "entered_at");

-- What was entered stays, and is decided once.
CREATE FUNCTION keep_designation_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waitsForConfirmation'
    OR (NEW.id, NEW.jurisdiction, NEW.entered_by, NEW.entered_at) IS DISTINCT FROM (OLD.id, OLD.jurisdiction, OLD.entered_by, OLD.entered_at) THEN
    RAISE EXCEPTION 'designation_import % is decided, or would say something else', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'designation_import', CONSTRAINT = 'designation_import_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER designation_import_decided_once BEFORE UPDATE ON designation_import FOR EACH ROW EXECUTE FUNCTION keep_designation_import();

-- A title comes from a call, or from such a file: then nobody applied, and no account was approved.
ALTER TABLE base_grant ALTER COLUMN call_id DROP NOT NULL, ALTER COLUMN applicant_person_id DROP NOT NULL,
  ALTER COLUMN payee_sealed DROP NOT NULL, ADD COLUMN import_id text, ADD COLUMN imported_paid_fen bigint;
ALTER TABLE base_grant ADD CONSTRAINT "base_grant_import_id_fkey" FOREIGN KEY (import_id) REFERENCES designation_import(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE base_grant ADD CONSTRAINT base_grant_of_one CHECK (
  (call_id IS NULL) = (import_id IS NOT NULL) AND (import_id IS NULL) = (imported_paid_fen IS NULL)
  AND (call_id IS NULL OR (applicant_person_id IS NOT NULL AND payee_sealed IS NOT NULL)));
CREATE INDEX "base_grant_import_id_idx" ON "base_grant"("import_id");

REVOKE ALL ON designation_import FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at) ON designation_import TO butie_app;
REVOKE ALL ON designation_import_row FROM butie_app;
GRANT SELECT, INSERT ON designation_import_row TO butie_app;

-- The holder of a title from before: the body of this name in the city, or a new one that nobody signs in for. Only rows of a
-- file that waits for its confirmation name one.
CREATE FUNCTION holder_of_import(import text, row_no integer, new_id text)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  said record;
  known text;
BEGIN
  SELECT r.holder, r.city INTO said FROM designation_import_row r JOIN designation_import i ON i.id = r.import_id
    WHERE r.import_id = import AND r.no = row_no AND i.state = 'waitsForConfirmation';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no file that waits names this holder' USING ERRCODE = 'check_violation';
  END IF;
  SELECT p.id INTO known FROM party p WHERE p.name = said.holder AND p.jurisdiction = said.city ORDER BY p.id LIMIT 1;
  IF known IS NULL THEN
    INSERT INTO party (id, kind, name, jurisdiction) VALUES (new_id, 'organisation', said.holder, said.city);
    RETURN new_id;
  END IF;
  RETURN known;
END $$;
REVOKE ALL ON FUNCTION holder_of_import FROM PUBLIC;
GRANT EXECUTE ON FUNCTION holder_of_import TO butie_app;
