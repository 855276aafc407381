import type pg from 'pg';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { isCountedAgain } from '../../domain/claim/law-correction.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import { claimPlanOf } from '../../domain/claim/make-plan.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import {
  correctedSnapshot,
  hasRetroactiveRows,
  retroactiveCorrections,
  type LawCorrection,
} from '../../domain/policy/retroactive.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { readToRecount, recountClaim } from '../line/recount-claim.ts';
import type { CountingContext } from '../line/counting-context.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sqlList } from '../kernel/sql-list.ts';
import {
  anyOf,
  constants,
  execute,
  fetchAll,
  fetchFirst,
  query,
  sendTogether,
  sqlText,
  type Row,
} from '../kernel/statements.ts';
import { raiseOpenTasks } from '../task/open-tasks-raising.ts';

/** A library changes only with its process, so open claims are checked at the start and then at this interval. */
const LOOK_AGAIN_AFTER_MS = 60_000;
const AT_ONCE = 200;

interface CorrectionParts extends CountingContext {
  readonly library: PolicyLibrary;
  /** Real time in ms. */
  readonly systemNow?: () => number;
}

/**
 * a claim keeps the law under which it was submitted, except where the packs correct it retroactively. A
 * repeated call finds nothing more, because the claim has then pinned the corrected value.
 */
export function createLawCorrections(
  pool: pg.Pool,
  parts: CorrectionParts,
): Pick<SweepStore, 'claimsToCorrect' | 'correctLaw'> {
  const { library, systemNow = Date.now } = parts;
  const isWanted = hasRetroactiveRows(library);
  const wanting = new Map<string, boolean>();
  let nextLookMs = 0;
  return {
    async claimsToCorrect() {
      if (!isWanted || systemNow() < nextLookMs) {
        return [];
      }
      const snapshots = await findCorrectedSnapshots(pool, library, wanting);
      const found = await fetchAll(pool, openClaimsUnder(snapshots, AT_ONCE));
      nextLookMs = found.length < AT_ONCE ? systemNow() + LOOK_AGAIN_AFTER_MS : 0;
      return found.map(({ id }) => id);
    },

    correctLaw: (claimId, atMs) =>
      inTransaction(pool, (client) => correctClaim(client, parts, { claimId, at: new Date(atMs) })),
  };
}

const IS_OPEN = `c.state NOT IN (${sqlList(ENDED_CLAIM_STATES)})`;

function openClaimsUnder(snapshotIds: readonly string[], limit: number) {
  return query
    .selectFrom('claim')
    .select('id')
    .where('policy_snapshot_id', '=', anyOf(snapshotIds))
    .where('state', 'not in', constants(ENDED_CLAIM_STATES))
    .orderBy('id')
    .limit(limit);
}

/** Finds the snapshots of open claims that the library corrects. A snapshot never changes, so each is compared once. */
async function findCorrectedSnapshots(
  pool: pg.Pool,
  library: PolicyLibrary,
  wanting: Map<string, boolean>,
): Promise<readonly string[]> {
  const found = await fetchAll(pool, snapshotsOfOpenClaims([...wanting.keys()]));
  for (const { id, content } of found) {
    wanting.set(id, retroactiveCorrections(library, content).length > 0);
  }
  return [...wanting].flatMap(([id, isCorrected]) => (isCorrected ? [id] : []));
}

const snapshotsOfOpenClaims = sqlText<Row<'policy_snapshot', 'id' | 'content'>, [withoutIds: readonly string[]]>(
  'worker.snapshotsOfOpenClaims',
  `SELECT s.id, s.content FROM policy_snapshot s WHERE s.id <> ALL ($1)
     AND EXISTS (SELECT FROM claim c WHERE c.policy_snapshot_id = s.id AND ${IS_OPEN})`,
);

type CorrectedRow = Row<
  'claim',
  | ('kind' | 'jurisdiction' | 'applicant_person_id' | 'applicant_party_id' | 'responsible_department' | 'course')
  | 'started_at'
> &
  Row<'policy_snapshot', 'content'> & { readonly snapshot_id: string };

const lockOpenClaim = sqlText<CorrectedRow, [claimId: string]>(
  'worker.lockOpenClaim',
  `SELECT c.kind, c.jurisdiction, c.applicant_person_id, c.applicant_party_id, c.responsible_department, c.course,
     c.started_at, s.id AS snapshot_id, s.content
   FROM claim c JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
   WHERE c.id = $1 AND ${IS_OPEN} FOR UPDATE OF c`,
);

/**
 * Corrects one claim in one transaction, with its row locked: pins the new law, counts the claim again by it if it is
 * still under review, and writes both to the audit. Stages, timers and a published notice stay as they are (D25).
 */
async function correctClaim(
  client: pg.PoolClient,
  parts: CorrectionParts,
  { claimId, at }: { readonly claimId: string; readonly at: Date },
): Promise<void> {
  const row = await fetchFirst(client, lockOpenClaim(claimId));
  const corrections = row === undefined ? [] : retroactiveCorrections(parts.library, row.content);
  if (row === undefined || corrections.length === 0) {
    return;
  }
  const snapshot = correctedSnapshot(parts.library, row.content, corrections);
  const snapshotId = await pinSnapshot(client, snapshot, at);
  const pinned = query.updateTable('claim').set({ policy_snapshot_id: snapshotId });
  await execute(client, pinned.where('id', '=', claimId));
  const { course, kind, started_at: startedAt } = row;
  const claim = { kind, isStarted: startedAt !== null, plan: planOf(row, claimId) };
  const counted = isCountedAgain(course, claim) ? await countAgain(client, parts, claimId, at) : null;
  await appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: null,
    act: 'lawCorrected',
    actId: null,
    person: null,
    at,
    facts: {
      law: corrections.map(correctionFacts),
      policySnapshotId: snapshotId,
      formerSnapshotId: row.snapshot_id,
      ...counted,
    },
  });
}

function planOf(row: CorrectedRow, claimId: string): ClaimPlan {
  return claimPlanOf(row.content, {
    claimId,
    jurisdiction: row.jurisdiction,
    applicantPersonId: row.applicant_person_id,
    applicantPartyId: row.applicant_party_id,
    responsibleDepartment: row.responsible_department,
    clockOffsetMs: 0,
  });
}

/**
 * Counts a claim again and raises the revision of its open tasks, so that a reviewer with the claim open must read the
 * new lines first.
 */
async function countAgain(
  client: pg.PoolClient,
  parts: CorrectionParts,
  claimId: string,
  at: Date,
): Promise<{ readonly linesLeft: number; readonly amountFen: number }> {
  const read = await readToRecount(client, claimId);
  const { counted, writes } = await recountClaim(client, parts, read, { at, basis: 'kept' });
  const { linesLeft, amountFen, waitsForRegister } = counted;
  if (waitsForRegister) {
    throw new RegisterDown(claimId);
  }
  await sendTogether(client, [...writes, raiseOpenTasks(claimId)]);
  return { linesLeft, amountFen };
}

/**
 * Rolls the correction back; a later sweep finds it again. A claim under review cannot be counted without its
 * registers.
 */
class RegisterDown extends Error {
  override readonly name = 'RegisterDown';
  constructor(claimId: string) {
    super(`A register does not answer for ${claimId}`);
  }
}

function correctionFacts({ key, before, after, note }: LawCorrection) {
  return { key, before: before === null ? null : sourceOf(before), after: sourceOf(after), note };
}

function sourceOf({ value, unit, document, clause }: LawCorrection['after']) {
  return { value, unit, document, clause };
}
