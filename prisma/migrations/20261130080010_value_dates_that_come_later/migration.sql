-- R-136: a payment counts on its value date. A report that has none is booked on the day of its record; the first one after it
-- that has one takes its place in the report of the fund's use, unless the quarter of the former one is closed by then. That
-- is decided once, when the later one is recorded, so a quarter that is closed never changes.
ALTER TABLE payout_fact ADD COLUMN restates boolean NOT NULL DEFAULT false;

CREATE FUNCTION is_accounting_closed(place text, booked date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM accounting_period p WHERE p.jurisdiction = place AND p.state = 'closed'
    AND p.period = accounting_period_of(booked))
$$;

ALTER TABLE payout_fact DISABLE TRIGGER payout_fact_kept;
UPDATE payout_fact AS x SET restates = true
FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
WHERE i.id = x.instruction_id AND x.value_date IS NOT NULL AND x.state IN ('settled', 'returned', 'reversed')
  AND NOT is_accounting_closed(b.jurisdiction, x.booked_on)
  AND EXISTS (SELECT FROM payout_fact former WHERE former.instruction_id = x.instruction_id AND former.id < x.id
    AND former.state IN ('settled', 'returned', 'reversed') AND (former.state = 'settled') = (x.state = 'settled'))
  AND NOT EXISTS (SELECT FROM payout_fact former WHERE former.instruction_id = x.instruction_id AND former.id < x.id
    AND former.state IN ('settled', 'returned', 'reversed') AND (former.state = 'settled') = (x.state = 'settled')
    AND (former.value_date IS NOT NULL OR is_accounting_closed(b.jurisdiction, former.booked_on)));
ALTER TABLE payout_fact ENABLE TRIGGER payout_fact_kept;

CREATE OR REPLACE FUNCTION book_payout_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place text;
  recorded CONSTANT date := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  SELECT b.jurisdiction INTO place FROM payout_instruction i JOIN batch b ON b.id = i.batch_id
    WHERE i.id = NEW.instruction_id;
  PERFORM pg_advisory_xact_lock_shared(accounting_lock(coalesce(place, '')));
  NEW.booked_on := coalesce(NEW.value_date, recorded);
  NEW.late_period := NULL;
  IF is_accounting_closed(place, NEW.booked_on) THEN
    NEW.late_period := accounting_period_of(NEW.booked_on);
    NEW.booked_on := greatest(NEW.booked_on, recorded);
    WHILE is_accounting_closed(place, NEW.booked_on) LOOP
      NEW.booked_on := (date_trunc('quarter', NEW.booked_on) + interval '3 months')::date;
    END LOOP;
  END IF;
  SELECT NEW.value_date IS NOT NULL AND count(*) > 0
      AND count(*) FILTER (WHERE f.value_date IS NOT NULL OR is_accounting_closed(place, f.booked_on)) = 0
    INTO NEW.restates FROM payout_fact f
    WHERE f.instruction_id = NEW.instruction_id AND (f.state = 'settled') = (NEW.state = 'settled')
      AND f.state IN ('settled', 'returned', 'reversed') AND NEW.state IN ('settled', 'returned', 'reversed');
  RETURN NEW;
END $$;
