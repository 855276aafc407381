-- What a person has typed into a decision and not sent: sealed, one per task and person, gone when the task is done.
CREATE TABLE task_draft (
  task_id TEXT NOT NULL REFERENCES task (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  content_sealed BYTEA NOT NULL,
  saved_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (task_id, person_id)
);

REVOKE ALL ON task_draft FROM butie_app;
GRANT SELECT, INSERT, DELETE, UPDATE (content_sealed, saved_at) ON task_draft TO butie_app;

-- Whatever ends a task takes its drafts along, in the same transaction.
CREATE FUNCTION end_task_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM task_draft WHERE task_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER task_ends_its_drafts AFTER UPDATE OF state ON task FOR EACH ROW
  WHEN (OLD.state = 'open' AND NEW.state <> 'open') EXECUTE FUNCTION end_task_drafts();
