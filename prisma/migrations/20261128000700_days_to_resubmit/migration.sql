-- D8: what the days to resubmit a returned claim were counted from, of its last return.
ALTER TABLE "claim"
  ADD COLUMN "return_starts_on" DATE,
  ADD COLUMN "return_days" INTEGER,
  ADD COLUMN "return_unit" TEXT,
  ADD COLUMN "return_due_on" DATE,
  ADD COLUMN "return_calendar" TEXT;

-- Claims that are returned now: the day of their last return stands in the audit. Their days were counted as calendar
-- days; the calendar that is named here is none, so the next worker counts them again.
UPDATE "claim" AS c SET
  return_starts_on = returned.starts_on,
  return_days = returned.days,
  return_unit = returned.unit,
  return_due_on = returned.starts_on + returned.days,
  return_calendar = 'none'
FROM (
  SELECT one.id,
    (SELECT (max(e.at) AT TIME ZONE 'Asia/Shanghai')::date FROM audit_entry e
      WHERE e.entity_kind = 'claim' AND e.entity_id = one.id AND e.facts ->> 'decision' = 'returnForCorrection') AS starts_on,
    (pinned.value ->> 'value')::integer AS days,
    pinned.value ->> 'unit' AS unit
  FROM claim one JOIN policy_snapshot s ON s.id = one.policy_snapshot_id
    CROSS JOIN LATERAL jsonb_array_elements(s.content -> 'parameters') AS pinned
  WHERE one.course #>> '{timer,kind}' = 'resubmission' AND pinned.value ->> 'key' = 'return.days'
) AS returned
WHERE returned.id = c.id AND returned.starts_on IS NOT NULL AND returned.days IS NOT NULL AND returned.unit IS NOT NULL;

ALTER TABLE "claim"
  ADD CONSTRAINT claim_return_whole CHECK (
    num_nulls(return_starts_on, return_days, return_unit, return_due_on, return_calendar) IN (0, 5)),
  ADD CONSTRAINT claim_return_unit CHECK (return_unit IN ('workingDays', 'calendarDays', 'months'));

-- Asked at every sweep: who was counted by another calendar.
CREATE INDEX claim_return_calendar ON claim (return_calendar) WHERE course #>> '{timer,kind}' = 'resubmission';
