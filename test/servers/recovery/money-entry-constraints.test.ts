import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { verifyAuditLog } from '../../../prisma/oversight/audit-log-reading.ts';
import { AUDIT_KEYS } from '../../support/act-keys.ts';
import { aReference, confirmReturn, enterReturn } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const OWED = 20_000;
const REJECT = { act: 'reject', remark: '培训未按计划进行' } as const;

let database: TestDatabase;
let office: Office;
let owner: pg.Client;
/** The advance that is due back, and its debt. */
let claimId: string;
let recoveryId: string;
/** The claim of the advance's class. */
let mainId: string;

// A test may end the debt, so each has one of its own.
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  mainId = await office.walks.aClaim();
  claimId = await addPaidAdvance(office.pool, mainId, OWED);
  expect((await office.walks.decide('dept', await office.walks.taskOf('dept', mainId), REJECT)).status).toBe(200);
  const { rows } = await owner.query('SELECT id FROM recovery WHERE claim_id = $1', [claimId]);
  recoveryId = rows[0].id;
});

afterEach(async () => {
  await owner.end();
  await office.close();
  await database.drop();
});

const enter = (amountFen: number, bankReference = aReference()) =>
  enterReturn(office, claimId, 'repayments', { amountFen, bankReference });

async function entered(amountFen: number): Promise<string> {
  const { status, body } = await enter(amountFen);
  expect(status).toBe(201);
  return body.id;
}

/** What a mistake in the code, or somebody with a login, would write. */
const decide = (client: Pick<pg.Client, 'query'>, id: string, by: string, state = 'confirmed') =>
  client.query(
    `UPDATE money_entry SET state = $3, decided_by = $2, decided_at = now(), reason = CASE WHEN $3 <> 'confirmed' THEN 'x' END,
       decided_act_id = (SELECT a.id FROM act a WHERE NOT EXISTS (SELECT FROM money_entry e WHERE a.id IN (e.maker_act_id, e.decided_act_id)) LIMIT 1)
     WHERE id = $1`,
    [id, by, state],
  );

const step = (values: {
  readonly id: string;
  readonly entryId: string | null;
  readonly fen: number;
  readonly kind?: string;
}) =>
  owner.query(
    `INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, decided_by, at, entry_id) VALUES ($1, $2, $3, $4, 'per_checker', now(), $5)`,
    [values.id, recoveryId, values.kind ?? 'repaid', values.fen, values.entryId],
  );

const settledBy = (claim: string) =>
  `INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, set_off_claim_id, at)
   SELECT 'rcs_off', id, 'settled', amount_fen - recovered_fen, ${claim}, now() FROM recovery WHERE id = '${recoveryId}'`;

const writtenOff = (words: readonly string[]) =>
  office.application.query(
    `${words.join(';')};
     UPDATE recovery SET recovered_fen = amount_fen, state = 'recovered', closed_at = now() WHERE id = '${recoveryId}'`,
  );

const raised = (claim: string) => `UPDATE claim SET revision = 999 WHERE id = '${claim}'`;

/** What SQL can put into the audit without its key. */
const audited = (claim: string, revision: string) =>
  `INSERT INTO audit_entry (entity_kind, entity_id, revision, act, at, facts, seq, previous_hash, hash, mac)
   SELECT 'claim', id, ${revision}, 'decide', now(), '{}', 1000, '', '', '' FROM claim WHERE id = '${claim}'`;

const broken = (constraint: string) => ({ constraint });

describe('S4: the database', () => {
  it('refuses one person for both words, and that somebody else takes an entry back', async () => {
    const id = await entered(1);
    await expect(decide(owner, id, 'per_maker')).rejects.toMatchObject(broken('money_entry_two_persons'));
    await expect(decide(owner, id, 'per_maker', 'rejected')).rejects.toMatchObject(broken('money_entry_two_persons'));
    await expect(decide(owner, id, 'per_checker', 'withdrawn')).rejects.toMatchObject(
      broken('money_entry_two_persons'),
    );
  });

  it('refuses the second of decisions at once, and another amount, person or state of what is decided', async () => {
    const id = await entered(2);
    const clients = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const client = new pg.Client(database.ownerUrl);
        await client.connect();
        return client;
      }),
    );
    const states = ['confirmed', 'rejected'];
    const done = await Promise.allSettled(
      clients.map((client, position) => decide(client, id, 'per_checker', states[position % 2])),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.constraint] : []));
    expect(new Set(refusals)).toEqual(new Set(['money_entry_decided_once']));
    const other = await entered(3);
    for (const change of [
      'amount_fen = 4',
      `maker_id = 'per_checker'`,
      `bank_reference = 'X'`,
      `claim_id = (SELECT min(id) FROM claim WHERE id <> '${claimId}')`,
    ]) {
      const changed = owner.query(`UPDATE money_entry SET ${change} WHERE id = $1`, [other]);
      await expect(changed).rejects.toMatchObject(broken('money_entry_decided_once'));
      const asApplication = office.application.query(`UPDATE money_entry SET ${change} WHERE id = $1`, [other]);
      await expect(asApplication).rejects.toMatchObject({ code: '42501' });
    }
    await expect(owner.query('DELETE FROM money_entry')).rejects.toThrow('keeps what was written');
  });

  it('refuses money that comes back without a confirmed entry of this debt and amount, or twice for one', async () => {
    const id = await entered(5);
    await expect(step({ id: 'rcs_1', entryId: null, fen: 5 })).rejects.toMatchObject(broken('recovery_step_of_two'));
    await expect(step({ id: 'rcs_2', entryId: id, fen: 5 })).rejects.toMatchObject(broken('recovery_step_of_two'));
    const confirmed = await confirmReturn(office, claimId, 'repayments', id);
    expect(confirmed.status).toBe(200);
    const twice = await Promise.allSettled([
      step({ id: 'rcs_3', entryId: id, fen: 5 }),
      step({ id: 'rcs_4', entryId: id, fen: 5 }),
      step({ id: 'rcs_5', entryId: id, fen: 6 }),
      step({ id: 'rcs_6', entryId: id, fen: 5, kind: 'setOff' }),
    ]);
    expect(twice.map(({ status }) => status)).toEqual(twice.map(() => 'rejected'));
    const { rows } = await owner.query('SELECT id FROM recovery_step WHERE entry_id = $1', [id]);
    expect(rows).toEqual([{ id }]);
  });

  it('refuses a debt that is written off, lowered or closed without steps, and steps that are not counted', async () => {
    const application = (sql: string) => office.application.query(sql, [recoveryId]);
    const read = async () => (await owner.query('SELECT * FROM recovery WHERE id = $1', [recoveryId])).rows;
    const before = await read();
    for (const change of [
      `recovered_fen = amount_fen, state = 'recovered', closed_at = now()`,
      `state = 'recovered', closed_at = now()`,
      'recovered_fen = amount_fen',
      'recovered_fen = recovered_fen + 1',
    ]) {
      const written = application(`UPDATE recovery SET ${change} WHERE id = $1`);
      await expect(written).rejects.toMatchObject(broken('recovery_is_its_steps'));
    }
    const lowered = application('UPDATE recovery SET amount_fen = amount_fen - 1 WHERE id = $1');
    await expect(lowered).rejects.toMatchObject(broken('recovery_recorded'));
    const found = owner.query(
      'UPDATE recovery SET found_fen = found_fen - 1, amount_fen = amount_fen - 1 WHERE id = $1',
      [recoveryId],
    );
    await expect(found).rejects.toMatchObject(broken('recovery_not_lowered'));
    const excused = `UPDATE recovery SET unstepped_fen = 1, recovered_fen = recovered_fen + 1 WHERE id = $1`;
    await expect(application(excused)).rejects.toMatchObject({ code: '42501' });
    await expect(owner.query(excused, [recoveryId])).rejects.toMatchObject(broken('recovery_not_lowered'));
    const uncounted = application(
      `INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, set_off_claim_id, at)
       SELECT 'rcs_uncounted', id, 'settled', 1, claim_id, now() FROM recovery WHERE id = $1`,
    );
    await expect(uncounted).rejects.toMatchObject(broken('recovery_is_its_steps'));
    expect(await read()).toEqual(before);
  });

  it('refuses a debt that SQL writes off as settled, or as repaid by an entry of its own (S4)', async () => {
    const read = async () => (await owner.query('SELECT * FROM recovery WHERE id = $1', [recoveryId])).rows;
    const before = await read();
    const other = await office.walks.aClaim();
    const repaid = `
      INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state)
      SELECT id, 'claim', '${claimId}', 'repaid', 'per_checker', '', '{}', now(), 'recorded'
      FROM unnest(ARRAY['act_off1', 'act_off2']) AS id;
      INSERT INTO money_entry (id, kind, state, jurisdiction, claim_id, recovery_id, amount_fen, bank_reference, maker_id,
        maker_act_id, entered_at, decided_by, decided_act_id, decided_at)
      SELECT 'ent_off', 'repayment', 'confirmed', '150600', claim_id, id, amount_fen - recovered_fen, '${aReference()}',
        'per_maker', 'act_off1', now(), 'per_checker', 'act_off2', now() FROM recovery WHERE id = '${recoveryId}';
      INSERT INTO recovery_step (id, recovery_id, kind, amount_fen, decided_by, at, entry_id)
      SELECT id, recovery_id, 'repaid', amount_fen, 'per_checker', now(), id FROM money_entry WHERE id = 'ent_off'`;
    for (const words of [
      [settledBy('claim_id')],
      [settledBy(`'${other}'`)],
      [settledBy('claim_id'), audited(claimId, 'NULL')],
      // Only the bank's report settles a debt by the advance itself, and only a claim of its class another one.
      [settledBy('claim_id'), raised(claimId), audited(claimId, '999')],
      [settledBy(`'${other}'`), raised(other), audited(other, '999')],
      [repaid],
    ]) {
      await expect(writtenOff(words)).rejects.toMatchObject(broken('recovery_step_recorded'));
    }
    expect(await read()).toEqual(before);
  });

  it('takes one repayment for a reference, of twenty that are entered at once', async () => {
    const reference = aReference();
    const spelled = (position: number) =>
      position % 2 === 0 ? reference : reference.toLowerCase().replaceAll('-', '  ');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, position) => enter(7, spelled(position))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = answers.flatMap(({ status, body }) => (status === 201 ? [] : [body.code]));
    expect(new Set(codes)).toEqual(new Set(['BANK_REFERENCE_USED']));
  });

  it('lets a person with both roles confirm nothing of their own, however often at once', async () => {
    const id = await entered(8);
    await office.giveRoles('maker', ['financeMaker', 'financeChecker']);
    const path = `/api/v1/claims/${claimId}/repayments/${id}/confirmation`;
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => office.as('maker').send('POST', path)),
      confirmReturn(office, claimId, 'repayments', id),
      ...Array.from({ length: 10 }, () => office.as('maker').send('POST', path)),
    ]);
    await office.giveRoles('maker', ['financeMaker']);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await owner.query('SELECT decided_by FROM money_entry WHERE id = $1', [id]);
    expect(rows).toEqual([{ decided_by: 'per_checker' }]);
  });

  it('refuses results and releases of one person', async () => {
    const due = await office.walks.due();
    const { body } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [due] });
    const results = owner.query(
      `INSERT INTO result_entry (id, batch_id, rows, maker_id, created_at, confirmed_by, confirmed_at)
       VALUES ('res_1', $1, '[]', 'per_maker', now(), 'per_maker', now())`,
      [body.id],
    );
    await expect(results).rejects.toMatchObject(broken('result_entry_two_persons'));
    const released = owner.query(`UPDATE batch SET state = 'releasing', checker_id = maker_id WHERE id = $1`, [
      body.id,
    ]);
    await expect(released).rejects.toMatchObject(broken('batch_two_persons'));
  });

  it('takes a step beside an entry that SQL put into the audit, and the verification names that entry (S15)', async () => {
    const kept = { roots: [], head: null };
    const findings = async () => (await verifyAuditLog(office.pool, AUDIT_KEYS, kept)).findings;
    expect(await findings()).not.toContainEqual(expect.objectContaining({ entityId: mainId }));
    await writtenOff([settledBy(`'${mainId}'`), raised(mainId), audited(mainId, '999')]);
    expect(await findings()).toContainEqual(expect.objectContaining({ what: 'notOurs', entityId: mainId }));
  });
});
