import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recorded, Recording } from '../../../activities/recording-ports.ts';
import { FORGED_KINDS } from '../../../domain/act-words.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../domain/entities.ts';
import { readStartInput } from '../../../prisma/kernel/start-inputs.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { createRecordings } from '../../../prisma/recordings/create-recordings.ts';
import { trust } from '../../support/act-keys.ts';
import { addClass } from '../../support/claim-classes.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What arrives over the wire has no type. */
type AnyRecording = (recording: Recording<never, never, never>) => Promise<Recorded<unknown, unknown>>;

let database: TestDatabase;
let office: Office;
let entities: Readonly<Record<EntityKind, string>>;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  const { claimId, noticeId } = await office.walks.published();
  const filingId = await addClass(office.pool, office.sealer, { partyId: 'pty_school', personId: 'per_school' });
  const due = await office.walks.due();
  const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [due] });
  entities = { claim: claimId, filing: filingId, notice: noticeId, batch: batch.body.id };
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await office.pool.query<Row>(sql, [...values])).rows;
}

/** Every field that a message of any kind has, with the seats of real people, which anybody may know. */
async function forged(kind: string) {
  return {
    kind,
    actId: `act_forged_${kind}`,
    atMs: Date.parse('2030-01-01'),
    actor: await seatOf(office.pool, 'dept'),
    maker: await seatOf(office.pool, 'maker'),
    checker: await seatOf(office.pool, 'checker'),
    expectedRevision: 1,
    task: 'review',
    purpose: 'base',
    decision: 'approve',
    refusedLines: 0,
    organ: null,
    ruling: 'uphold',
    noticeId: 'ntc_none',
    batchId: 'pob_none',
    objectionId: 'obj_none',
    recoveryId: 'rec_none',
    instructionId: 'pin_none',
    inboxId: 'evt_none',
    outcome: 'settled',
    amountFen: 1,
    endsAtMs: 1,
    timer: 'evidence',
    trainingDataChanged: true,
    times: { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 },
    responsibleDepartment: 'HRSS',
  };
}

describe('S1: every message kind of every entity', () => {
  it('forged, is refused for good by the recording and changes nothing', async () => {
    const seen: Parameters<ReturnType<typeof trust>['onForged']>[0][] = [];
    const recordings = createRecordings({
      pool: office.pool,
      sealer: office.sealer,
      answerDaysOf: answerDaysOf(PRACTICE_LIBRARY),
      calendar: PRACTICE_LIBRARY.calendar,
      ...trust(seen),
    });
    const recorders: Readonly<Record<EntityKind, AnyRecording>> = {
      claim: recordings.recordClaim,
      filing: recordings.recordFiling,
      notice: recordings.recordNotice,
      batch: recordings.recordBatch,
    };
    const audit = () => rows('SELECT * FROM audit_entry ORDER BY entity_kind, entity_id, seq');
    const before = await audit();
    const answers: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const entity of ENTITY_KINDS) {
      const input = await readStartInput(office.pool, entity, entities[entity]);
      const [row] = await rows<{ course: unknown }>(`SELECT course FROM ${entity} WHERE id = $1`, entities[entity]);
      for (const kind of FORGED_KINDS) {
        const message = await forged(kind);
        const asked = { before: row?.course, message, plan: { ...input?.plan, [`${entity}Id`]: entities[entity] } };
        // JSON, as it arrives: no type of ours describes it.
        answers[`${entity} ${kind}`] = await recorders[entity](
          JSON.parse(JSON.stringify({ ...asked, isOwnTurn: false })),
        );
        // The claim stands and names no register that it waits for.
        const code = `${entity} ${kind}` === 'claim registerAnswered' ? 'WRONG_STATE' : 'FORGED_ACT';
        expected[`${entity} ${kind}`] = { kind: 'refused', code };
      }
    }
    expect(answers).toEqual(expected);
    expect(await audit()).toEqual(before);
    expect(seen).toHaveLength(Object.keys(expected).length - 1);
    const [{ count } = { count: 0 }] = await rows<{ count: number }>('SELECT sum(count)::int AS count FROM forged_act');
    expect(count).toBe(seen.length);
  });
});
