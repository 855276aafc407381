import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recordings } from '../../../activities/recording-ports.ts';
import type { ActBody } from '../../../api/kernel/desk-port.ts';
import type { ClaimMessage } from '../../../domain/claim/claim-message.ts';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { createRecordings } from '../../../prisma/recordings/create-recordings.ts';
import { keepRearmActs } from '../../../prisma/worker/calendar-changes.ts';
import { createTaskCases } from '../../../prisma/task/task-cases.ts';
import { trust } from '../../support/act-keys.ts';
import { vouchForCourses } from '../../support/arranged-courses.ts';
import { senderOf } from '../../../domain/authority/actor.ts';
import { repaidByTwo, returnOfTwo } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { playFiling } from '../../support/played-filings.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { countRoundTrips, mostTrips, type RecordedTrips } from '../../support/round-trips.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const LIMIT = 6;
const RETURN = {
  act: 'returnForCorrection',
  remark: '请更正',
  corrections: [{ pointer: '/attendance', remark: '请核对' }],
} as const;
const EVIDENCE = {
  contractSignedOn: '2025-06-20',
  openEnded: true,
  employer: '示范公司',
  insuredMonths: 1,
  insuranceKinds: ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'],
} as const;
const OF_CITY = { section: null, jurisdiction: '150600', partyId: null } as const;
const MAKER = { ...OF_CITY, personId: 'per_maker', organ: 'FINANCE', roles: ['financeMaker'] } as const;
const REVIEWER = { ...MAKER, personId: 'per_depthr', organ: 'HRSS', roles: ['departmentReviewer'] } as const;
const SCHOOL = { ...MAKER, personId: 'per_school', organ: null, roles: ['applicant'], partyId: 'pty_school' } as const;

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];
let counted: readonly RecordedTrips[];
let recordings: Recordings;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url, (pool) => {
    counted = countRoundTrips(pool);
  });
  ({ walks } = office);
  const { application: pool, sealer } = office;
  const { calendar } = PRACTICE_LIBRARY;
  recordings = createRecordings({ pool, sealer, calendar, answerDaysOf: answerDaysOf(PRACTICE_LIBRARY), ...trust() });
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

async function one(sql: string, ...values: readonly unknown[]) {
  const { rows } = await office.pool.query<Record<string, unknown>>(sql, [...values]);
  return rows[0] ?? {};
}

const school = (method: string, path: string, body: object = {}) => office.as('school').act(method, path, body);
const stateOf = async (claimId: string) => (await one('SELECT state FROM claim WHERE id = $1', claimId))['state'];

type Frame = Pick<Extract<ClaimMessage, { kind: 'rearm' }>, 'actId' | 'atMs' | 'expectedRevision'>;

/** What an entity, a sweep or a timer says to a claim. */
async function act(claimId: string, said: (frame: Frame) => ClaimMessage, body: ActBody = {}): Promise<void> {
  const { offset, revision } = await one(
    'SELECT e.clock_offset_ms AS offset, c.revision FROM environment e, claim c WHERE c.id = $1',
    claimId,
  );
  const atMs = Date.now() + Number(offset);
  const message = (actId: string) =>
    ({ entity: 'claim', id: claimId, message: said({ actId, atMs, expectedRevision: Number(revision) }) }) as const;
  const request = { personId: personOf(said), idempotencyKey: null, taskId: null };
  await office.desk.act({ ...request, body, message });
}

function personOf(said: (frame: Frame) => ClaimMessage): string | null {
  return senderOf(said({ actId: '', atMs: 0, expectedRevision: 0 }))?.personId ?? null;
}

/** Returned by the bureau, an account corrected, the timer moved, and resubmitted with another attendance. */
async function returnAndCorrect(): Promise<void> {
  const claimId = await walks.aClaim();
  await walks.decide('dept', await walks.taskOf('dept', claimId), await walks.approval(claimId));
  await walks.decide('bureau', await walks.taskOf('bureau', claimId), RETURN);
  const account = { holder: '示范学校', bank: '示范银行', number: '6200000000000000026' };
  expect((await school('PUT', `/api/v1/claims/${claimId}/payee-account`, account)).status).toBe(200);
  const changed = `UPDATE claim SET return_days = return_days + 1, return_calendar = 'former' WHERE id = $1`;
  await office.pool.query(changed, [claimId]);
  const [rearm = ''] = await keepRearmActs(office.application, PRACTICE_LIBRARY.calendar, Date.parse('2025-06-25'));
  expect((await office.desk.deliver(rearm, 60_000)).kind).toBe('done');
  await office.pool.query('UPDATE claim SET training_data_changed = true WHERE id = $1', [claimId]);
  await school('POST', `/api/v1/claims/${claimId}/resubmission`);
  expect(await stateOf(claimId)).toBe('inReview');
  const waiting = await submittedAgain();
  const atMs = Date.parse('2025-06-25');
  const message = { kind: 'registerAnswered', actId: `${waiting}/register/${atMs}`, atMs } as const;
  await office.ask({ entity: 'claim', id: waiting, message });
}

/** A claim that still waits for a register. */
async function submittedAgain(): Promise<string> {
  const claimId = await walks.aClaim();
  await office.pool.query(
    `UPDATE claim SET waiting_register = 'certificates', state = 'submitted', stage = NULL,
       course = course || '{"state": "submitted", "stageIndex": 0}' WHERE id = $1`,
    [claimId],
  );
  await vouchForCourses(office.pool);
  return claimId;
}

/** Two paid claims: the applicant completes the evidence of one, the evidence timer of the other fires. */
async function checkContracts(name: string): Promise<void> {
  const [complete, late] = [await paid(`${name}-1`), await paid(`${name}-2`)];
  const lines = await office.as('dept').send('GET', `/api/v1/claims/${complete}/lines`);
  const evidence = { lineId: lines.body.items[0].id, ...EVIDENCE };
  await office.as('school').send('POST', `/api/v1/claims/${complete}/contract-evidence`, evidence);
  await school('POST', `/api/v1/claims/${complete}/contract-check`, { complete: true });
  await walks.decide('dept', await walks.taskOf('dept', complete), RETURN);
  await school('POST', `/api/v1/claims/${complete}/resubmission`);
  await fireEvidenceTimer(late);
  expect([await stateOf(complete), await stateOf(late)]).toEqual(['inReview', 'closed']);
}

async function fireEvidenceTimer(claimId: string): Promise<void> {
  const found = await createTaskCases(office.pool).claimCase(claimId);
  if (found === null) {
    throw new RangeError('The claim is not there');
  }
  const { course: before, plan } = found;
  const message = {
    kind: 'timerFired',
    timer: 'evidence',
    actId: `${claimId}/timer/${before.revision}`,
    atMs: before.timer?.atMs ?? 0,
  } as const;
  // A timer counts once the business clock has come to its end (S1).
  const { offset } = await one('SELECT clock_offset_ms AS offset FROM environment');
  await setClockOffset(message.atMs - Date.now());
  expect(await recordings.recordClaim({ before, message, plan, isOwnTurn: true })).toMatchObject({ kind: 'recorded' });
  await setClockOffset(Number(offset));
}

async function setClockOffset(ms: number): Promise<void> {
  await office.pool.query('UPDATE environment SET clock_offset_ms = $1', [ms]);
}

async function paid(name: string): Promise<string> {
  const claimId = await walks.due();
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const [{ id: instructionId, amountFen }] = drafted.body.instructions;
  await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`);
  const at = new Date();
  const data = { instructionId, amountFen, valueDate: '2025-07-01' };
  const text = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': name,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(name, at, text),
  });
  return claimId;
}

/** A claim that owes part of an advance: some is set off by another claim, the rest is repaid. */
async function payBack(): Promise<void> {
  const { claimId: debtor, noticeId } = await walks.published();
  const advanceId = newId('clm');
  await office.pool.query(
    `INSERT INTO claim (id, claim_no, kind, filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id,
       payee_sealed, responsible_department, fund, state, purpose, policy_snapshot_id, reference_on, claimed_fen,
       lines_total, lines_eligible, lines_refused, state_since, created_at, submitted_at)
     SELECT $2, $2, 'advance', filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id, payee_sealed,
       responsible_department, fund, 'closed', 'advance', policy_snapshot_id, reference_on, 100000, 1, 1, 0, state_since,
       created_at, submitted_at FROM claim WHERE id = $1`,
    [debtor, advanceId],
  );
  await office.pool.query(
    `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen, obligated_fen, settled_fen)
     VALUES ($1, 'advance', 'EMPLOYMENT_SUBSIDY', 100000, 100000, 100000)`,
    [advanceId],
  );
  const { ends_at: endsAt } = await one('SELECT ends_at FROM notice WHERE id = $1', noticeId);
  await office.endNotice(noticeId, endsAt instanceof Date ? endsAt.getTime() : 0);
  const { id } = await one('SELECT id FROM recovery WHERE claim_id = $1', debtor);
  const recoveryId = String(id);
  const claimId = await walks.due();
  await returnOfTwo(office, claimId, 'set-offs', { recoveryClaimId: debtor, amountFen: 5_000 });
  await act(debtor, ({ actId, atMs }) => ({ kind: 'recovered', actId, atMs }));
  await repaidByTwo(office, debtor, 15_000);
  expect(await one('SELECT state FROM recovery WHERE id = $1', recoveryId)).toEqual({ state: 'recovered' });
}

/** An objection is filed and upheld, and the notice is withdrawn. */
async function object(): Promise<void> {
  const { noticeId } = await walks.published();
  await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, {
    itemNo: 1,
    statement: '此人未参加培训',
  });
  const task = await one(`SELECT id, revision FROM task WHERE entity_id = $1 AND kind = 'objection'`, noticeId);
  const seen = { id: String(task['id']), revision: Number(task['revision']) };
  expect((await walks.decide('dept2', seen, { act: 'uphold', remark: '属实' })).status).toBe(200);
  const path = `/api/v1/notices/${noticeId}/withdrawal`;
  expect((await office.as('dept').act('POST', path, { reason: '名单有误' })).status).toBe(200);
}

/** A class from its filing to its claim, with a return on the way, and one that is withdrawn. */
async function fileClasses(): Promise<void> {
  const asked = { actor: REVIEWER, organ: null } as const;
  const times = { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 };
  await playFiling({ office, recordings }, [
    () => ({ kind: 'begin' }),
    ({ revision }) => ({ kind: 'decide', decision: 'returnForCorrection', expectedRevision: revision, ...asked }),
    () => ({ kind: 'resubmit', actor: SCHOOL, times, responsibleDepartment: 'HRSS' }),
    ({ revision }) => ({ kind: 'decide', decision: 'accept', expectedRevision: revision, ...asked }),
    () => ({ kind: 'timerFired' }),
    () => ({ kind: 'timerFired' }),
    () => ({ kind: 'recordResults' }),
  ]);
  await playFiling({ office, recordings }, [() => ({ kind: 'begin' }), () => ({ kind: 'withdraw', actor: SCHOOL })]);
}

async function live(name: string): Promise<void> {
  await returnAndCorrect();
  await checkContracts(name);
  await payBack();
  await object();
  await fileClasses();
}

describe('the round trips of rare recordings', () => {
  it(`are at most ${LIMIT} for acts that count lines, correct accounts, move money back, object or move a class`, async () => {
    await live('warm');
    const from = counted.length;
    await live('measured');
    const table = mostTrips(counted.slice(from));
    expect(table).toMatchObject(EXPECTED);
    expect(Math.max(...Object.values(table))).toBeLessThanOrEqual(LIMIT);
  });
});

/** Acts that the life of a standard claim does not have; the others stand in `round-trips.test.ts`. */
const EXPECTED: Readonly<Record<string, number>> = {
  'claim/contractEvidence': 5,
  'claim/correctAccount': 3,
  'claim/rearm': 2,
  'claim/recovered': 2,
  'claim/registerAnswered': 6,
  'claim/resubmit': 6,
  'claim/setOff': 2,
  'claim/timerFired': 5,
  'filing/begin': 2,
  'filing/claimOpened': 2,
  'filing/decide': 2,
  'filing/recordResults': 2,
  'filing/resubmit': 2,
  'filing/timerFired': 2,
  'filing/withdraw': 2,
  'notice/fileObjection': 2,
  'notice/ruleObjection': 2,
  'notice/withdraw': 2,
  'recovery/approve': 2,
  'recovery/begin': 2,
  'recovery/debtChanged': 2,
  'recovery/repaid': 2,
  'recovery/sendNotice': 2,
};
