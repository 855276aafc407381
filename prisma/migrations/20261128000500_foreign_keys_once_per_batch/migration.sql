-- Nobody reads it: a repeated row is recognised by its content.
ALTER TABLE roster_entry DROP COLUMN content_hash;
ALTER TABLE claim_entry DROP COLUMN content_hash;
ALTER TABLE contract_evidence DROP COLUMN content_hash;

-- A file of 10,000 rows names one filing and 10,000 persons. The server's own foreign keys look up and lock the referenced
-- row again for every row, which took longer than storing the rows. The keys of the four tables that files fill are
-- therefore declared and not enforced by the server; the triggers below enforce them once per statement.
CREATE FUNCTION require_referenced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  key text := TG_ARGV[0];
  referenced text := TG_ARGV[1];
  missing text;
BEGIN
  EXECUTE format(
    'SELECT w.id FROM (SELECT DISTINCT %I AS id FROM written) AS w
     WHERE w.id IS NOT NULL AND NOT EXISTS (SELECT FROM %I AS r WHERE r.id = w.id) LIMIT 1',
    key, referenced) INTO missing;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'insert on table "%" violates foreign key constraint "%"', TG_TABLE_NAME, TG_TABLE_NAME || '_' || key || '_fkey'
      USING ERRCODE = 'foreign_key_violation', DETAIL = format('Key (%s)=(%s) is not present in table "%s".', key, missing, referenced),
        TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_' || key || '_fkey';
  END IF;
  RETURN NULL;
END $$;

-- The other side. The locks wait for every transaction that has written such a row and hold up those that would, so that
-- the question sees all of them. Filings and claims are never deleted by the application, persons only by nobody's mistake.
CREATE FUNCTION refuse_while_referenced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  referencing text;
  is_named boolean;
BEGIN
  FOREACH referencing IN ARRAY TG_ARGV[1:] LOOP
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', referencing);
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', referencing, TG_ARGV[0]) INTO is_named USING OLD.id;
    IF is_named THEN
      RAISE EXCEPTION 'delete on table "%" violates foreign key constraint "%" on table "%"',
        TG_TABLE_NAME, referencing || '_' || TG_ARGV[0] || '_fkey', referencing
        USING ERRCODE = 'foreign_key_violation', TABLE = referencing, CONSTRAINT = referencing || '_' || TG_ARGV[0] || '_fkey';
    END IF;
  END LOOP;
  RETURN OLD;
END $$;

-- An id is for life: a row that names another one is another row.
CREATE FUNCTION keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of "%" keeps the ids it was written with', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
END $$;

DO $$
DECLARE
  pair text[];
BEGIN
  FOREACH pair SLICE 1 IN ARRAY ARRAY[
    ['roster_entry', 'filing_id', 'filing'], ['roster_entry', 'trainee_id', 'trainee'],
    ['attendance_day', 'filing_id', 'filing'], ['attendance_day', 'trainee_id', 'trainee'],
    ['training_result', 'filing_id', 'filing'], ['training_result', 'trainee_id', 'trainee'],
    ['claim_entry', 'claim_id', 'claim'], ['claim_entry', 'trainee_id', 'trainee']] LOOP
    EXECUTE format('ALTER TABLE %I ALTER CONSTRAINT %I NOT ENFORCED', pair[1], pair[1] || '_' || pair[2] || '_fkey');
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS written FOR EACH STATEMENT
         EXECUTE FUNCTION require_referenced(%L, %L)', pair[1] || '_' || pair[2] || '_exists', pair[1], pair[2], pair[3]);
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OF %I ON %I FOR EACH ROW WHEN (OLD.%I IS DISTINCT FROM NEW.%I)
         EXECUTE FUNCTION keep_key()', pair[1] || '_' || pair[2] || '_stays', pair[2], pair[1], pair[2], pair[2]);
  END LOOP;
  FOREACH pair SLICE 1 IN ARRAY ARRAY[['filing'], ['claim'], ['trainee']] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE OF id ON %I FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id)
         EXECUTE FUNCTION keep_key()', pair[1] || '_id_stays', pair[1]);
  END LOOP;
END $$;

CREATE TRIGGER filing_named_by_files BEFORE DELETE ON filing FOR EACH ROW
  EXECUTE FUNCTION refuse_while_referenced('filing_id', 'roster_entry', 'attendance_day', 'training_result');
CREATE TRIGGER claim_named_by_files BEFORE DELETE ON claim FOR EACH ROW
  EXECUTE FUNCTION refuse_while_referenced('claim_id', 'claim_entry');
CREATE TRIGGER trainee_named_by_files BEFORE DELETE ON trainee FOR EACH ROW
  EXECUTE FUNCTION refuse_while_referenced('trainee_id', 'roster_entry', 'attendance_day', 'training_result', 'claim_entry');
