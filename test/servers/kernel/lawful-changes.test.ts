import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const REFUSED = { code: '42501' };
const FORGED = Buffer.from('an account of somebody else');

let database: TestDatabase;
let office: Office;
/** Approved and due, with the acts that brought it there. */
let claimId: string;
let decided: string;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  claimId = await office.walks.due();
  const [act] = await rows<{ id: string }>(
    `SELECT id FROM act WHERE entity_id = $1 AND act = 'decide' ORDER BY created_at DESC LIMIT 1`,
    claimId,
  );
  decided = act?.id ?? '';
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

/** As the owner of the tables: what is there. */
async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await office.pool.query<Row>(sql, [...values])).rows;
}

/** As somebody with the application's login, in one transaction. */
async function attack(...statements: readonly (readonly [sql: string, ...values: unknown[]])[]): Promise<unknown> {
  const client = await office.application.connect();
  try {
    await client.query('BEGIN');
    let last: unknown;
    for (const [sql, ...values] of statements) {
      last = (await client.query({ text: sql, values, rowMode: 'array' })).rows[0];
    }
    await client.query('COMMIT');
    return last;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const money = () =>
  rows<{ approved_fen: number; lines_approved: number }>(
    `SELECT c.payee_sealed, c.payee_revision, c.approved_fen, c.lines_approved,
       (SELECT json_agg(json_build_array(f.fund, f.purpose, f.approved_fen, f.act_id)) FROM claim_fund f WHERE f.claim_id = c.id) AS funds,
       (SELECT json_agg(encode(l.payee_sealed, 'hex')) FROM claim_line l WHERE l.claim_id = c.id) AS lines
     FROM claim c WHERE c.id = $1`,
    claimId,
  );

const approvedOf = ([row]: Awaited<ReturnType<typeof money>>) => [claimId, row?.approved_fen, row?.lines_approved];

/** An own turn of the claim as nobody recorded it. */
function recorded(id: string) {
  return [
    `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state)
     VALUES ($1, 'claim', $2, 'timerFired', '', '{}', now(), 'recorded')`,
    id,
    claimId,
  ] as const;
}

/** An act as the application might keep it, without a signature. */
function keep(id: string, entity: string, person: string | null) {
  return [
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state)
     VALUES ($1, 'claim', $2, 'correctAccount', $3, '\\x00', '{"payeeSealed": "AA=="}', now(), 'accepted')`,
    id,
    entity,
    person,
  ] as const;
}

function renew(former: string | undefined, renewed: string, bond: Buffer | null = FORGED): Promise<unknown> {
  return attack(['SELECT renew_password_hash($1, $2, $3, $4)', 'per_auditor', former, renewed, bond]);
}

describe('with the login of the application', () => {
  it.each([
    ['an act that nobody kept', () => 'act_invented'],
    ['an act of the claim that was recorded', () => decided],
    ['no act', () => null],
  ])('S14: the account of a claim is not changed with %s', async (_, act) => {
    const before = await money();
    for (const statement of [
      ['SELECT correct_claim_payee($1, $2, $3, 0)', claimId, act(), FORGED],
      ['SELECT correct_line_payees($1, $2, $3, $4, $5)', claimId, act(), ['lin_1'], [FORGED], FORGED],
      ['SELECT correct_entry_accounts($1, $2, $3, $4, $5)', claimId, act(), ['ent_1'], [FORGED], FORGED],
      ['SELECT correct_roster_accounts($1, $2, $3, $4, $5)', claimId, act(), ['trn_1'], [FORGED], FORGED],
    ] as const) {
      await expect(attack(statement)).rejects.toMatchObject(REFUSED);
    }
    expect(await money()).toEqual(before);
  });

  it('S14: the account of a claim is not changed with a correction of another claim, nor with one that nobody signed', async () => {
    const before = await money();
    const otherId = await office.walks.aClaim();
    for (const kept of [
      keep('act_other', otherId, 'per_school'),
      keep('act_unsigned', claimId, 'per_school'),
      keep('act_nobody', claimId, null),
    ]) {
      const change = ['SELECT correct_claim_payee($1, $2, $3, 0)', claimId, kept[1], FORGED] as const;
      await expect(attack(kept, change)).rejects.toMatchObject(REFUSED);
    }
    expect(await money()).toEqual(before);
  });

  it('S14: an account is kept once the claim is submitted, its line approved, its class filed', async () => {
    const before = await money();
    await expect(attack(['SELECT set_draft_payee($1, $2)', claimId, FORGED])).rejects.toMatchObject(REFUSED);
    await expect(
      attack(['UPDATE claim_line SET payee_sealed = $2 WHERE claim_id = $1', claimId, FORGED]),
    ).rejects.toThrow('keeps its account');
    await expect(
      attack([
        'UPDATE filing SET payee_sealed = $2 WHERE id = (SELECT filing_id FROM claim WHERE id = $1)',
        claimId,
        FORGED,
      ]),
    ).rejects.toThrow('keeps its account');
    expect(await money()).toEqual(before);
  });

  it('S14: an amount is approved only by a transaction that records an act of the claim', async () => {
    const before = await money();
    const otherId = await office.walks.aClaim();
    const bind = (act: string | null) =>
      ['SELECT bind_fund($1, $2, $3, 99999999, NULL, $4, false)', claimId, 'base', 'EMPLOYMENT_SUBSIDY', act] as const;
    await expect(attack(bind('act_invented'))).rejects.toThrow('is not under way');
    await expect(attack(bind(`${claimId}/timer/9`))).rejects.toThrow('no act that was recorded');
    await expect(attack(bind(`${otherId}/timer/9`))).rejects.toThrow('is not under way');
    await expect(attack(bind('payout/evt_invented'))).rejects.toThrow('is not under way');
    await expect(attack(bind(`${claimId}/timer/9`), recorded(`${claimId}/timer/9`))).rejects.toThrow(
      'no act that was recorded',
    );
    await expect(attack(bind(decided))).rejects.toThrow('is not under way');
    await expect(attack(bind(null))).rejects.toMatchObject(REFUSED);
    for (const act of ['act_invented', `${claimId}/timer/9`, decided]) {
      await expect(attack(['SELECT lower_fund($1, $2, 0, $3)', claimId, 'base', act])).rejects.toMatchObject(REFUSED);
    }
    await expect(attack(['SELECT count_approved($1, $2, false)', claimId, decided])).rejects.toMatchObject(REFUSED);
    expect(await money()).toEqual(before);
  });

  it('S14: the approved amount is what the approved lines add up to, also if the application asks', async () => {
    const before = await money();
    const count = ['SELECT count_approved($1, $2, true)', claimId, `${claimId}/timer/9`] as const;
    await attack(count);
    expect(await money()).toEqual(before);
    // A line more: the amount would rise, and no audit entry says so.
    await rows('UPDATE claim SET approved_fen = 0, lines_approved = 0 WHERE id = $1', claimId);
    await expect(attack(count)).rejects.toThrow('no audit entry says');
    await rows('UPDATE claim SET approved_fen = $2, lines_approved = $3 WHERE id = $1', ...approvedOf(before));
    expect(await money()).toEqual(before);
  });

  it('S14: a password hash is renewed with a bond, at a higher cost, up to that of the product', async () => {
    const [person] = await rows<{ hash: string }>("SELECT password_hash AS hash FROM person WHERE id = 'per_auditor'");
    const [, cost = '', salt = '', hash = ''] = person?.hash.split('$') ?? [];
    const at = (n: number) => `scrypt$${n}$${salt}$${hash}`;
    const [present, lower] = [Number(cost), Number(cost) / 2];
    await expect(renew(at(present), at(present * 2))).rejects.toMatchObject(REFUSED);
    await expect(renew(at(present), `scrypt$${cost}$${salt}$other`)).rejects.toMatchObject(REFUSED);
    await rows("UPDATE person SET password_hash = $1 WHERE id = 'per_auditor'", at(lower));
    expect(await renew(`scrypt$${lower}$x$y`, at(present))).toEqual([false]);
    for (const renewed of ['plain', at(present * 2), at(lower)]) {
      await expect(renew(at(lower), renewed)).rejects.toMatchObject(REFUSED);
    }
    await expect(renew(at(lower), at(present), null)).rejects.toMatchObject(REFUSED);
    await expect(renew(undefined, at(present))).rejects.toMatchObject(REFUSED);
    expect(await renew(at(lower), at(present))).toEqual([true]);
  });
});
