import type pg from 'pg';
import type { FilingSubmission, Pinned } from '../../api/filing/filing-desk.ts';
import { SKILL_LEVELS } from '../../domain/codes.ts';
import { yearsToClaim } from '../../domain/filing/class-content.ts';
import { classTimes } from '../../domain/filing/class-times.ts';
import { submissionOf } from '../../domain/filing/filing-acts.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotPolicy, type PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { computeDeadline, deadlineRule } from '../../domain/task/deadlines.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import { execute, fetchFirst, query, type Row } from '../kernel/statements.ts';
import { oneOf } from './filing-rows.ts';

type FilingToPin = Row<'filing', 'jurisdiction' | 'route' | 'occupation_code' | 'skill_level' | 'opens_on'>;

export function createFilingSubmission(pool: pg.Pool, library: PolicyLibrary): FilingSubmission {
  return {
    pin: (filingId, by, at) => inTransaction(pool, (client) => pinFiling(client, library, { filingId, by, at })),

    withdrawDraft: (filingId, by, at, reason) =>
      inTransaction(pool, async (client) => {
        const withdrawn = query
          .updateTable('filing')
          .set({ state: 'withdrawn', state_since: at })
          .where('id', '=', filingId)
          .where('state', '=', 'draft')
          .where('start_requested_at', 'is', null);
        if ((await execute(client, withdrawn)) === 0) {
          return false;
        }
        const facts = { state: 'withdrawn', reason };
        await appendAudit(client, { ...ofDraft(filingId), act: 'withdraw', person: by, at, facts });
        return true;
      }),

    async hasBegun(filingId) {
      const begun = query
        .selectFrom('filing')
        .select('id')
        .where('id', '=', filingId)
        .where('started_at', 'is not', null);
      return (await fetchFirst(pool, begun)) !== undefined;
    },
  };
}

/** An entry of a filing without a workflow. */
function ofDraft(filingId: string) {
  return { entityKind: 'filing', entityId: filingId, revision: null, actId: null } as const;
}

async function pinFiling(
  client: pg.PoolClient,
  library: PolicyLibrary,
  {
    filingId,
    by,
    at,
  }: { readonly filingId: string; readonly by: Parameters<FilingSubmission['pin']>[1]; readonly at: Date },
): Promise<Pinned> {
  const row = await fetchFirst(
    client,
    query
      .selectFrom('filing')
      .select(['state', 'jurisdiction', 'route', 'occupation_code', 'skill_level', 'opens_on', 'ends_on'])
      .select(['start_requested_at', 'responsible_department'])
      .where('id', '=', filingId)
      .forUpdate(),
  );
  if (row === undefined) {
    throw new RangeError(`No class filing ${filingId}`);
  }
  const kind = submissionOf({ state: row.state, isStartRequested: row.start_requested_at !== null });
  const snapshot = lawOf(library, row);
  const days = { opensOn: row.opens_on, endsOn: row.ends_on };
  const window = computeDeadline(
    deadlineRule(snapshot, 'claimWindow.institutionMonths', days.endsOn),
    library.calendar,
  );
  const times = classTimes({ ...days, windowEndsOn: window.dueOn });
  if (kind === 'first' || kind === 'again') {
    const trainingYears = yearsToClaim(snapshot, days);
    const law = {
      policy_snapshot_id: await pinSnapshot(client, snapshot, at),
      claim_window_ends_on: window.dueOn,
      training_years: trainingYears,
      filed_at: at,
    };
    const start = kind === 'first' ? { start_requested_at: at, state: 'filed' as const, state_since: at } : {};
    await execute(
      client,
      query
        .updateTable('filing')
        .set({ ...law, ...start })
        .where('id', '=', filingId),
    );
    if (kind === 'first') {
      const facts = { pledge: true, policySnapshotId: law.policy_snapshot_id };
      await appendAudit(client, { ...ofDraft(filingId), act: 'submitted', person: by, at, facts });
    }
  }
  return { kind, times, responsibleDepartment: row.responsible_department };
}

function lawOf(library: PolicyLibrary, row: FilingToPin): PolicySnapshot {
  const outcome = snapshotPolicy(library, {
    jurisdiction: row.jurisdiction,
    route: row.route,
    on: row.opens_on,
    occupation: row.occupation_code,
    level: oneOf(SKILL_LEVELS, row.skill_level),
  });
  if (!outcome.ok) {
    throw new RangeError(`The route was open when the filing was judged: ${outcome.missing.join(', ')}`);
  }
  return outcome.value;
}
