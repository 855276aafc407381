import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let owner: pg.Client;
let application: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.ownerUrl);
  application = new pg.Client(database.url);
  await Promise.all([owner.connect(), application.connect()]);
  await owner.query(`INSERT INTO environment (id, mode, born_at, key_check) VALUES (1, 'live', now(), '\\x00')`);
  await owner.query(`INSERT INTO person (id, username, display_name, jurisdiction, roles)
    VALUES ('per_x', 'x', 'x', '150600', '{operator}')`);
});
afterAll(async () => {
  await Promise.all([owner.end(), application.end()]);
  await database.drop();
});

function plantRoot(day: string, from: number, to: number, bytes = 32): Promise<unknown> {
  return application.query(
    `INSERT INTO audit_root (day, sequence_from, sequence_to, statement, heads, root, signature)
     VALUES (${day}, $1, $2, 'x', '', $3, $4)`,
    [from, to, Buffer.alloc(bytes), Buffer.alloc(2 * bytes)],
  );
}

const SEAL = `sha256('x')`;

describe('the login of the application', () => {
  it('S15: plants no root of a day ahead, of today, with a gap or beyond the seals', async () => {
    const refused = { constraint: 'audit_root_follows' };
    const today = `(now() AT TIME ZONE 'Asia/Shanghai')::date`;
    await expect(plantRoot(`DATE '2999-01-01'`, 1, 0)).rejects.toMatchObject(refused);
    await expect(plantRoot(today, 1, 0)).rejects.toMatchObject(refused);
    await expect(plantRoot(`${today} - 1`, 2, 1)).rejects.toMatchObject(refused);
    await expect(plantRoot(`${today} - 1`, 1, 7)).rejects.toMatchObject(refused);
    await plantRoot(`${today} - 9`, 1, 0);
    await expect(plantRoot(`${today} - 7`, 1, 0)).rejects.toMatchObject(refused);
    await expect(plantRoot(`${today} - 9`, 1, 0)).rejects.toMatchObject(refused);
    await plantRoot(`${today} - 8`, 1, 0);
    await expect(plantRoot(`${today} - 7`, 1, 0, 1)).rejects.toMatchObject({ constraint: 'audit_root_digest' });
  });

  it('S15: plants no seal but at the next place', async () => {
    await owner.query(`INSERT INTO audit_entry (entity_kind, entity_id, seq, act, at, facts, previous_hash, hash)
      SELECT 'claim', 'clm_x', n, 'begin', now(), '{}', '\\x00', '\\x00' FROM generate_series(1, 4) AS n`);
    const { rows } = await owner.query<{ id: string }>('SELECT id FROM audit_entry ORDER BY id');
    const plant = (...sequences: readonly number[]) =>
      application.query(
        `INSERT INTO audit_seal (sequence, entry_id, seal) SELECT s, e, ${SEAL} FROM unnest($1::bigint[], $2::bigint[]) AS one (s, e)`,
        [sequences, rows.slice(0, sequences.length).map(({ id }) => id)],
      );
    const refused = { constraint: 'audit_seal_follows' };
    await expect(plant(9_000_000_000)).rejects.toMatchObject(refused);
    await expect(plant(1, 3)).rejects.toMatchObject(refused);
    await expect(plant(0)).rejects.toMatchObject(refused);
    await plant(1, 2, 3);
    await expect(
      application.query(`INSERT INTO audit_seal (sequence, entry_id, seal) VALUES (4, $1, '\\x00')`, [rows[3]?.id]),
    ).rejects.toMatchObject({ constraint: 'audit_seal_digest' });
    await expect(
      application.query(`INSERT INTO audit_seal (sequence, entry_id, seal) VALUES (5, $1, ${SEAL})`, [rows[3]?.id]),
    ).rejects.toMatchObject(refused);
  });

  it('S14: moves a task to no other organ, but the ruling on an objection to the HR bureau', async () => {
    await owner.query(`INSERT INTO task (id, kind, stage, round, entity_kind, entity_id, jurisdiction, subject, role, organ, state, revision, created_at, starts_on)
      VALUES ('tsk_x', 'review', 'departmentReview', 1, 'claim', 'clm_x', '150600', 'x', 'departmentReviewer', 'TRADE_UNION', 'open', 1, now(), '2026-01-01')`);
    for (const organ of ['HRSS', 'AGRICULTURE']) {
      await expect(application.query('UPDATE task SET organ = $1', [organ])).rejects.toThrow('keeps its organ');
    }
  });

  it('S1: moves the clock of a live environment by no column and no jump', async () => {
    await expect(application.query('UPDATE environment SET clock_offset_ms = 86400000')).rejects.toMatchObject({
      constraint: 'environment_live_clock',
    });
    await expect(
      application.query(`INSERT INTO clock_jump (id, from_offset_ms, to_offset_ms, target_at, state, requested_by, requested_at)
        VALUES ('jmp_x', 0, 1, now(), 'done', 'per_x', now())`),
    ).rejects.toMatchObject({ constraint: 'clock_jump_in_practice' });
  });
});
