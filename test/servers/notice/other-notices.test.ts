import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSigned } from '../../support/act-keys.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { attackerOf, objectTo, PUBLISHED_AT, type Attacker } from '../../support/told-notices.ts';

const FORGED = { kind: 'refused', code: 'FORGED_ACT' };
const MOVED_ON = { kind: 'refused', code: 'WRONG_STATE' };
const HOUR = 3_600_000;

let database: TestDatabase;
let office: Office;
let attacker: Attacker;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  attacker = attackerOf(office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** A claim whose notice was withdrawn after three days; it is drafted in the next one. */
async function withdrawnOnce() {
  await office.setTime(PUBLISHED_AT);
  const { claimId, noticeId: first } = await office.walks.published();
  await office.setTime('2025-06-27T10:00:00+08:00');
  const path = `/api/v1/notices/${first}/withdrawal`;
  expect((await office.as('dept').act('POST', path, { reason: '名单有误' })).status).toBe(200);
  return { claimId, first, second: await office.walks.noticeOf(claimId) };
}

async function published(noticeId: string): Promise<void> {
  expect((await office.walks.confirm('dept', noticeId)).status).toBe(200);
  expect((await office.walks.confirm('bureau', noticeId)).status).toBe(200);
}

/** By SQL the claim stands in another notice, and that notice in another state. */
async function moved(claimId: string, from: string, to: string, [claimState, noticeState]: readonly [string, string]) {
  const out = `UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1 AND claim_id = $2`;
  await attacker.rows(out, from, claimId);
  await attacker.rows(
    `INSERT INTO notice_claim SELECT (jsonb_populate_record(c, jsonb_build_object('notice_id', $2::text, 'state', $3::text))).*
     FROM notice_claim c WHERE notice_id = $1 AND claim_id = $4
     ON CONFLICT (notice_id, claim_id) DO UPDATE SET state = $3`,
    from,
    to,
    claimState,
    claimId,
  );
  await attacker.rows(
    `UPDATE notice SET state = $2, course = course || jsonb_build_object('state', $2::text) WHERE id = $1`,
    to,
    noticeState,
  );
}

/** A ruling as an API process keeps it, which the recording refused: another objection had come meanwhile. */
async function refusedRuling(noticeId: string): Promise<void> {
  const [objection] = await attacker.rows<{ id: string }>('SELECT id FROM objection WHERE notice_id = $1', noticeId);
  const actor = await seatOf(office.pool, 'dept.hr2');
  const atMs = Date.parse('2025-06-25T09:00:00+08:00');
  const objectionId = objection?.id ?? '';
  const message = { kind: 'ruleObjection', actId: 'act_refused', atMs, actor, objectionId, ruling: 'dismiss' } as const;
  await keepSigned(office.pool, { entity: 'notice', id: noticeId, message }, { personId: actor.personId });
  await office.pool.query(`UPDATE act SET state = 'refused', refusal_code = 'STALE' WHERE id = 'act_refused'`);
}

/** Makes all that there is as the versions before signatures, keys and digests left it. */
async function becameFormer(): Promise<void> {
  await office.pool.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await office.pool.query(`UPDATE audit_entry SET mac = NULL, facts = facts - 'courseDigest' - 'answerDigest'`);
  await office.pool.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
  for (const table of ['audit_before_keys', 'audit_before_digests']) {
    await office.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await office.pool.query(`UPDATE ${table} SET last_entry_id = (SELECT max(id) FROM audit_entry)`);
    await office.pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  await office.pool.query('UPDATE act SET signature = NULL');
  await office.pool.query(
    `INSERT INTO act_before_signing (id, person_id, body)
     SELECT id, person_id, body - 'payeeSealed' FROM act WHERE entity_kind = 'notice' AND state = 'recorded'
     ON CONFLICT (id) DO NOTHING`,
  );
}

describe('S1: a claim leaves its notice by the words of this notice alone', () => {
  it('not by those of one that was withdrawn before its end, wherever SQL says that it was not', async () => {
    const { claimId, first, second } = await withdrawnOnce();
    await published(second);
    const end = await attacker.endOf(first);
    await attacker.atInstant(end + HOUR);
    await moved(claimId, second, first, ['open', 'withdrawn']);
    await attacker.rows('UPDATE notice SET state_since = ends_at WHERE id = $1', first);
    expect(await attacker.tellClosed(claimId, first, end + 1_000)).toEqual(MOVED_ON);
    await moved(claimId, second, first, ['open', 'published']);
    expect(await attacker.tellClosed(claimId, first, end + 1_000)).toEqual(MOVED_ON);
    for (const outcome of ['withdrawn', 'rejected']) {
      expect((await attacker.tellClosed(claimId, first, end + 1_000, outcome)).kind).toBe('refused');
    }
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
    await moved(claimId, first, second, ['open', 'published']);
    await office.endNotice(second, await attacker.endOf(second));
    expect(await attacker.stateOf(claimId)).toBe('finance');
  });

  it('nor does one that has ended open anew, for whom it was drafted and for nobody else', async () => {
    const { claimId, first, second } = await withdrawnOnce();
    const { noticeId: other } = await office.walks.published();
    const atMs = Date.parse('2025-06-27T11:00:00+08:00');
    await moved(claimId, second, first, ['drafted', 'opening']);
    expect(await attacker.tellOpening(claimId, first, atMs)).toEqual(MOVED_ON);
    await moved(claimId, first, other, ['drafted', 'opening']);
    expect(await attacker.tellOpening(claimId, other, atMs)).toEqual(FORGED);
    expect(await attacker.stateOf(claimId)).toBe('noticePending');
    await moved(claimId, other, second, ['drafted', 'draft']);
    await published(second);
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });

  it('nor by an old rejection, after it was corrected, and entered and left another one', async () => {
    await office.setTime(PUBLISHED_AT);
    const claimId = await office.walks.reviewed();
    const first = await office.walks.noticeOf(claimId);
    const rejected = await office.as('dept').act('POST', `/api/v1/notices/${first}/rejection`, { reason: '名单有误' });
    expect([rejected.status, await attacker.stateOf(claimId)]).toEqual([200, 'returnedToBureau']);
    await office.walks.decide('bureau', await office.walks.taskOf('bureau', claimId), APPROVE_BUREAU);
    const second = await office.walks.noticeOf(claimId);
    await published(second);
    await office.setTime('2025-06-27T10:00:00+08:00');
    const withdrawn = await office
      .as('dept')
      .act('POST', `/api/v1/notices/${second}/withdrawal`, { reason: '名单有误' });
    expect([withdrawn.status, await attacker.stateOf(claimId)]).toEqual([200, 'noticePending']);
    const third = await office.walks.noticeOf(claimId);
    const atMs = Date.parse('2025-06-27T11:00:00+08:00');
    await moved(claimId, third, first, ['drafted', 'rejected']);
    expect(await attacker.tellClosed(claimId, first, atMs, 'rejected')).toEqual(MOVED_ON);
    await moved(claimId, first, second, ['drafted', 'withdrawn']);
    expect(await attacker.tellClosed(claimId, second, atMs, 'withdrawn')).toEqual(MOVED_ON);
    expect(await attacker.stateOf(claimId)).toBe('noticePending');
  });

  it('nor by one that it never was in, though both sides confirmed that and its period is over', async () => {
    await office.setTime(PUBLISHED_AT);
    const { noticeId: other } = await office.walks.published();
    await office.setTime('2025-06-27T10:00:00+08:00');
    const { claimId, noticeId: own } = await office.walks.published();
    const end = await attacker.endOf(other);
    await attacker.atInstant(end + HOUR);
    for (const state of ['published', 'closed', 'withdrawn', 'rejected']) {
      await moved(claimId, own, other, ['open', state]);
      for (const outcome of ['clean', 'withdrawn', 'rejected']) {
        expect(await attacker.tellClosed(claimId, other, end + 1_000, outcome)).toEqual(FORGED);
      }
    }
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });

  it('nor by one that it was in, of which an audit entry without the key says that it entered it last', async () => {
    const { claimId, first, second } = await withdrawnOnce();
    await published(second);
    const end = await attacker.endOf(first);
    await attacker.atInstant(end + HOUR);
    await moved(claimId, second, first, ['open', 'withdrawn']);
    expect(await attacker.tellClosed(claimId, first, end + 1_000, 'withdrawn')).toEqual(MOVED_ON);
    await attacker.rows(
      `INSERT INTO audit_entry (entity_kind, entity_id, revision, act, act_id, at, facts, seq, previous_hash, hash, mac)
       SELECT 'claim', $1, max(revision) + 1, 'noticeOpening', 'x', now(), jsonb_build_object('noticeId', $2::text),
         max(seq) + 1, '\\x00', '\\x00', '\\x00' FROM audit_entry WHERE entity_kind = 'claim' AND entity_id = $1`,
      claimId,
      first,
    );
    expect(await attacker.tellClosed(claimId, first, end + 2_000, 'withdrawn')).toEqual(FORGED);
    const noted = `SELECT cause FROM forged_act WHERE entity_id = $1 AND act = 'noticeClosed'`;
    expect(await attacker.rows(noted, claimId)).toEqual([{ cause: 'notAsked' }]);
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });
});

describe('S1, S8: a signed word that was refused', () => {
  it('does not count when SQL says that it was recorded', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    await objectTo(office, noticeId);
    await refusedRuling(noticeId);
    for (const revision of [null, 3, 9]) {
      await attacker.rows(
        `UPDATE act SET state = 'recorded', recorded_revision = $1, refusal_code = NULL WHERE id = 'act_refused'`,
        revision,
      );
      await attacker.rows(
        `UPDATE objection o SET state = 'dismissed', ruled_by = a.person_id, remark = 'x',
           ruled_at = to_timestamp((a.body #>> '{asked,message,atMs}')::numeric / 1000)
         FROM act a WHERE a.id = 'act_refused' AND o.notice_id = $1`,
        noticeId,
      );
      const end = await attacker.endOf(noticeId);
      await attacker.atInstant(end + HOUR);
      expect(await attacker.tellClosed(claimId, noticeId, end)).toEqual(FORGED);
    }
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });
});

describe('a notice of before the upgrade', () => {
  it('still lets its claims go, still fails, and one that waits still opens', async () => {
    await office.setTime(PUBLISHED_AT);
    const running = await office.walks.published();
    const waiting = await office.walks.reviewed();
    const draft = await office.walks.noticeOf(waiting);
    const failing = await office.walks.reviewed();
    const wrong = await office.walks.noticeOf(failing);
    await becameFormer();
    await office.as('dept').act('POST', `/api/v1/notices/${wrong}/rejection`, { reason: '名单有误' });
    expect(await attacker.stateOf(failing)).toBe('returnedToBureau');
    await published(draft);
    expect(await attacker.stateOf(waiting)).toBe('noticeOpen');
    await office.endNotice(running.noticeId, await attacker.endOf(running.noticeId));
    expect(await attacker.stateOf(running.claimId)).toBe('finance');
  });
});
