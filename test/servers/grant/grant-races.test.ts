import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { addCall, addGrant } from '../../support/grant-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

let database: TestDatabase;
let office: GrantOffice;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

type Application = Parameters<GrantOffice['apply']>[1];
const applicationOf = (key: string): Application =>
  YEARS.grants.applications.find((one: Application) => one.key === key);
const countOf = async (text: string, values: readonly unknown[]): Promise<number> =>
  Number((await office.pool.query<{ n: string }>(`SELECT count(*) AS n ${text}`, [...values])).rows[0]?.n);
/** How many of these statements at once went through, and the constraints that refused the others. */
async function settled(statements: readonly Promise<{ readonly rowCount: number | null }>[]) {
  const results = await Promise.allSettled(statements);
  const changed = results.filter((result) => result.status === 'fulfilled' && result.value.rowCount === 1).length;
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.constraint] : []));
  return { changed, constraints: [...new Set(refused)] };
}

describe('twenty at once', () => {
  it('R-119: of two levels by one holder exactly one is submitted', async () => {
    const calls = [await office.openCall(), await office.openCall('BASE_GRANT_NATIONAL')];
    const college = applicationOf('base-college');
    const drafts = await Promise.all(calls.map((callId) => office.apply(callId, college)));
    const answers = await Promise.all(
      TWENTY.map((index) => office.submit(college.who, drafts[index % drafts.length] ?? '')),
    );
    expect(
      await countOf("FROM base_grant WHERE id = ANY ($1) AND submitted_at IS NOT NULL AND state <> 'draft'", [drafts]),
    ).toBe(1);
    const codes = new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code));
    expect(codes).toContain('BOTH_LEVELS_IN_ONE_CALL');
    expect(answers.every(({ status }) => status < 500)).toBe(true);
  });

  it('R-156: the last place is taken once', async () => {
    const callId = await office.openCall('STUDIO_GRANT_NATIONAL');
    const grants = await Promise.all(
      TWENTY.map((index) =>
        addGrant(office.pool, office.sealer, {
          callId,
          partyId: 'pty_college',
          personId: 'per_college',
          holderKey: `holder-${index}`,
        }),
      ),
    );
    await office.pool.query('INSERT INTO grant_place (call_id, no) VALUES ($1, 1)', [callId]);
    const taken = await settled(
      grants.map((grantId) =>
        office.pool.query('UPDATE grant_place SET grant_id = $2 WHERE call_id = $1 AND no = 1 AND grant_id IS NULL', [
          callId,
          grantId,
        ]),
      ),
    );
    expect(taken.changed).toBe(1);
    // And one application never takes two places.
    const [first = ''] = (await office.pool.query('SELECT grant_id FROM grant_place WHERE call_id = $1', [callId]))
      .rows;
    await expect(
      office.pool.query('INSERT INTO grant_place (call_id, no, grant_id) VALUES ($1, 2, $2)', [callId, first.grant_id]),
    ).rejects.toMatchObject({ constraint: 'grant_place_grant_id_key' });
  });

  it('R-120: a holder has one living title of a kind and level', async () => {
    const party = { partyId: 'pty_school', personId: 'per_school' };
    const grants: string[] = [];
    for (const year of TWENTY.map((index) => 2031 + index)) {
      const callId = await addCall(office.pool, 'BASE_GRANT_REGIONAL', year);
      grants.push(await addGrant(office.pool, office.sealer, { callId, ...party }));
    }
    const titled = await settled(
      grants.map((id) =>
        office.pool.query(
          "UPDATE base_grant SET title_state = 'designated', state = 'active', designated_on = '2031-01-01' WHERE id = $1",
          [id],
        ),
      ),
    );
    expect(titled).toEqual({ changed: 1, constraints: ['base_grant_one_title'] });
  });

  it('R-118: one person has one role in a grant', async () => {
    const callId = await addCall(office.pool, 'COMPETITION_BASE_GRANT_REGIONAL');
    const grantId = await addGrant(office.pool, office.sealer, {
      callId,
      partyId: 'pty_chain',
      personId: 'per_chain',
    });
    const written = await settled(
      TWENTY.map((index) =>
        office.pool.query('INSERT INTO grant_decider (grant_id, person_id, role) VALUES ($1, $2, $3)', [
          grantId,
          'per_regionhr',
          index % 2 === 0 ? 'officer' : 'expert',
        ]),
      ),
    );
    expect(written).toEqual({ changed: 1, constraints: ['grant_decider_pkey'] });
  });

  it('R-154: a score that waits for the close of scoring is refused, and none follows it', async () => {
    const callId = await addCall(office.pool, 'COMPETITION_BASE_GRANT_NATIONAL');
    const grantId = await addGrant(office.pool, office.sealer, {
      callId,
      partyId: 'pty_college',
      personId: 'per_college',
    });
    const score = (expert: string) =>
      office.pool.query(
        `INSERT INTO grant_score (grant_id, person_id, state, points, total, at)
         VALUES ($1, $2, 'valid', '{"capacity":30,"plan":20,"team":10,"funding":5}', 65, now())`,
        [grantId, expert],
      );
    await score('per_expert1');
    const closing = await office.pool.connect();
    try {
      await closing.query('BEGIN');
      await closing.query('UPDATE grant_call SET scoring_closed_at = now() WHERE id = $1', [callId]);
      const late = settled([score('per_expert2')]);
      await closing.query('COMMIT');
      expect(await late).toEqual({ changed: 0, constraints: ['grant_score_while_open'] });
    } finally {
      closing.release();
    }
    expect(await countOf('FROM grant_score WHERE grant_id = $1', [grantId])).toBe(1);
    await expect(
      office.pool.query("UPDATE grant_score SET state = 'recused', points = NULL, total = NULL WHERE grant_id = $1", [
        grantId,
      ]),
    ).rejects.toMatchObject({ constraint: 'grant_score_while_open' });
  });
});
