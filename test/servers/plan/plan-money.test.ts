import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setPlanLine } from '../../../prisma/kernel/plan-lines.ts';
import { addAnnualPlan } from '../../support/annual-plans.ts';
import type { Answer } from '../../support/http-client.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What each claim of these tests is due: eighty hours of one welder. */
const CLAIM_FEN = 80_000;
const ORGAN = 'TRADE_UNION';

let database: TestDatabase;
let office: Office;
let planId: string;
let program: string;
let numbers = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  // The packs give the trade unions a line in this year, so what they file is a revision.
  planId = await addAnnualPlan(office, 2025);
});
beforeEach(async () => {
  program = `LINE_${(numbers += 1)}`;
  await office.pool.query(
    `INSERT INTO plan_line (id, jurisdiction, year, organ, program, person_times, budget_fen)
     VALUES ($1, '150600', 2025, $2, $3, 10, 400000)`,
    [lineOf(program), ORGAN, program],
  );
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const lineOf = (of: string) => `150600/2025/${ORGAN}/${of}`;
const path = () => `/api/v1/annual-plans/${planId}`;

/** A claim whose money is reserved on this test's line. */
async function reserved(): Promise<string> {
  const claimId = await office.walks.due();
  await office.pool.query(
    'UPDATE filing SET plan_line_id = $2 WHERE id = (SELECT filing_id FROM claim WHERE id = $1)',
    [claimId, lineOf(program)],
  );
  return claimId;
}

/** Every line of the organ that has money stays, and this test's line gets a budget. */
async function linesWith(budgetFen: number) {
  const { rows } = await office.pool.query<{ program: string; personTimes: number; budgetFen: string }>(
    `SELECT program, person_times AS "personTimes", budget_fen AS "budgetFen" FROM plan_line
     WHERE organ = $1 AND year = 2025 AND program <> $2 AND budget_fen > 0`,
    [ORGAN, program],
  );
  const others = rows.map((row) => ({ ...row, budgetFen: Number(row.budgetFen) }));
  return [...others, { program, personTimes: 10, budgetFen }];
}

async function revise(budgetFen: number): Promise<Answer> {
  const body = { organ: ORGAN, lines: await linesWith(budgetFen), reason: '调整' };
  return office.as('union').act('POST', `${path()}/revisions`, body);
}

async function reviewTask() {
  const query = `box=todo&planId=${planId}&stage=planReview`;
  return (await office.as('bureau').send('GET', `/api/v1/tasks?${query}`)).body.items[0];
}

async function decide(body: object): Promise<Answer> {
  const task = await reviewTask();
  return office.walks.decide('bureau', task, body);
}

async function budgetOfLine() {
  const answer = await office.as('checker').send('GET', '/api/v1/budgets?jurisdiction=150600&year=2025');
  return answer.body.items.find((item: { planLine: string }) => item.planLine === lineOf(program));
}

const codeOf = ({ status, body }: Answer) => (status < 300 ? 'done' : body.code);

describe('the budget of a revised plan', () => {
  it('R-016: is never below what is reserved, bound and paid, and a line with money is not left out', async () => {
    await reserved();
    expect(codeOf(await revise(CLAIM_FEN - 1))).toBe('BELOW_COMMITTED');
    const without = (await linesWith(0)).filter((line) => line.program !== program);
    const body = {
      organ: ORGAN,
      lines: [...without, { program: 'OTHER', personTimes: 1, budgetFen: 1 }],
      reason: '调整',
    };
    expect(codeOf(await office.as('union').act('POST', `${path()}/revisions`, body))).toBe('BELOW_COMMITTED');
    expect(codeOf(await revise(CLAIM_FEN))).toBe('done');
    expect(await budgetOfLine()).toMatchObject({ budgetFen: 400_000 });
    expect(codeOf(await decide({ act: 'accept' }))).toBe('done');
    expect(await budgetOfLine()).toMatchObject({ budgetFen: CLAIM_FEN, remainingFen: 0 });
  });

  it('R-016: is judged again when it is accepted: what was reserved meanwhile counts', async () => {
    expect(codeOf(await revise(CLAIM_FEN))).toBe('done');
    await reserved();
    await reserved();
    expect(codeOf(await decide({ act: 'accept' }))).toBe('BELOW_COMMITTED');
    expect(await budgetOfLine()).toMatchObject({ budgetFen: 400_000 });
    expect(codeOf(await decide({ act: 'returnForCorrection', remark: '预算低于已占用金额' }))).toBe('done');
  });

  it('R-016: waits for a release that is under way, and then counts what it took', async () => {
    expect(codeOf(await revise(CLAIM_FEN))).toBe('done');
    const claims = [await office.walks.due(), await office.walks.due()];
    const releasing = await office.pool.connect();
    try {
      await releasing.query('BEGIN');
      await releasing.query('SELECT FROM plan_line WHERE id = $1 FOR NO KEY UPDATE', [lineOf(program)]);
      const accepting = decide({ act: 'accept' });
      await untilSomebodyWaits(office.pool);
      await releasing.query(
        'UPDATE filing SET plan_line_id = $2 WHERE id IN (SELECT filing_id FROM claim WHERE id = ANY ($1))',
        [claims, lineOf(program)],
      );
      await releasing.query('COMMIT');
      expect(codeOf(await accepting)).toBe('BELOW_COMMITTED');
    } finally {
      releasing.release();
    }
    expect(codeOf(await decide({ act: 'returnForCorrection', remark: '预算低于已占用金额' }))).toBe('done');
  });

  it('R-016: and a payment, twenty at once: one acceptance and one release, and nothing is half done', async () => {
    const claimId = await reserved();
    const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(codeOf(await revise(CLAIM_FEN))).toBe('done');
    const task = await reviewTask();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => [
        office.walks.decide('bureau', task, { act: 'accept' }),
        office.as('checker').act('POST', `/api/v1/payout-batches/${batch.body.id}/release`),
      ]).flat(),
    );
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === 'done')).toHaveLength(2);
    expect(new Set(codes)).toEqual(new Set(['done', 'WRONG_STATE']));
    expect(await budgetOfLine()).toMatchObject({ budgetFen: CLAIM_FEN, reservedFen: 0, boundFen: CLAIM_FEN });
  });
});

describe('a line of a pack', () => {
  it('R-012: gives way to an accepted one, also at the next start', async () => {
    expect(codeOf(await revise(90_000))).toBe('done');
    expect(codeOf(await decide({ act: 'accept' }))).toBe('done');
    const ofPack = { personTimes: 10, budgetFen: 400_000 };
    await setPlanLine(office.pool, lineOf(program), ofPack);
    await setPlanLine(office.pool, lineOf('OF_A_PACK'), ofPack);
    expect(await budgetOfLine()).toMatchObject({ budgetFen: 90_000 });
    const { rows } = await office.pool.query('SELECT budget_fen FROM plan_line WHERE id = $1', [lineOf('OF_A_PACK')]);
    expect(rows).toEqual([{ budget_fen: 400_000 }]);
    await office.pool.query('DELETE FROM plan_line WHERE id = $1', [lineOf('OF_A_PACK')]);
  });
});

describe('the versions of a plan', () => {
  it('R-012: two revisions at once, twenty of them: one waits for the bureau, the others are refused', async () => {
    const seen = await office.as('union').send('GET', path());
    const body = { organ: ORGAN, lines: await linesWith(400_000), reason: '调整' };
    const headers = { 'If-Match': seen.headers.get('etag') ?? '' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => office.as('union').send('POST', `${path()}/revisions`, body, headers)),
    );
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(codes.every((code) => ['done', 'WRONG_STATE', 'ACT_IN_PROGRESS'].includes(code))).toBe(true);
    const filed = await office.pool.query(
      `SELECT filing FROM plan_version WHERE plan_id = $1 AND organ = $2 AND state = 'submitted'`,
      [planId, ORGAN],
    );
    expect(filed.rowCount).toBe(1);
    await decide({ act: 'returnForCorrection', remark: '重报' });
  });

  it.each([
    [
      'a second version that waits',
      `INSERT INTO plan_version (plan_id, organ, filing, version, state, late, submitted_by, submitted_at)
       SELECT $1, 'VETERANS', n, 1, 'submitted', false, 'per_x', now() FROM generate_series(900, 901) AS n`,
      'plan_version_one_filed',
    ],
    [
      'a second version in force',
      `INSERT INTO plan_version (plan_id, organ, filing, version, state, late, submitted_by, submitted_at)
       SELECT $1, 'VETERANS', n, n, 'accepted', false, 'per_x', now() FROM generate_series(900, 901) AS n`,
      'plan_version_one_in_force',
    ],
    [
      'a decision by who filed',
      `INSERT INTO plan_version (plan_id, organ, filing, version, state, late, submitted_by, submitted_at, decided_by)
       VALUES ($1, 'VETERANS', 900, 1, 'accepted', false, 'per_x', now(), 'per_x')`,
      'plan_version_two_persons',
    ],
    [
      'a second plan of the year',
      `INSERT INTO annual_plan (id, jurisdiction, year, state, opens_on, due_on, closes_on, opening, created_at, state_since)
       SELECT 'pln_x', jurisdiction, year, state, opens_on, due_on, closes_on, opening, now(), now() FROM annual_plan WHERE id = $1`,
      'annual_plan_jurisdiction_year_key',
    ],
  ])('R-012: are kept by the database from %s', async (_what, sql, constraint) => {
    await expect(office.application.query(sql, [planId])).rejects.toMatchObject({ constraint });
  });

  it.each([
    ['a budget that nobody accepted', `UPDATE plan_line SET budget_fen = 1`],
    [
      'a line with a budget of nobody',
      `INSERT INTO plan_line (id, jurisdiction, year, organ, program, budget_fen)
       VALUES ('150600/2025/HRSS/FORGED', '150600', 2025, 'HRSS', 'FORGED', 1)`,
    ],
    ['an acceptance without an act', `SELECT accept_plan_lines('pln_none', 'HRSS', 1, 'act_none')`],
  ])('S14: are kept by the database from %s', async (_what, sql) => {
    await expect(office.application.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a class under a line of an accepted plan', () => {
  it('R-012, R-017: names the line once it is accepted, and not after a revision left it out', async () => {
    await office.setTime('2025-09-01T09:00:00+08:00');
    const next = await addAnnualPlan(office, 2024);
    const filing = (of: string) => office.as('school').send('POST', '/api/v1/class-filings', classUnder(of));
    const [first, second] = ['STAFF', 'STAFF_TWO'] as const;
    const draft = async (of: string) => codeOf(await filing(`150600/2024/${ORGAN}/${of}`));
    expect(await draft(first)).toBe('PLAN_LINE_UNKNOWN');
    const nextPath = `/api/v1/annual-plans/${next}`;
    await office.as('union').act('POST', `${nextPath}/submissions`, { organ: ORGAN, lines: linesOf(first) });
    planId = next;
    expect(codeOf(await decide({ act: 'accept' }))).toBe('done');
    expect(await draft(first)).toBe('done');
    const revised = { organ: ORGAN, lines: linesOf(second), reason: '调整' };
    await office.as('union').act('POST', `${nextPath}/revisions`, revised);
    expect(codeOf(await decide({ act: 'accept' }))).toBe('done');
    expect([await draft(first), await draft(second)]).toEqual(['PLAN_LINE_UNKNOWN', 'done']);
  });
});

function linesOf(of: string) {
  return [{ program: of, personTimes: 10, budgetFen: 1_000 }];
}

function classUnder(planLine: string) {
  return {
    route: 'INSTITUTION_PROJECT_TRAINING',
    jurisdiction: '150600',
    planLine,
    occupation: { code: '6-18-02-04', name: '焊工' },
    skillLevel: 'LEVEL_5',
    certificateKind: 'SKILL_LEVEL',
    classHours: 80,
    opensOn: '2025-09-15',
    endsOn: '2025-09-26',
    deliveryMode: 'ORDER',
    location: '康巴什',
    payeeAccount: { holder: '示范学校', bank: '中国银行', number: '6216610200000000018' },
  };
}
