import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyLibrary, PolicyParameter } from '../../../domain/policy/policy-pack.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { createLawCorrections } from '../../../prisma/worker/law-corrections.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { day, packOf, PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const AT_MS = Date.parse('2025-06-24T09:00:00+08:00');

/** The practice library, and a document of the region that says one thing otherwise. */
function libraryWith(id: string, ...rows: readonly Partial<PolicyParameter>[]): PolicyLibrary {
  const pack = packOf(
    { id, title: '更正通知', level: 'region', jurisdiction: '150000', date: day('2026-01-01') },
    rows,
  );
  return { ...PRACTICE_LIBRARY, packs: [...PRACTICE_LIBRARY.packs, pack] };
}

/** A worker that starts with these packs looks through what is open; says whom it corrected. */
async function workerStartsWith(library: PolicyLibrary): Promise<readonly string[]> {
  const { pool, sealer } = office;
  const store = createLawCorrections(pool, { library, sealer, answerDaysOf: answerDaysOf(library) });
  const claims = await store.claimsToCorrect();
  for (const claimId of claims) {
    await store.correctLaw(claimId, AT_MS);
  }
  return claims;
}

const policyOf = async (claimId: string, query = '') =>
  (await office.as('dept').send('GET', `/api/v1/claims/${claimId}/policy${query}`)).body;
const auditOf = async (claimId: string) => {
  const { rows } = await office.pool.query<{ act: string; revision: number | null; facts: { law?: object[] } }>(
    `SELECT act, revision, facts FROM audit_entry WHERE entity_id = $1 AND act = 'lawCorrected' ORDER BY seq`,
    [claimId],
  );
  return rows;
};
const valueIn = (policy: { parameters: { key: string; value: unknown }[] }, key: string) =>
  policy.parameters.find((one) => one.key === key);

const NOTE = 'the printed text had another number';

describe('asking why', () => {
  it('a claim names the paper, clause and parameter of its amounts, and what lost (§4)', async () => {
    const claimId = await office.walks.aClaim();
    const policy = await policyOf(claimId);
    expect(policy).toMatchObject({
      referenceDate: '2025-05-26',
      definition: { number: 'C01', rateKind: 'classHour' },
      fund: 'EMPLOYMENT_SUBSIDY',
      rate: { value: 1_000, document: 'practice', mark: 'practice' },
      allowance: expect.anything(),
      line: null,
    });
    expect(policy.rates[0]).toEqual(policy.rate);
    expect(policy.stages.find((one: { stage: string }) => one.stage === 'jointNotice')).toMatchObject({
      daysKey: 'notice.days',
      days: 5,
      unit: 'workingDays',
    });
    const share = valueIn(policy, 'attendance.minShare');
    expect(share).toMatchObject({ neededBy: ['check:ATTENDANCE'], documentTitle: expect.any(String) });
    const lost = policy.parameters.flatMap((one: { losers: { reason: string; why: object }[] }) => one.losers);
    expect(lost[0]).toMatchObject({
      reason: expect.any(String),
      why: { zh: expect.any(String), en: expect.any(String) },
    });
  });

  it('a line shows its formula with numbers, the rate that priced it, and what its checks read', async () => {
    const claimId = await office.walks.aClaim();
    const { body: page } = await office.as('dept').send('GET', `/api/v1/claims/${claimId}/lines`);
    const { line } = await policyOf(claimId, `?lineId=${page.items[0].id}`);
    expect(line).toMatchObject({
      base: {
        fen: 80_000,
        equation: { en: '80 h × 10.00 × 1.0 = 800.00 CNY', zh: '80 课时 × 10.00 × 1.0 = 800.00 元' },
      },
      float: null,
      advance: null,
      rate: { value: 1_000, document: 'practice' },
      refusals: [],
    });
    expect(line.base.formula.zh).toContain('80 × 10.00 = 800.00');
    const attendance = line.checks.find((one: { check: string }) => one.check === 'ATTENDANCE');
    expect(attendance).toMatchObject({ rules: ['R-036'], parameters: [{ key: 'attendance.minShare', value: 8_000 }] });
    expect(line.findings.every((one: { rule: string }) => /^R-\d{3}$/.test(one.rule))).toBe(true);

    await office.pool.query(`UPDATE claim_line SET float_fen = 40000 WHERE claim_id = $1`, [claimId]);
    const { line: floated } = await policyOf(claimId, `?lineId=${page.items[0].id}`);
    expect(floated.float).toMatchObject({ fen: 40_000 });
    expect(floated.float.formula.en).toContain('800.00 × 0.5 = 400.00 CNY; together 800.00 × 1.5 = 1,200.00 CNY');

    const other = await office.walks.aClaim();
    const strange = await office.as('dept').send('GET', `/api/v1/claims/${other}/policy?lineId=${page.items[0].id}`);
    expect([strange.status, strange.body.code]).toEqual([404, 'NOT_FOUND']);
    expect((await office.as('dept').send('GET', `/api/v1/claims/${other}/policy?lineId=x`)).status).toBe(422);
  });
});

describe('the law of a route', () => {
  const path = '/api/v1/policies/resolve?jurisdiction=150600&route=INSTITUTION_PROJECT_TRAINING';
  const law = async (query: string) => (await office.as('school').send('GET', `${path}${query}`)).body;

  it('has definition, rates, funds, stages and parameters, each with what lost and why', async () => {
    const body = await law('&on=2025-05-26');
    expect(body).toMatchObject({
      open: true,
      definition: { winner: { code: 'INSTITUTION_PROJECT_TRAINING', number: 'C01', clause: expect.any(String) } },
      rates: [
        {
          occupation: null,
          level: null,
          winner: { value: 1_000, document: 'practice', clause: 'rates', mark: 'practice' },
        },
      ],
      difference: null,
    });
    const base = body.funds.find((one: { purpose: string }) => one.purpose === 'base');
    expect(base.losers[0]).toMatchObject({ fund: expect.any(String), why: { zh: expect.any(String) } });
    expect(body.parameters.map((one: { key: string }) => one.key)).not.toContain('target.countyBases');
  });

  it('of two days says what changed between them, with both values and documents', async () => {
    const { difference } = await law('&on=2025-05-01&compareOn=2025-05-26');
    expect(difference).toMatchObject({ from: '2025-05-01', to: '2025-05-26', openAfter: true });
    expect(difference.parameters.find((one: { key: string }) => one.key === 'float.rate')).toMatchObject({
      change: 'added',
      before: null,
      after: { value: 5_000, document: '150000-2025-skills-light' },
    });
    expect(difference.stages).toMatchObject([{ stage: 'contractCheck', change: 'added' }]);
    expect((await office.as('school').send('GET', `${path}&on=2025-05-26&compareOn=x`)).status).toBe(422);
  });
});

describe('a changed pack', () => {
  it('that is not marked leaves every claim as it was (R-150)', async () => {
    const claimId = await office.walks.aClaim();
    const before = await policyOf(claimId);
    const library = libraryWith('later', { key: 'attendance.minShare', value: 9_000, unit: 'bp', note: NOTE });
    expect(await workerStartsWith(library)).toEqual([]);
    expect(await policyOf(claimId)).toEqual(before);
    expect(await auditOf(claimId)).toEqual([]);
  });

  it('that is marked retroactive corrects an open claim once, counts it again and says so (R-150)', async () => {
    const claimId = await office.walks.aClaim();
    const before = await policyOf(claimId);
    const task = await office.walks.taskOf('dept', claimId);
    const library = libraryWith(
      'correction',
      {
        key: 'cert.accepted',
        value: ['SPECIAL_OPERATION'],
        unit: 'codes',
        clause: '更正',
        retroactive: true,
        note: NOTE,
      },
      { key: 'return.maxRounds', value: 9, unit: 'count', retroactive: true, note: NOTE },
    );
    expect(await workerStartsWith(library)).toContain(claimId);
    const after = await policyOf(claimId);
    expect(valueIn(after, 'cert.accepted')).toMatchObject({ value: ['SPECIAL_OPERATION'], document: 'correction' });
    expect(valueIn(after, 'return.maxRounds')).toEqual(valueIn(before, 'return.maxRounds'));
    expect(after.stages).toEqual(before.stages);
    expect(after.snapshotId).not.toBe(before.snapshotId);

    const { rows } = await office.pool.query<{ revision: number; state: string; lines_eligible: number }>(
      'SELECT revision, state, lines_eligible FROM claim WHERE id = $1',
      [claimId],
    );
    expect(rows).toEqual([{ revision: 1, state: 'inReview', lines_eligible: 0 }]);
    const entries = await auditOf(claimId);
    expect(entries).toMatchObject([
      {
        revision: null,
        facts: {
          formerSnapshotId: before.snapshotId,
          policySnapshotId: after.snapshotId,
          law: [{ key: 'cert.accepted', after: { document: 'correction', clause: '更正' }, note: NOTE }],
          linesLeft: 0,
        },
      },
    ]);
    expect(entries[0]?.facts.law).toHaveLength(1);

    expect(await workerStartsWith(library)).toEqual([]);
    expect(await auditOf(claimId)).toHaveLength(1);
    const stale = await office.walks.decide('dept', task, await office.walks.approval(claimId));
    expect([stale.status, stale.body.code]).toEqual([412, 'STALE']);
    const timeline = await office.as('school').send('GET', `/api/v1/claims/${claimId}/timeline`);
    expect(timeline.body.items.at(-1)).toMatchObject({
      act: 'lawCorrected',
      sentence: expect.stringContaining('政策更正'),
    });
  });

  it('R-150 while a claim is in notice leaves the notice its days: five stay five when the law says seven', async () => {
    const { claimId, noticeId } = await office.walks.published();
    const notice = async () =>
      (await office.pool.query('SELECT ends_on, ends_at, page_digest FROM notice WHERE id = $1', [noticeId])).rows[0];
    const lines = async () =>
      (await office.pool.query('SELECT id, state, base_fen, formula FROM claim_line WHERE claim_id = $1', [claimId]))
        .rows;
    const [published, priced] = [await notice(), await lines()];
    const library = libraryWith('seven', {
      key: 'notice.days',
      value: 7,
      unit: 'workingDays',
      retroactive: true,
      note: NOTE,
    });
    expect(await workerStartsWith(library)).toContain(claimId);
    expect(valueIn(await policyOf(claimId), 'notice.days')).toMatchObject({ value: 7 });
    expect([await notice(), await lines()]).toEqual([published, priced]);

    await office.endNotice(noticeId, published.ends_at.getTime());
    const { rows } = await office.pool.query('SELECT state FROM claim WHERE id = $1', [claimId]);
    expect(rows).toEqual([{ state: 'finance' }]);
  });

  it('leaves settled claims and those that nobody can count now', async () => {
    const settled = await office.walks.aClaim();
    await office.pool.query(`UPDATE claim SET state = 'closed' WHERE id = $1`, [settled]);
    const open = await office.walks.aClaim();
    await office.pool.query(
      `WITH late AS (UPDATE register_answer SET asked_at = answered_at, answered_at = NULL, rows_sealed = NULL
         WHERE register = 'identity' RETURNING 1) SELECT count(*) FROM late`,
    );
    const library = libraryWith('down', {
      key: 'attendance.minShare',
      value: 7_000,
      unit: 'bp',
      retroactive: true,
      note: NOTE,
    });
    const store = createLawCorrections(office.application, {
      library,
      sealer: office.sealer,
      answerDaysOf: answerDaysOf(library),
    });
    const found = await store.claimsToCorrect();
    expect(found).toContain(open);
    expect(found).not.toContain(settled);
    await expect(store.correctLaw(open, AT_MS)).rejects.toThrow('register');
    await store.correctLaw(settled, AT_MS);
    expect([...(await auditOf(open)), ...(await auditOf(settled))]).toEqual([]);

    await office.pool.query(
      `UPDATE register_answer SET answered_at = asked_at, asked_at = NULL WHERE answered_at IS NULL`,
    );
    await store.correctLaw(open, AT_MS);
    expect(await auditOf(open)).toHaveLength(1);
  });
});
