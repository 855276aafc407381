-- Who is away, on which days, and who has their tasks meanwhile.
CREATE TABLE absence (
  id text PRIMARY KEY,
  person_id text NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  deputy_id text,
  note_sealed bytea,
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT absence_days CHECK (until_on >= from_on),
  CONSTRAINT absence_deputy_is_another CHECK (deputy_id <> person_id),
  CONSTRAINT absence_note_ends CHECK (ended_at IS NULL OR note_sealed IS NULL)
);
ALTER TABLE absence ADD CONSTRAINT "absence_person_id_fkey" FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE absence ADD CONSTRAINT "absence_deputy_id_fkey" FOREIGN KEY (deputy_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
-- One at a time.
CREATE UNIQUE INDEX absence_one_living ON absence (person_id) WHERE ended_at IS NULL;
CREATE INDEX absence_of_deputy ON absence (deputy_id) WHERE ended_at IS NULL;
REVOKE ALL ON absence FROM butie_app;
GRANT SELECT, INSERT, UPDATE (ended_at, note_sealed) ON absence TO butie_app;

-- No chains, also when two persons enter their absences in the same moment: both rows of people are locked in the order of
-- their ids before the others' absences are read.
CREATE FUNCTION absence_no_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM person WHERE id IN (NEW.person_id, NEW.deputy_id) ORDER BY id FOR NO KEY UPDATE;
  IF NEW.deputy_id IS NOT NULL AND EXISTS (SELECT FROM absence a WHERE a.ended_at IS NULL AND a.id <> NEW.id
      AND a.from_on <= NEW.until_on AND a.until_on >= NEW.from_on
      AND (a.person_id = NEW.deputy_id OR a.deputy_id = NEW.person_id)) THEN
    RAISE EXCEPTION 'absence % makes a chain of deputies', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'absence_no_chain';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER absence_no_chain BEFORE INSERT ON absence FOR EACH ROW EXECUTE FUNCTION absence_no_chain();

-- An absence that has ended does not run again.
CREATE FUNCTION absence_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'absence % has ended', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER absence_ends_once BEFORE UPDATE ON absence FOR EACH ROW EXECUTE FUNCTION absence_ends_once();

-- A deputy's task says for whom; without an assignee it is nobody's.
ALTER TABLE task ADD COLUMN on_behalf_of text;
ALTER TABLE task ADD CONSTRAINT "task_on_behalf_of_fkey" FOREIGN KEY (on_behalf_of) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE task ADD CONSTRAINT task_on_behalf_of_another CHECK (on_behalf_of IS NULL OR (assignee_id IS NOT NULL AND assignee_id <> on_behalf_of));
CREATE INDEX task_assigned ON task (assignee_id) WHERE state = 'open' AND assignee_id IS NOT NULL;
GRANT UPDATE (on_behalf_of) ON task TO butie_app;

-- The words of the audit grow by two; those that it has meanwhile stay.
DO $$
DECLARE
  words text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'audit_entry_act_word');
BEGIN
  words := (SELECT string_agg(DISTINCT quote_literal(word), ', ') FROM (
    SELECT hit[1] AS word FROM regexp_matches(words, '''([^'']+)''', 'g') AS hit
    UNION SELECT unnest(ARRAY['absenceEntered', 'absenceEnded'])) AS word_of);
  ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_act_word;
  EXECUTE format('ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_act_word CHECK (act IN (%s))', words);
END $$;
