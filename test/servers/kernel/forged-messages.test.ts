import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recorded, Recording } from '../../../activities/recording-ports.ts';
import { FORGED_KINDS } from '../../../domain/act-words.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../../domain/entities.ts';
import { readStartInput } from '../../../prisma/kernel/start-inputs.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { createRecordings } from '../../../prisma/recordings/create-recordings.ts';
import { addDemandCycle } from '../../support/demand-rows.ts';
import { trust } from '../../support/act-keys.ts';
import { addClass } from '../../support/claim-classes.ts';
import { addAnnualPlan } from '../../support/annual-plans.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { addCall, addGrant } from '../../support/grant-rows.ts';
import { forgedMessage } from '../../support/forged-message.ts';
import { addRecovery } from '../../support/recoveries.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What arrives over the wire has no type. */
type AnyRecording = (recording: Recording<never, never, never>) => Promise<Recorded<unknown, unknown>>;

let database: TestDatabase;
let office: Office;
let entities: Readonly<Record<EntityKind, string>>;
/** A claim that Finance may pay, in the batch. */
let due: string;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  const { claimId, noticeId } = await office.walks.published();
  const filingId = await addClass(office.pool, office.sealer, { partyId: 'pty_school', personId: 'per_school' });
  due = await office.walks.due();
  const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [due] });
  expect([batch.status, batch.body.code]).toEqual([201, undefined]);
  const callId = await addCall(office.pool);
  const grantId = await addGrant(office.pool, office.sealer, { callId, partyId: 'pty_school', personId: 'per_school' });
  entities = {
    claim: claimId,
    filing: filingId,
    notice: noticeId,
    batch: batch.body.id,
    grantCall: callId,
    grant: grantId,
    demandCycle: await addDemandCycle(office.pool),
    annualPlan: await addAnnualPlan(office, 2027),
    recovery: await addRecovery(office.pool, claimId),
  };
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await office.pool.query<Row>(sql, [...values])).rows;
}

function recordersOf(
  seen: Parameters<ReturnType<typeof trust>['onForged']>[0][],
): Readonly<Record<EntityKind, AnyRecording>> {
  const recordings = createRecordings({
    pool: office.application,
    sealer: office.sealer,
    answerDaysOf: answerDaysOf(PRACTICE_LIBRARY),
    calendar: PRACTICE_LIBRARY.calendar,
    ...trust(seen),
  });
  const { recordClaim, recordFiling, recordNotice, recordBatch } = recordings;
  const { recordGrantCall, recordGrant, recordAnnualPlan, recordDemandCycle } = recordings;
  return {
    claim: recordClaim,
    filing: recordFiling,
    notice: recordNotice,
    batch: recordBatch,
    grantCall: recordGrantCall,
    grant: recordGrant,
    annualPlan: recordAnnualPlan,
    demandCycle: recordDemandCycle,
    recovery: recordings.recordRecovery,
  };
}

/** As the owner of the tables: the entity was never recorded. */
async function unrecorded(id: string): Promise<void> {
  await rows('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await rows('DELETE FROM audit_entry WHERE entity_id = $1', id);
  await rows('ALTER TABLE audit_entry ENABLE TRIGGER USER');
}

async function timesForged(): Promise<number> {
  const [row] = await rows<{ times: number }>('SELECT coalesce(sum(count), 0)::int AS times FROM forged_act');
  return row?.times ?? 0;
}

const audit = () => rows('SELECT * FROM audit_entry ORDER BY entity_kind, entity_id, seq');

describe('S1: every message kind of every entity', () => {
  it('forged, is refused for good by the recording and changes nothing', async () => {
    const seen: Parameters<ReturnType<typeof trust>['onForged']>[0][] = [];
    const recorders = recordersOf(seen);
    const [before, timesBefore] = [await audit(), await timesForged()];
    const answers: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const entity of ENTITY_KINDS) {
      const input = await readStartInput(office.pool, entity, entities[entity]);
      const [row] = await rows<{ course: unknown }>(
        `SELECT course FROM ${ENTITIES[entity].table} WHERE id = $1`,
        entities[entity],
      );
      for (const kind of FORGED_KINDS) {
        const message = await forgedMessage(office.pool, kind);
        const asked = {
          before: row?.course,
          message,
          plan: { ...input?.plan, [ENTITIES[entity].idField]: entities[entity] },
        };
        // JSON, as it arrives: no type of ours describes it.
        answers[`${entity} ${kind}`] = await recorders[entity](
          JSON.parse(JSON.stringify({ ...asked, isOwnTurn: false })),
        );
        expected[`${entity} ${kind}`] = { kind: 'refused', code: 'FORGED_ACT' };
      }
    }
    expect(answers).toEqual(expected);
    expect(await audit()).toEqual(before);
    expect(seen).toHaveLength(Object.keys(expected).length);
    expect(await timesForged()).toBe(timesBefore + seen.length);
  });

  it('about a row that exists, counts only while that row asks, at an instant that has come, in words that can be stored', async () => {
    const seen: Parameters<ReturnType<typeof trust>['onForged']>[0][] = [];
    const tell = async (claimId: string, message: object) => {
      const input = await readStartInput(office.pool, 'claim', claimId);
      const [row] = await rows<{ course: unknown }>('SELECT course FROM claim WHERE id = $1', claimId);
      const asked = { before: row?.course, message, plan: input?.plan, isOwnTurn: false };
      return recordersOf(seen).claim(JSON.parse(JSON.stringify(asked)));
    };
    const before = await audit();
    const { notice: noticeId, batch: batchId, claim: claimId } = entities;
    const [{ ends_at: endsAt } = { ends_at: new Date(0) }] = await rows<{ ends_at: Date }>(
      'SELECT ends_at FROM notice WHERE id = $1',
      noticeId,
    );
    const closed = { kind: 'noticeClosed', actId: `${noticeId}/clean/9/${claimId}`, noticeId, outcome: 'clean' };
    // The period of the notice is not over, whatever instant the message has.
    const refused = { kind: 'refused', code: 'WRONG_STATE' };
    expect(await tell(claimId, { ...closed, atMs: endsAt.getTime() })).toEqual(refused);
    expect(await tell(claimId, { ...closed, atMs: endsAt.getTime() - 1 })).toEqual(refused);

    // Somebody with the database's login makes another act of the reviewer the release of the batch.
    const [maker, checker] = [await seatOf(office.pool, 'finance.maker'), await seatOf(office.pool, 'dept.hr')];
    const [signed] = await rows<{ id: string }>(
      'SELECT id FROM act WHERE person_id = $1 AND signature IS NOT NULL LIMIT 1',
      checker.personId,
    );
    await rows(`UPDATE batch SET state = 'releasing', checker_id = $2 WHERE id = $1`, batchId, checker.personId);
    await rows(
      `UPDATE act SET entity_kind = 'batch', entity_id = $2, act = 'release', state = 'recorded' WHERE id = $1`,
      signed?.id,
      batchId,
    );
    const atMs = Date.parse('2025-06-20T09:00:00+08:00');
    const releasing = {
      kind: 'payoutReleasing',
      actId: `${batchId}/releasing/${due}/base`,
      batchId,
      purpose: 'base',
      maker,
      checker,
      atMs,
    };
    const forgery = { kind: 'refused', code: 'FORGED_ACT' };
    expect(signed).toBeDefined();
    expect(await tell(due, releasing)).toEqual(forgery);
    // And says in the table of acts that it was recorded.
    await rows(
      `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state)
       VALUES ($1, 'claim', $2, 'payoutReleasing', '', $3, now(), 'recorded')`,
      releasing.actId,
      due,
      JSON.stringify({ asked: { entity: 'claim', id: due, message: releasing } }),
    );
    expect(await tell(due, releasing)).toEqual(forgery);
    expect(await tell(due, { ...releasing, checker: { ...checker, section: '\u0000' } })).toEqual(forgery);
    expect(await tell(due, { ...releasing, actId: 5 })).toEqual(forgery);
    expect(await tell(due, { ...releasing, actId: `${batchId}/releasing/${due}/x`, maker: undefined })).toEqual(
      forgery,
    );
    await rows(`UPDATE claim SET waiting_register = 'certificates' WHERE id = $1`, due);
    expect(await tell(due, { kind: 'registerAnswered', actId: `${due}/register/1`, atMs: 'x' })).toEqual(forgery);
    expect(await tell(due, { kind: 'registerAnswered', actId: `${batchId}/opening/${due}`, atMs })).toEqual(forgery);
    expect(await audit()).toEqual(before);
    expect(seen.map(({ cause }) => cause)).toEqual([
      'notAsked',
      'notAsked',
      'otherContent',
      'otherContent',
      'notAsked',
      'otherContent',
      'notAsked',
    ]);
  });

  it('to a row without a course counts only with the first course that the row gives', async () => {
    const seen: Parameters<ReturnType<typeof trust>['onForged']>[0][] = [];
    const { batch: batchId } = entities;
    await rows('UPDATE batch SET course = NULL, revision = 0 WHERE id = $1', batchId);
    const input = await readStartInput(office.pool, 'batch', batchId);
    const message = {
      kind: 'dispatched',
      actId: `${batchId}/dispatched/0`,
      atMs: Date.parse('2025-06-20T09:00:00+08:00'),
    };
    const before = { revision: 0, lastActId: 'act_released', state: 'releasing' };
    const asked = { before, message, plan: input?.plan, isOwnTurn: true };
    const refused = { kind: 'refused', code: 'FORGED_ACT' };
    expect(await recordersOf(seen).batch(JSON.parse(JSON.stringify(asked)))).toEqual(refused);
    // The course was taken away; and now as if it had never had one.
    await unrecorded(batchId);
    expect(await recordersOf(seen).batch(JSON.parse(JSON.stringify(asked)))).toEqual(refused);
    expect(seen).toMatchObject([
      { entityKind: 'batch', cause: 'otherCourse' },
      { entityKind: 'batch', cause: 'otherPlan' },
    ]);
  });

  it('repeated, gets the answer that its recording gave, and no other one that its row was given', async () => {
    const seen: Parameters<ReturnType<typeof trust>['onForged']>[0][] = [];
    const { claim: claimId } = entities;
    const [act] = await rows<{ id: string; asked: { message: object }; facts: object }>(
      `SELECT id, body -> 'asked' AS asked, course -> 'facts' AS facts FROM act
       WHERE entity_id = $1 AND act = 'decide' AND course IS NOT NULL LIMIT 1`,
      claimId,
    );
    const [row] = await rows<{ course: object }>('SELECT course FROM claim WHERE id = $1', claimId);
    const input = await readStartInput(office.pool, 'claim', claimId);
    // A workflow whose history has lost the answer.
    const before = { ...row?.course, revision: 1 };
    const repeat = () => {
      const asked = { before, message: act?.asked.message, plan: input?.plan, isOwnTurn: false };
      return recordersOf(seen).claim(JSON.parse(JSON.stringify(asked)));
    };
    expect(await repeat()).toEqual({ kind: 'recorded', facts: act?.facts });
    await office.application.query(
      `UPDATE act SET course = jsonb_set(course, '{facts,amountFen}', '1') WHERE id = $1`,
      [act?.id],
    );
    expect(await repeat()).toEqual({ kind: 'refused', code: 'FORGED_ACT' });
    expect(seen).toMatchObject([{ entityKind: 'claim', cause: 'otherCourse' }]);
  });
});
