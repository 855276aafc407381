-- A decision on several tasks at once: its plan, the pledge that carries it out, and for good what came of each task.
CREATE TABLE bulk_decision (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  -- What is decided on each task, with answers and remark.
  body_sealed BYTEA NOT NULL,
  plan_hash TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  pledged_at TIMESTAMPTZ(3),
  pledge_key TEXT,
  CHECK ((pledged_at IS NULL) = (pledge_key IS NULL))
);
CREATE INDEX bulk_decision_plans ON bulk_decision (person_id, expires_at) WHERE pledged_at IS NULL;

CREATE TABLE bulk_decision_item (
  bulk_id TEXT NOT NULL REFERENCES bulk_decision (id) ON DELETE CASCADE ON UPDATE RESTRICT,
  position INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  -- Of the task and of its case, when the plan was made.
  revision INTEGER NOT NULL,
  case_revision INTEGER,
  able BOOLEAN NOT NULL,
  amount_fen BIGINT NOT NULL,
  -- Why the task was not able in the plan.
  why TEXT,
  -- What the pledge found at once; otherwise the act says what came of the task.
  result TEXT CONSTRAINT bulk_decision_item_result_word CHECK (result IN ('changed', 'notAble')),
  problem TEXT,
  act_id TEXT UNIQUE REFERENCES act (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  PRIMARY KEY (bulk_id, task_id),
  UNIQUE (bulk_id, position),
  CHECK (able = (why IS NULL)),
  CHECK (result IS NULL OR act_id IS NULL)
);

REVOKE ALL ON bulk_decision, bulk_decision_item FROM butie_app;
GRANT SELECT, INSERT, DELETE, UPDATE (pledged_at, pledge_key) ON bulk_decision TO butie_app;
GRANT SELECT, INSERT, DELETE, UPDATE (result, problem, act_id) ON bulk_decision_item TO butie_app;

-- A plan is pledged once, and from then on kept as it is.
CREATE FUNCTION keep_bulk_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.pledged_at IS NOT NULL THEN
    RAISE EXCEPTION 'bulk decision % was pledged', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER bulk_decision_kept BEFORE UPDATE OR DELETE ON bulk_decision FOR EACH ROW EXECUTE FUNCTION keep_bulk_decision();

-- The pledge says once what it did with each task, before it is itself written.
CREATE FUNCTION keep_bulk_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.result IS NOT NULL OR OLD.act_id IS NOT NULL
    OR EXISTS (SELECT FROM bulk_decision b WHERE b.id = OLD.bulk_id AND b.pledged_at IS NOT NULL) THEN
    RAISE EXCEPTION 'an item of bulk decision % was pledged', OLD.bulk_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER bulk_item_kept BEFORE UPDATE OR DELETE ON bulk_decision_item FOR EACH ROW EXECUTE FUNCTION keep_bulk_item();
