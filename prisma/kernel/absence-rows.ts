/** The absence `a` runs on the day of this parameter. */
export function runsOn(today: string): string {
  return `(a.ended_at IS NULL AND a.from_on <= ${today}::date AND a.until_on >= ${today}::date)`;
}

/** The person `p` fits the seat of the task `t`, as `sitsInSeat` says, with an account that is not disabled. */
export const SITS_IN_SEAT = `(p.disabled_at IS NULL AND p.jurisdiction = t.jurisdiction AND p.organ = t.organ
  AND (t.section IS NULL OR p.section = t.section) AND t.role = ANY (p.roles)
  AND (t.for_person_id IS NULL OR t.for_person_id = p.id))`;
