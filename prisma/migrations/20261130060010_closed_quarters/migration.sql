-- The quarters of a jurisdiction's books. A row stands from the first proposal to close a quarter; without one it is open.
CREATE TABLE accounting_period (
  id text PRIMARY KEY,
  jurisdiction text NOT NULL,
  period text NOT NULL,
  state text NOT NULL,
  report_sha256 text,
  proposed_by text,
  proposed_at timestamptz(3),
  closed_by text,
  closed_at timestamptz(3),
  CONSTRAINT accounting_period_form CHECK (period ~ '^20[0-9]{2}-Q[1-4]$'),
  CONSTRAINT accounting_period_two_persons CHECK (closed_by IS NULL OR closed_by <> proposed_by),
  CONSTRAINT accounting_period_of_state CHECK (
    (state = 'open') = (proposed_by IS NULL) AND (state = 'closed') = (closed_by IS NOT NULL)
    AND (proposed_by IS NULL) = (report_sha256 IS NULL))
);
ALTER TABLE accounting_period ADD CONSTRAINT "accounting_period_proposed_by_fkey" FOREIGN KEY (proposed_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE accounting_period ADD CONSTRAINT "accounting_period_closed_by_fkey" FOREIGN KEY (closed_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE UNIQUE INDEX accounting_period_once ON accounting_period (jurisdiction, period);

CREATE TABLE accounting_reopening (
  id text PRIMARY KEY,
  period_id text NOT NULL,
  person_id text NOT NULL,
  reason_sealed bytea NOT NULL,
  at timestamptz(3) NOT NULL
);
ALTER TABLE accounting_reopening ADD CONSTRAINT "accounting_reopening_period_id_fkey" FOREIGN KEY (period_id) REFERENCES accounting_period(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE accounting_reopening ADD CONSTRAINT "accounting_reopening_person_id_fkey" FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The quarter of a day: 2025-Q3.
CREATE FUNCTION accounting_period_of(day date) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT to_char(day, 'YYYY"-Q"Q') $$;

-- Who closes a quarter and who books a fact wait for each other: whoever comes second sees what the first one did.
CREATE FUNCTION accounting_lock(jurisdiction text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT hashtextextended('accounting ' || jurisdiction, 0) $$;

CREATE FUNCTION close_accounting_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'proposed' THEN
      RAISE EXCEPTION 'a quarter is proposed before it is closed' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'accounting_period_steps';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.jurisdiction, NEW.period) IS DISTINCT FROM (OLD.id, OLD.jurisdiction, OLD.period)
    OR NOT (OLD.state IN ('open', 'proposed') AND NEW.state = 'proposed'
      OR OLD.state = 'proposed' AND NEW.state = 'closed' AND (NEW.report_sha256, NEW.proposed_by) = (OLD.report_sha256, OLD.proposed_by)
      OR OLD.state = 'closed' AND NEW.state = 'open') THEN
    RAISE EXCEPTION 'a closed quarter is reopened, never changed' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'accounting_period_steps';
  END IF;
  IF NEW.state = 'closed' OR OLD.state = 'closed' THEN
    PERFORM pg_advisory_xact_lock(accounting_lock(NEW.jurisdiction));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounting_period_steps BEFORE INSERT OR UPDATE ON accounting_period
  FOR EACH ROW EXECUTE FUNCTION close_accounting_period();

-- A fact is booked on its value date, or on the day of its record where the bank gave none. Where that quarter is closed it is
-- booked in the next open one and says which quarter it is late for, so that a published report never changes.
ALTER TABLE payout_fact ADD COLUMN booked_on date;
ALTER TABLE payout_fact ADD COLUMN late_period text;
ALTER TABLE payout_fact DISABLE TRIGGER payout_fact_kept;
UPDATE payout_fact SET booked_on = coalesce(value_date, (recorded_at AT TIME ZONE 'Asia/Shanghai')::date);
ALTER TABLE payout_fact ENABLE TRIGGER payout_fact_kept;
ALTER TABLE payout_fact ADD CONSTRAINT payout_fact_is_booked CHECK (booked_on IS NOT NULL);
CREATE INDEX payout_fact_booked_on_idx ON payout_fact (booked_on);

CREATE FUNCTION book_payout_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place text;
  recorded CONSTANT date := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  SELECT b.jurisdiction INTO place FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
    WHERE i.id = NEW.instruction_id;
  PERFORM pg_advisory_xact_lock_shared(accounting_lock(coalesce(place, '')));
  NEW.booked_on := coalesce(NEW.value_date, recorded);
  NEW.late_period := NULL;
  IF EXISTS (SELECT FROM accounting_period p WHERE p.jurisdiction = place AND p.state = 'closed'
      AND p.period = accounting_period_of(NEW.booked_on)) THEN
    NEW.late_period := accounting_period_of(NEW.booked_on);
    NEW.booked_on := greatest(NEW.booked_on, recorded);
    WHILE EXISTS (SELECT FROM accounting_period p WHERE p.jurisdiction = place AND p.state = 'closed'
        AND p.period = accounting_period_of(NEW.booked_on)) LOOP
      NEW.booked_on := (date_trunc('quarter', NEW.booked_on) + interval '3 months')::date;
    END LOOP;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_fact_books BEFORE INSERT ON payout_fact FOR EACH ROW EXECUTE FUNCTION book_payout_fact();
