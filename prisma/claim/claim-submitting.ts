import { ENDED_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { sql } from 'kysely';
import type pg from 'pg';
import type { ClaimAct } from '../../api/claim/claim-ports.ts';
import type { Refused, SubmissionRefusal } from '../../api/claim/claim-refusals.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import { beginCourse, type ClaimCourse, type ClaimKind } from '../../domain/claim/claim-course.ts';
import { judgeClassClaim, spanOf, wantsAssessment } from '../../domain/filing/instalments.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { accountWords, missingWords } from '../../domain/texts/route-words.ts';
import { missingForClaim, missingForSubmission } from '../../domain/filing/filing-rules.ts';
import { custodyWindowStart } from '../../domain/notice/custody.ts';
import { floatParameters, floatWindow, type FloatWindow } from '../../domain/line/float.ts';
import { missingDocuments } from './claim-document-store.ts';
import { daysOf, instalmentLeft, lockFiling, lawOf, type ClaimContext, type ClaimedFiling } from './claim-drafting.ts';
import { questionOf, writeLaw } from './entry-drafting.ts';
import { fundOf, lawFor } from '../../domain/intake/entry-law.ts';
import { readEntries } from './entry-rows.ts';
import { linesWithoutAccount } from './claim-line-accounts.ts';
import { recordOwnAct } from './own-act-recording.ts';
import { countClaim } from '../line/recount-claim.ts';
import { reserveSlots } from '../line/claim-slots.ts';
import { courseFacts } from '../kernel/course-digests.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import {
  constants,
  execute,
  fetchFirst,
  jsonText,
  query,
  sqlText,
  type Row,
  type Statement,
} from '../kernel/statements.ts';

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
  if (draft?.state !== 'draft') {
    return { ok: false, refusal: { code: 'WRONG_STATE' } };
  }
  const judged =
    filingId === null
      ? await judgeEntries(client, context, act)
      : await judgeClass(client, context, { ...draft, claimId, filing, at });
  if (!judged.ok) {
    return judged;
  }
  const { snapshot } = judged;
  const snapshotId = await pinSnapshot(client, snapshot, at);
  await execute(client, SAVEPOINT);
  const course = beginCourse(0, { personId: caller.personId, organ: null, section: null, role: 'applicant' });
  await writeSubmitted(client, act, { snapshot, snapshotId, filing, course });
  await countClaim(client, context, { claimId, snapshot, at });
  const unpaid = await linesWithoutAccount(client, claimId, snapshot);
  if (unpaid.length > 0) {
    await execute(client, ROLL_BACK);
    const missing = unpaid.map((position) => `lines/${position}/accountNumber`);
    return { ok: false, refusal: { code: 'INCOMPLETE', missing, words: accountWords(unpaid) } };
  }
  await reserveSlots(client, claimId, snapshot);
  await recordOwnAct(client, act, {
    act: 'submitted',
    revision: 0,
    facts: { pledge: true, policySnapshotId: snapshotId, ...courseFacts('claim', claimId, course) },
  });
  return { ok: true };
}

const SAVEPOINT: Statement<unknown> = { text: 'SAVEPOINT draft', values: [] };
const ROLL_BACK: Statement<unknown> = { text: 'ROLLBACK TO SAVEPOINT draft', values: [] };

type Judged =
  | { readonly ok: true; readonly snapshot: PolicySnapshot }
  | { readonly ok: false; readonly refusal: SubmissionRefusal };

async function judgeClass(
  client: pg.PoolClient,
  context: ClaimContext,
  asked: {
    readonly claimId: string;
    readonly filing: ClaimedFiling | undefined;
    readonly kind: ClaimKind;
    readonly instalment: number;
    readonly at: Date;
  },
): Promise<Judged> {
  const { claimId, filing, kind, instalment, at } = asked;
  if (filing === undefined) {
    return { ok: false, refusal: { code: 'WRONG_STATE' } };
  }
  const span = spanOf(daysOf(filing), instalment);
  const ofClass = { ...daysOf(filing), state: filing.state };
  const claimable = judgeClassClaim(ofClass, span, await hasAdvanceUnderWay(client, filing.id));
  if (!claimable.ok) {
    return { ok: false, refusal: { code: claimable.reason } };
  }
  const law = lawOf(filing, context.library, at);
  if (!law.ok) {
    return law;
  }
  if (kind === 'supplementary' && (await instalmentLeft(client, filing.id, instalment)) === null) {
    return { ok: false, refusal: { code: 'NOTHING_LEFT_TO_CLAIM' } };
  }
  const missing = [
    ...(await missingOf(client, filing.id, law.snapshot, wantsAssessment(daysOf(filing), span))),
    ...(await missingDocuments(client, claimId, law.snapshot)),
  ];
  return missing.length > 0 ? incomplete(missing, law.snapshot) : law;
}

/** the settlement must know what was paid, so the advance must end first. Both lock the class. */
async function hasAdvanceUnderWay(client: pg.PoolClient, filingId: string): Promise<boolean> {
  const underWay = query
    .selectFrom('claim')
    .select('id')
    .where('filing_id', '=', filingId)
    .where('kind', '=', sql.lit('advance'))
    .where('state', 'not in', constants(ENDED_CLAIM_STATES));
  return (await fetchFirst(client, underWay)) !== undefined;
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
  if (draft?.state !== 'draft') {
    return refused('WRONG_STATE');
  }
  await execute(
    client,
    query
      .updateTable('claim')
      .set({ state: 'withdrawn', state_since: act.at, closed_at: act.at, outcome_code: 'WITHDRAWN' })
      .set((claim) => ({ revision: claim('revision', '+', 1) }))
      .where('id', '=', act.claimId),
  );
  await recordOwnAct(client, act, { act: 'withdraw', revision: 1, facts: { state: 'withdrawn', remark: act.reason } });
  return granted(null);
}

/** A claim never changes its class, so this needs no lock. */
async function filingOf(client: pg.PoolClient, claimId: string): Promise<string | null> {
  const claim = await fetchFirst(client, query.selectFrom('claim').select('filing_id').where('id', '=', claimId));
  return claim?.filing_id ?? null;
}

function lockDraft(
  client: pg.PoolClient,
  claimId: string,
): Promise<Row<'claim', 'kind' | 'state' | 'instalment'> | undefined> {
  return fetchFirst(
    client,
    query.selectFrom('claim').select(['kind', 'state', 'instalment']).where('id', '=', claimId).forUpdate(),
  );
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
  const given = await fetchFirst(client, filedParts(filingId));
  const { documents, roster, attendance, results } = given ?? { documents: [], roster: 0, attendance: 0, results: 0 };
  const claim = missingForClaim({ attendanceRows: attendance, resultRows: results, hasPledge: true });
  return [
    ...missingForSubmission({ documents, rosterRows: roster, hasPledge: true }, snapshot),
    ...claim.filter((kind) => kind !== 'RESULTS' || asksResults),
  ];
}

const filedParts = sqlText<
  {
    readonly documents: readonly Row<'filing_document'>['kind'][];
    readonly roster: number;
    readonly attendance: number;
    readonly results: number;
  },
  [filingId: string]
>(
  'claim.filedParts',
  `SELECT (SELECT coalesce(array_agg(kind), '{}') FROM filing_document WHERE filing_id = $1) AS documents,
     (SELECT count(*) FROM roster_entry WHERE filing_id = $1 AND removed_at IS NULL) AS roster,
     (SELECT count(*) FROM attendance_day WHERE filing_id = $1) AS attendance,
     (SELECT count(*) FROM training_result WHERE filing_id = $1) AS results`,
);

async function writeSubmitted(
  client: pg.PoolClient,
  { claimId, caller, at }: ClaimAct,
  pinned: {
    readonly snapshot: PolicySnapshot;
    readonly snapshotId: string;
    readonly filing: ClaimedFiling | undefined;
    readonly course: ClaimCourse;
  },
): Promise<void> {
  const { snapshot, snapshotId, filing, course } = pinned;
  const window =
    filing !== undefined && snapshot.routeDefinition.stages.some((stage) => stage.kind === 'contractCheck')
      ? await lastWindow(client, filing, snapshot)
      : null;
  const organ = filing?.responsible_department ?? null;
  await execute(
    client,
    query
      .updateTable('claim')
      .set({
        state: 'submitted',
        state_since: at,
        submitted_at: at,
        start_requested_at: at,
        course: jsonText(course),
        applicant_person_id: caller.personId,
        policy_snapshot_id: snapshotId,
        fund: fundOf(snapshot),
        window_ends_on: window?.endsOn ?? null,
        evidence_due_on: window?.evidenceDueOn ?? null,
        reference_on: snapshot.referenceDate,
        training_data_changed: false,
        ...(organ !== null && { responsible_department: organ }),
      })
      .where('id', '=', claimId),
  );
}

/**
 * the claim waits for the window of its last line. C22: for a trainee in custody released after the
 * class, that window starts at the release; the latest release counts.
 */
async function lastWindow(
  client: pg.PoolClient,
  filing: ClaimedFiling,
  snapshot: PolicySnapshot,
): Promise<FloatWindow> {
  const released = await fetchFirst(client, lastRelease(filing.id));
  const endsOn = custodyWindowStart(filing.ends_on, released?.released_on ?? null);
  return floatWindow({ opensOn: filing.opens_on, endsOn }, floatParameters(snapshot));
}

const lastRelease = sqlText<{ readonly released_on: IsoDate | null }, [filingId: string]>(
  'claim.lastRelease',
  `SELECT max((facts ->> 'releasedOn')::date) AS released_on FROM roster_entry
   WHERE filing_id = $1 AND removed_at IS NULL`,
);
