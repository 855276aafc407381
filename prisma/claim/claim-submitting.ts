import { sqlList } from '../kernel/sql-list.ts';
import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ClaimAct } from '../../api/claim/claim-ports.ts';
import type { Refused, SubmissionRefusal } from '../../api/claim/claim-refusals.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import { beginCourse } from '../../domain/claim/claim-course.ts';
import { mayBeClaimed, spanOf, wantsAssessment } from '../../domain/filing/instalments.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { accountWords, missingWords } from '../../domain/texts/route-words.ts';
import { missingForClaim, missingForSubmission } from '../../domain/filing/filing-rules.ts';
import { custodyWindowStart } from '../../domain/notice/custody.ts';
import { floatParameters, floatWindow, type FloatWindow } from '../../domain/line/float.ts';
import { appendAudit, type AuditEntryToWrite } from '../kernel/audit-writing.ts';
import { missingDocuments } from './claim-document-store.ts';
import { daysOf, lockFiling, lawOf, type ClaimContext, type FilingRow } from './claim-drafting.ts';
import { questionOf, writeLaw } from './entry-drafting.ts';
import { fundOf, lawFor } from '../../domain/intake/entry-law.ts';
import { readEntries } from './entry-rows.ts';
import { linesWithoutAccount } from './claim-line-accounts.ts';
import { countClaim } from '../line/recount-claim.ts';
import { reserveSlots } from '../line/claim-slots.ts';
import { newId } from '../kernel/id-maker.ts';

/**
 * Submits a draft in one transaction: counts it again, takes slots and keys, pins the law, and writes
 * the first course, the request to start the workflow (D4) and the first audit entry. Lines without a slot are refused;
 * a claim with no line left is ended by its workflow.
 */
export async function submitClaim(
  client: pg.PoolClient,
  context: ClaimContext,
  act: ClaimAct,
): Promise<Refused<SubmissionRefusal>> {
  const { claimId, caller, at } = act;
  const filingId = await filingOf(client, claimId);
  // Lock order: filing, then claim (same as imports).
  const filing = filingId === null ? undefined : await lockFiling(client, filingId, caller);
  const draft = await lockDraft(client, claimId);
  if (draft === null || draft.state !== 'draft') {
    return { ok: false, refusal: { code: 'WRONG_STATE' } };
  }
  const judged =
    filingId === null
      ? await judgeEntries(client, context, act)
      : await judgeClass(client, context, { claimId, filing, instalment: draft.instalment, at });
  if (!judged.ok) {
    return judged;
  }
  const { snapshot } = judged;
  const snapshotId = await pinSnapshot(client, snapshot, at);
  await client.query('SAVEPOINT draft');
  await writeSubmitted(client, act, { snapshot, snapshotId, filing });
  await countClaim(client, context, { claimId, snapshot, at });
  const unpaid = await linesWithoutAccount(client, claimId, snapshot);
  if (unpaid.length > 0) {
    await client.query('ROLLBACK TO SAVEPOINT draft');
    const missing = unpaid.map((position) => `lines/${position}/accountNumber`);
    return { ok: false, refusal: { code: 'INCOMPLETE', missing, words: accountWords(unpaid) } };
  }
  await reserveSlots(client, claimId, snapshot);
  await recordOwnAct(client, act, {
    act: 'submitted',
    revision: 0,
    facts: { pledge: true, policySnapshotId: snapshotId },
  });
  return { ok: true };
}

type Judged =
  | { readonly ok: true; readonly snapshot: PolicySnapshot }
  | { readonly ok: false; readonly refusal: SubmissionRefusal };

async function judgeClass(
  client: pg.PoolClient,
  context: ClaimContext,
  asked: {
    readonly claimId: string;
    readonly filing: FilingRow | undefined;
    readonly instalment: number;
    readonly at: Date;
  },
): Promise<Judged> {
  const { claimId, filing, instalment, at } = asked;
  const span = filing === undefined ? null : spanOf(daysOf(filing), instalment);
  if (filing === undefined || span === null || !mayBeClaimed({ ...daysOf(filing), state: filing.state }, span)) {
    const code = filing?.state === 'expired' ? 'CLAIM_WINDOW_CLOSED' : 'WRONG_STATE';
    return { ok: false, refusal: { code } };
  }
  if (await hasAdvanceUnderWay(client, filing.id)) {
    return { ok: false, refusal: { code: 'ADVANCE_OPEN' } };
  }
  const law = lawOf(filing, context.library, at);
  if (!law.ok) {
    return law;
  }
  const missing = [
    ...(await missingOf(client, filing.id, law.snapshot, wantsAssessment(daysOf(filing), span))),
    ...(await missingDocuments(client, claimId, law.snapshot)),
  ];
  return missing.length > 0 ? incomplete(missing, law.snapshot) : law;
}

/** the settlement must know what was paid, so the advance must end first. Both lock the class. */
async function hasAdvanceUnderWay(client: pg.PoolClient, filingId: string): Promise<boolean> {
  const found = await client.query(
    `SELECT FROM claim WHERE filing_id = $1 AND kind = 'advance' AND state NOT IN (${sqlList(ENDED_CLAIM_STATES)})`,
    [filingId],
  );
  return found.rowCount !== 0;
}

/** the law, the route and the responsible department of the day of submission. */
async function judgeEntries(client: pg.PoolClient, context: ClaimContext, act: ClaimAct): Promise<Judged> {
  const { claimId, at } = act;
  const question = await questionOf(client, claimId, dayAt(at.getTime()));
  const entries = (await readEntries(client, claimId, context.sealer)).map(({ entry }) => entry);
  const law = lawFor(context.library, question, entries);
  if (!law.ok) {
    return law;
  }
  const { snapshot } = law.value;
  const documents = await missingDocuments(client, claimId, snapshot);
  if (entries.length === 0 || documents.length > 0) {
    const missing = [...(entries.length === 0 ? ['ENTRIES'] : []), ...documents];
    return incomplete(missing, snapshot);
  }
  await writeLaw(client, claimId, law.value, null);
  return { ok: true, snapshot };
}

function incomplete(missing: readonly string[], { routeDefinition }: PolicySnapshot) {
  const words = missingWords(missing, routeDefinition);
  return { ok: false, refusal: { code: 'INCOMPLETE', missing, words } } as const;
}

/** A draft has no workflow that could refuse, so its owner withdraws it directly. */
export async function withdrawDraft(
  client: pg.PoolClient,
  act: ClaimAct & { readonly reason: string },
): Promise<Verdict<null, 'WRONG_STATE'>> {
  const draft = await lockDraft(client, act.claimId);
  if (draft === null || draft.state !== 'draft') {
    return refused('WRONG_STATE');
  }
  await client.query(
    `UPDATE claim SET state = 'withdrawn', state_since = $2, closed_at = $2, outcome_code = 'WITHDRAWN', revision = revision + 1
     WHERE id = $1`,
    [act.claimId, act.at],
  );
  await recordOwnAct(client, act, { act: 'withdraw', revision: 1, facts: { state: 'withdrawn', remark: act.reason } });
  return granted(null);
}

/** A claim never changes its class, so this needs no lock. */
async function filingOf(client: pg.PoolClient, claimId: string): Promise<string | null> {
  const found = await client.query<{ filing_id: string | null }>('SELECT filing_id FROM claim WHERE id = $1', [
    claimId,
  ]);
  return found.rows[0]?.filing_id ?? null;
}

async function lockDraft(
  client: pg.PoolClient,
  claimId: string,
): Promise<{ readonly state: string; readonly instalment: number } | null> {
  const found = await client.query<{ state: string; instalment: number }>(
    'SELECT state, instalment FROM claim WHERE id = $1 FOR UPDATE',
    [claimId],
  );
  return found.rows[0] ?? null;
}

/**
 * what the file still lacks. A training year that ends before the class has no results yet (C05).
 */
async function missingOf(
  client: pg.PoolClient,
  filingId: string,
  snapshot: PolicySnapshot,
  asksResults: boolean,
): Promise<readonly string[]> {
  const found = await client.query<{ documents: string[]; roster: number; attendance: number; results: number }>(
    `SELECT (SELECT coalesce(array_agg(kind), '{}') FROM filing_document WHERE filing_id = $1) AS documents,
       (SELECT count(*) FROM roster_entry WHERE filing_id = $1 AND removed_at IS NULL) AS roster,
       (SELECT count(*) FROM attendance_day WHERE filing_id = $1) AS attendance,
       (SELECT count(*) FROM training_result WHERE filing_id = $1) AS results`,
    [filingId],
  );
  const { documents = [], roster = 0, attendance = 0, results = 0 } = found.rows[0] ?? {};
  const claim = missingForClaim({ attendanceRows: attendance, resultRows: results, hasPledge: true });
  return [
    ...missingForSubmission({ documents, rosterRows: roster, hasPledge: true }, snapshot),
    ...claim.filter((kind) => kind !== 'RESULTS' || asksResults),
  ];
}

/** Pins a law: one row for all claims that are judged by the same law. */
export async function pinSnapshot(client: pg.PoolClient, snapshot: PolicySnapshot, at: Date): Promise<string> {
  const content = JSON.stringify(snapshot);
  const digest = createHash('sha256').update(content).digest();
  await client.query(
    'INSERT INTO policy_snapshot (id, digest, content, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING',
    [newId('psn'), digest, content, at],
  );
  const found = await client.query<{ id: string }>('SELECT id FROM policy_snapshot WHERE digest = $1', [digest]);
  const id = found.rows[0]?.id;
  if (id === undefined) {
    throw new RangeError('A policy snapshot that was just pinned is gone');
  }
  return id;
}

async function writeSubmitted(
  client: pg.PoolClient,
  { claimId, caller, at }: ClaimAct,
  pinned: {
    readonly snapshot: PolicySnapshot;
    readonly snapshotId: string;
    readonly filing: FilingRow | undefined;
  },
): Promise<void> {
  const { snapshot, snapshotId, filing } = pinned;
  const window =
    filing !== undefined && snapshot.routeDefinition.stages.some((stage) => stage.kind === 'contractCheck')
      ? await lastWindow(client, filing, snapshot)
      : null;
  const course = beginCourse(0, { personId: caller.personId, organ: null, section: null, role: 'applicant' });
  await client.query(
    `UPDATE claim SET state = 'submitted', state_since = $2, submitted_at = $2, start_requested_at = $2, course = $3,
       applicant_person_id = $4, policy_snapshot_id = $5, fund = $6, window_ends_on = $7, evidence_due_on = $8,
       responsible_department = coalesce($9, responsible_department), reference_on = $10, training_data_changed = false
     WHERE id = $1`,
    [
      claimId,
      at,
      JSON.stringify(course),
      caller.personId,
      snapshotId,
      fundOf(snapshot),
      window?.endsOn ?? null,
      window?.evidenceDueOn ?? null,
      filing?.responsible_department ?? null,
      snapshot.referenceDate,
    ],
  );
}

/**
 * the claim waits for the window of its last line. C22: for a trainee in custody released after the
 * class, that window starts at the release; the latest release counts.
 */
async function lastWindow(client: pg.PoolClient, filing: FilingRow, snapshot: PolicySnapshot): Promise<FloatWindow> {
  const found = await client.query<{ released_on: IsoDate | null }>(
    `SELECT max((facts ->> 'releasedOn')::date) AS released_on FROM roster_entry WHERE filing_id = $1 AND removed_at IS NULL`,
    [filing.id],
  );
  const endsOn = custodyWindowStart(filing.ends_on, found.rows[0]?.released_on ?? null);
  return floatWindow({ opensOn: filing.opens_on, endsOn }, floatParameters(snapshot));
}

/** Acts that need no consent of a workflow are stored too, so that a repeat under their key finds them. */
async function recordOwnAct(
  client: pg.PoolClient,
  { claimId, caller, idempotencyKey, at }: ClaimAct,
  recorded: Pick<AuditEntryToWrite, 'act' | 'revision' | 'facts'>,
): Promise<void> {
  const actId = newId('act');
  const body = JSON.stringify({ act: recorded.act });
  await client.query(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, idempotency_key, body_digest, body, at, state,
       recorded_revision, answered_at)
     VALUES ($1, 'claim', $2, $3, $4, $5, $6, $7, $8, 'recorded', $9, now())`,
    [
      actId,
      claimId,
      recorded.act,
      caller.personId,
      idempotencyKey,
      createHash('sha256').update(body).digest(),
      body,
      at,
      recorded.revision,
    ],
  );
  await appendAudit(client, {
    entityKind: 'claim',
    entityId: claimId,
    revision: recorded.revision,
    act: recorded.act,
    actId,
    person: { personId: caller.personId, organ: caller.organ, section: caller.section },
    at,
    facts: recorded.facts,
  });
}
