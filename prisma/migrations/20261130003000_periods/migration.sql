-- Periods (R-012, R-021): what a clock of the year opened. The same backfill of a Schedule twice runs every
-- action twice, so only the unique key keeps a period single.

-- The business instant of the birth: what the rules expect counts from then on.
ALTER TABLE environment ADD COLUMN clock_began_at timestamptz(3);
UPDATE environment SET clock_began_at = born_at + make_interval(secs => coalesce(
  (SELECT from_offset_ms FROM clock_jump ORDER BY requested_at LIMIT 1), clock_offset_ms) / 1000.0);
ALTER TABLE environment ALTER COLUMN clock_began_at SET NOT NULL;
CREATE FUNCTION begin_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.clock_began_at := coalesce(NEW.clock_began_at, NEW.born_at + make_interval(secs => NEW.clock_offset_ms / 1000.0));
  RETURN NEW;
END $$;
CREATE TRIGGER clock_began BEFORE INSERT ON environment FOR EACH ROW EXECUTE FUNCTION begin_clock();

CREATE TABLE period (
  id text PRIMARY KEY,
  kind text NOT NULL,
  jurisdiction text NOT NULL,
  -- The route of a call; empty for a kind that is of no route, so that the unique key sees one value.
  scope text NOT NULL,
  key text NOT NULL CHECK (key ~ '^[0-9]{1,4}$'),
  opens_at timestamptz(3) NOT NULL,
  due_at timestamptz(3),
  opened_at timestamptz(3) NOT NULL,
  late boolean NOT NULL,
  closed_at timestamptz(3),
  entity_id text,
  -- An operator who opened a period from before the birth, and why.
  opened_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  reason text,
  CONSTRAINT period_kind_word CHECK (kind IN ('GRANT_CALL', 'ANNUAL_PLAN', 'DEMAND_CYCLE')),
  CONSTRAINT period_opens_first CHECK (opened_at >= opens_at AND (due_at IS NULL OR due_at > opens_at)),
  CONSTRAINT period_by_hand CHECK ((opened_by IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX period_once ON period (kind, jurisdiction, scope, key);
CREATE UNIQUE INDEX period_of_entity ON period (entity_id);

-- What a period says of its opening never changes; it gets its entity once and its end once.
CREATE FUNCTION keep_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.kind, OLD.jurisdiction, OLD.scope, OLD.key, OLD.opens_at, OLD.due_at, OLD.opened_at, OLD.late, OLD.opened_by, OLD.reason)
      IS DISTINCT FROM
     (NEW.id, NEW.kind, NEW.jurisdiction, NEW.scope, NEW.key, NEW.opens_at, NEW.due_at, NEW.opened_at, NEW.late, NEW.opened_by, NEW.reason)
     OR (OLD.entity_id IS NOT NULL AND NEW.entity_id IS DISTINCT FROM OLD.entity_id) THEN
    RAISE EXCEPTION 'A period keeps what it opened as' USING ERRCODE = 'check_violation', CONSTRAINT = 'period_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER period_kept BEFORE UPDATE ON period FOR EACH ROW EXECUTE FUNCTION keep_period();

-- How far the worker has looked: moves only when every expected period stands.
CREATE TABLE period_schedule (
  id text PRIMARY KEY,
  covered_until timestamptz(3) NOT NULL,
  paused boolean NOT NULL,
  checked_at timestamptz(3) NOT NULL
);

-- Periods that were missing for longer than they may: one event each.
CREATE TABLE period_missed (
  kind text NOT NULL,
  jurisdiction text NOT NULL,
  scope text NOT NULL,
  key text NOT NULL,
  noticed_at timestamptz(3) NOT NULL,
  CONSTRAINT period_missed_kind_word CHECK (kind IN ('GRANT_CALL', 'ANNUAL_PLAN', 'DEMAND_CYCLE')),
  PRIMARY KEY (kind, jurisdiction, scope, key)
);
REVOKE ALL ON period FROM butie_app;
GRANT SELECT, INSERT, UPDATE (entity_id, closed_at) ON period TO butie_app;
REVOKE ALL ON period_missed FROM butie_app;
GRANT SELECT, INSERT ON period_missed TO butie_app;
REVOKE ALL ON period_schedule FROM butie_app;
GRANT SELECT, INSERT, UPDATE (covered_until, paused, checked_at) ON period_schedule TO butie_app;

-- An event may be about a period that did not open.
DO $$
DECLARE
  words text;
BEGIN
  SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
    SELECT match[1] AS word FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
    WHERE conrelid = 'outbox_message'::regclass AND conname = 'outbox_message_entity_kind_word'
    UNION SELECT 'period') AS of;
  ALTER TABLE outbox_message DROP CONSTRAINT outbox_message_entity_kind_word;
  EXECUTE format('ALTER TABLE outbox_message ADD CONSTRAINT outbox_message_entity_kind_word CHECK (entity_kind IN (%s))', words);
END $$;
