import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOfDayMs } from '../../../domain/calendar.ts';
import type { ExpectedPeriod } from '../../../domain/period/period-words.ts';
import { connectDatabase, type Database } from '../../../prisma/kernel/connection.ts';
import type { OpenEntity } from '../../../prisma/kernel/opened-period.ts';
import { createPeriodStore, periodClosedWrite } from '../../../prisma/period/period-store.ts';
import { execute } from '../../../prisma/kernel/statements.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase } from '../../support/test-database.ts';

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let owner: Database;
let application: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = connectDatabase(testDatabase.ownerUrl);
  application = connectDatabase(testDatabase.url, { connections: 20 });
  await owner.pool.query(
    `INSERT INTO environment (id, mode, clock_offset_ms, born_at, key_check)
     VALUES (1, 'practice', extract(epoch FROM timestamptz '2025-08-01T09:00+08:00' - now()) * 1000, now(), '\\x00')`,
  );
});

afterAll(async () => {
  await Promise.all([owner.close(), application.close()]);
  await testDatabase.drop();
});

let serial = 0;

/** A kind of period with an entity of the test, and the ids that were opened. */
function storeOf() {
  const opened: string[] = [];
  const openEntity: OpenEntity = (_client, { id }) => {
    opened.push(id);
    return Promise.resolve(`ent_${id}`);
  };
  return {
    opened,
    store: createPeriodStore(application.pool, { library: PRACTICE_LIBRARY, entities: { ANNUAL_PLAN: openEntity } }),
  };
}

function aPeriod(opensOn = '2025-08-01'): ExpectedPeriod {
  serial += 1;
  const opensAtMs = startOfDayMs(day(opensOn));
  return {
    kind: 'ANNUAL_PLAN',
    jurisdiction: '150600',
    route: null,
    key: String(3000 + serial),
    opensAtMs,
    dueAtMs: null,
  };
}

const rowOf = async (key: string) =>
  (
    await owner.pool.query<{ id: string; late: boolean; opened_at: Date; entity_id: string }>(
      `SELECT * FROM period WHERE key = $1`,
      [key],
    )
  ).rows[0];

describe('a period is single', () => {
  it('twenty openings at once record it once, with one entity', async () => {
    const { store, opened } = storeOf();
    const period = aPeriod();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.open(period, { lateAfterMinutes: 60 })));
    expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'stood')).toHaveLength(19);
    expect(opened).toHaveLength(1);
    expect((await rowOf(period.key))?.entity_id).toBe(`ent_${opened[0]}`);
    expect((await store.standing()).has(period)).toBe(true);
  });

  it('an entity that cannot be made leaves no period behind', async () => {
    const failing = createPeriodStore(application.pool, {
      library: PRACTICE_LIBRARY,
      entities: { ANNUAL_PLAN: () => Promise.reject(new RangeError('no entity')) },
    });
    const period = aPeriod();
    await expect(failing.open(period, { lateAfterMinutes: 60 })).rejects.toThrow('no entity');
    expect(await rowOf(period.key)).toBeUndefined();
    const { store } = storeOf();
    expect((await store.open(period, { lateAfterMinutes: 60 })).kind).toBe('opened');
  });

  it('one that opens nine hours after its instant is late for good, and the row says so for ever', async () => {
    const { store } = storeOf();
    const period = aPeriod();
    await store.open(period, { lateAfterMinutes: 60 });
    const row = await rowOf(period.key);
    expect(row?.late).toBe(true);
    await expect(owner.pool.query('UPDATE period SET late = false WHERE id = $1', [row?.id])).rejects.toMatchObject({
      constraint: 'period_kept',
    });
    await expect(
      owner.pool.query(`UPDATE period SET entity_id = 'other' WHERE id = $1`, [row?.id]),
    ).rejects.toMatchObject({
      constraint: 'period_kept',
    });
  });

  it('nothing opens before its instant, and a kind without an entity opens nothing', async () => {
    const { store } = storeOf();
    const period = aPeriod('2026-01-01');
    expect(await store.open(period, { lateAfterMinutes: 60 })).toEqual({ kind: 'notYet' });
    const other = { ...aPeriod(), kind: 'GRANT_CALL' } as const;
    expect(await store.open(other, { lateAfterMinutes: 60 })).toEqual({ kind: 'notYet' });
  });

  it('its end is written once', async () => {
    const { store, opened } = storeOf();
    await store.open(aPeriod(), { lateAfterMinutes: 60 });
    const entityId = `ent_${opened[0]}`;
    expect(await execute(application.pool, periodClosedWrite(entityId, new Date('2025-09-01T00:00:00Z')))).toBe(1);
    expect(await execute(application.pool, periodClosedWrite(entityId, new Date('2025-10-01T00:00:00Z')))).toBe(0);
  });

  it('a missing one is told of once, by an event without a name in it', async () => {
    const { store } = storeOf();
    const period = aPeriod();
    const noted = await Promise.all(Array.from({ length: 8 }, () => store.noteMissing(period, Date.now())));
    expect(noted.filter(Boolean)).toHaveLength(1);
    const { rows } = await owner.pool.query(
      `SELECT topic, payload FROM outbox_message WHERE entity_kind = 'period' AND payload ->> 'key' = $1`,
      [period.key],
    );
    expect(rows).toEqual([
      {
        topic: 'period.missing',
        payload: { kind: 'ANNUAL_PLAN', jurisdiction: '150600', key: period.key, opensAt: '2025-07-31T16:00:00.000Z' },
      },
    ]);
  });

  it('the mark of a Schedule never goes back', async () => {
    const { store } = storeOf();
    const at = Date.parse('2025-08-01T00:00:00Z');
    await store.cover('ANNUAL_PLAN/150600', { coveredUntilMs: at, paused: true, atMs: at });
    await store.cover('ANNUAL_PLAN/150600', { coveredUntilMs: at - 1_000, paused: true, atMs: at });
    const { rows } = await owner.pool.query<{ covered_until: Date }>('SELECT covered_until FROM period_schedule');
    expect(rows.map((row) => row.covered_until.getTime())).toEqual([at]);
  });
});
