-- Two rights that the list lacked: a suspected crime is closed by two, and a ruling is handed to the HR bureau (S3, S8).
GRANT UPDATE (closing_asked_by, closing_asked_at) ON integrity_case TO butie_app;
GRANT UPDATE (organ) ON task TO butie_app;

-- The application moves a task to the HR bureau, where nobody of the department may rule, and to no other organ.
CREATE FUNCTION keep_task_organ() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RAISE EXCEPTION 'task % keeps its organ', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER task_keeps_organ BEFORE UPDATE OF organ ON task FOR EACH ROW
  WHEN (OLD.organ IS DISTINCT FROM NEW.organ AND NOT (NEW.organ = 'HRSS' AND NEW.objection_id IS NOT NULL AND NEW.state = 'open'))
  EXECUTE FUNCTION keep_task_organ();
