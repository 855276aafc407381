import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { FilingSubmission, Pinned } from '../../api/filing/filing-desk.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import type { OrganCode, SkillLevel } from '../../domain/codes.ts';
import { isApprenticeship } from '../../domain/filing/class-content.ts';
import { classTimes } from '../../domain/filing/class-times.ts';
import { trainingYearsOf } from '../../domain/filing/instalments.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { computeDeadline, deadlineRule } from '../../domain/task/deadlines.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { newId } from '../kernel/id-maker.ts';

interface FilingRow {
  readonly state: string;
  readonly jurisdiction: string;
  readonly route: string;
  readonly occupation_code: string;
  readonly skill_level: SkillLevel;
  readonly opens_on: string;
  readonly ends_on: string;
  readonly start_requested_at: Date | null;
  readonly responsible_department: OrganCode | null;
}

export function createFilingSubmission(pool: pg.Pool, library: PolicyLibrary): FilingSubmission {
  return {
    pin: (filingId, at) => inTransaction(pool, (client) => pinFiling(client, library, filingId, at)),

    withdrawDraft: (filingId, by, at, reason) =>
      inTransaction(pool, async (client) => {
        const withdrawn = await client.query(
          `UPDATE filing SET state = 'withdrawn', state_since = $2
           WHERE id = $1 AND state = 'draft' AND start_requested_at IS NULL`,
          [filingId, at],
        );
        if (withdrawn.rowCount === 0) {
          return false;
        }
        const entity = { entityKind: 'filing', entityId: filingId, revision: null, act: 'withdraw', actId: null };
        await appendAudit(client, { ...entity, person: by, at, facts: { state: 'withdrawn', reason } });
        return true;
      }),

    async hasBegun(filingId) {
      const found = await pool.query('SELECT FROM filing WHERE id = $1 AND started_at IS NOT NULL', [filingId]);
      return found.rowCount === 1;
    },
  };
}

async function pinFiling(client: pg.PoolClient, library: PolicyLibrary, filingId: string, at: Date): Promise<Pinned> {
  const found = await client.query<FilingRow>(
    `SELECT state, jurisdiction, route, occupation_code, skill_level, opens_on, ends_on, start_requested_at,
       responsible_department
     FROM filing WHERE id = $1 FOR UPDATE`,
    [filingId],
  );
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No class filing ${filingId}`);
  }
  const kind = kindOf(row);
  const snapshot = lawOf(library, row);
  const days = { opensOn: parseIsoDate(row.opens_on), endsOn: parseIsoDate(row.ends_on) };
  const window = computeDeadline(
    deadlineRule(snapshot, 'claimWindow.institutionMonths', days.endsOn),
    library.calendar,
  );
  const times = classTimes({ ...days, windowEndsOn: window.dueOn });
  if (kind === 'first' || kind === 'again') {
    const trainingYears = isApprenticeship(snapshot) ? trainingYearsOf(days) : null;
    await client.query(
      `UPDATE filing SET policy_snapshot_id = $2, claim_window_ends_on = $3,
         filed_at = $4, start_requested_at = coalesce(start_requested_at, $4),
         state = CASE WHEN $5 THEN 'filed' ELSE state END, state_since = CASE WHEN $5 THEN $4 ELSE state_since END,
         training_years = $6
       WHERE id = $1`,
      [filingId, await keepSnapshot(client, snapshot, at), window.dueOn, at, kind === 'first', trainingYears],
    );
  }
  return { kind, times, responsibleDepartment: row.responsible_department };
}

function kindOf(row: FilingRow): 'first' | 'again' | 'asked' | 'closed' {
  if (row.start_requested_at === null) {
    return row.state === 'draft' ? 'first' : 'closed';
  }
  if (row.state === 'returned') {
    return 'again';
  }
  return row.state === 'filed' ? 'asked' : 'closed';
}

function lawOf(library: PolicyLibrary, row: FilingRow): PolicySnapshot {
  const outcome = snapshotPolicy(library, {
    jurisdiction: row.jurisdiction,
    route: row.route,
    on: parseIsoDate(row.opens_on),
    occupation: row.occupation_code,
    level: row.skill_level,
  });
  if (!outcome.ok) {
    throw new RangeError(`The route was open when the filing was judged: ${outcome.missing.join(', ')}`);
  }
  return outcome.value;
}

/** The same law is kept once, under the digest of its content. */
export async function keepSnapshot(client: pg.PoolClient, snapshot: PolicySnapshot, at: Date): Promise<string> {
  const content = JSON.stringify(snapshot);
  const digest = createHash('sha256').update(content).digest();
  const kept = await client.query<{ id: string }>(
    'INSERT INTO policy_snapshot (id, digest, content, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING RETURNING id',
    [newId('psn'), digest, content, at],
  );
  if (kept.rows[0] !== undefined) {
    return kept.rows[0].id;
  }
  const found = await client.query<{ id: string }>('SELECT id FROM policy_snapshot WHERE digest = $1', [digest]);
  const known = found.rows[0];
  if (known === undefined) {
    throw new RangeError('A snapshot that is in the way is not there');
  }
  return known.id;
}
