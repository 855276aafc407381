import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DUE_STATES } from '../../../domain/task/deadlines.ts';
import { TASK_BOXES, TASK_SORTS } from '../../../domain/task/task-lists.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  await office.pool.query(RANDOM_TASKS);
  await office.pool.query(THEIR_CASES);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

/** Open and done tasks of some seats here, in the region above and in a banner, with every due state. */
const RANDOM_TASKS = `INSERT INTO task (id, kind, stage, purpose, round, entity_kind, entity_id, jurisdiction, organ, role, section, subject,
    state, assignee_id, starts_on, due_on, near_on, paused, provisional, created_at, done_at, done_by)
  SELECT 'tsk_' || md5(n::text), (ARRAY['review', 'filingReview', 'objection', 'disbursement'])[1 + n % 4],
    (ARRAY['departmentReview', 'bureauReview'])[1 + n % 2], 'base', 1 + n % 3, 'claim', 'clm_' || n % 40,
    (ARRAY['150600', '150600', '150602'])[1 + n % 3], (ARRAY['HRSS', 'HRSS', 'TRADE_UNION'])[1 + n / 2 % 3],
    (ARRAY['departmentReviewer', 'bureauReviewer', 'noticeOfficer'])[1 + n / 3 % 3],
    (ARRAY[NULL, NULL, '就业服务', '基金监督'])[1 + n / 5 % 4], '焊工 · LEVEL_5 · BT-' || n % 20,
    CASE WHEN n % 5 = 0 THEN 'done' ELSE 'open' END,
    (ARRAY[NULL, NULL, 'per_depthr', 'per_depthr2'])[1 + n / 7 % 4], '2025-06-01',
    CASE WHEN n % 6 > 0 THEN date '2025-06-16' + n % 30 END, CASE WHEN n % 6 > 0 THEN date '2025-06-10' + n % 30 END, n % 9 = 0, n % 4 = 0,
    timestamptz '2025-06-01T03:00:00Z' + n % 20 * interval '1 day', CASE WHEN n % 5 = 0 THEN timestamptz '2025-06-20T03:00:00Z' END,
    CASE WHEN n % 5 = 0 THEN 'per_depthr' END
  FROM generate_series(1, 700) AS n`;
/** No claim stands behind them, so that what they would take from it is set. */
const THEIR_CASES = `UPDATE task SET route = (ARRAY['SPECIAL_TRAINING', 'OTHER'])[1 + length(id) % 2 + ascii(right(id, 1)) % 2],
    applicant_id = CASE WHEN ascii(right(id, 2)) % 3 = 0 THEN 'pty_school' END,
    amount_fen = CASE WHEN ascii(right(id, 1)) % 4 > 0 THEN ascii(right(id, 1)) % 5 * 1000 END,
    undecided = ascii(right(id, 3)) % 3, corrected = round > 1 AND ascii(right(id, 4)) % 2 = 0`;

const SEATS = ['dept', 'dept2', 'union', 'bureau', 'maker', 'ops', 'school'] as const;
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });
const day = fc.integer({ min: 1, max: 30 }).map((n) => `2025-06-${String(n).padStart(2, '0')}`);

const FILTERS = fc.record(
  {
    box: fc.constantFrom(...TASK_BOXES),
    kind: maybe(fc.constantFrom('review', 'filingReview', 'objection')),
    stage: maybe(fc.constantFrom('departmentReview', 'bureauReview')),
    route: maybe(fc.constantFrom('SPECIAL_TRAINING', 'OTHER')),
    applicant: maybe(fc.constantFrom('pty_school', 'pty_none')),
    dueState: maybe(fc.constantFrom(...DUE_STATES)),
    round: maybe(fc.constant('returned')),
    findings: maybe(fc.constant('undecided')),
    assignee: maybe(fc.constantFrom('me', 'nobody', 'per_depthr2')),
    receivedFrom: maybe(day),
    receivedTo: maybe(day),
    dueBefore: maybe(day),
    claimId: maybe(fc.constantFrom('clm_3', 'clm_11')),
    q: maybe(fc.constantFrom('bt-1', '焊工', '%', 'nothing')),
  },
  { requiredKeys: [] },
);
type Filters = Readonly<Record<string, string | undefined>>;

/** The ids of the whole list, page by page, in its order. */
async function list(seat: (typeof SEATS)[number], filters: Filters, limit = 200): Promise<readonly Listed[]> {
  const items: Listed[] = [];
  for (let cursor: string | null = null; ;) {
    const asked: Filters = { ...filters, limit: String(limit), ...(cursor !== null && { cursor }) };
    const page = await office.as(seat).send('GET', `/api/v1/tasks?${queryOf(asked)}`);
    expect(page.status).toBe(200);
    items.push(...page.body.items);
    cursor = page.body.nextCursor;
    if (cursor === null) {
      return items;
    }
  }
}

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly dueOn: string | null;
  readonly createdAt: string;
  readonly subject: { readonly amountFen?: number };
  readonly findings: { readonly undecided: number };
  readonly correctedSince: boolean;
  readonly dueState: string;
}

function queryOf(filters: Filters): string {
  const given = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new URLSearchParams(Object.fromEntries(given)).toString();
}

async function lengthOf(seat: (typeof SEATS)[number], filters: Filters): Promise<number> {
  return (await list(seat, filters)).length;
}

describe('the numbers of the inbox', () => {
  it('are each the length of the list that the same filters open', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SEATS), FILTERS, async (seat, filters) => {
        const { body } = await office.as(seat).send('GET', `/api/v1/tasks/counts?${queryOf(filters)}`);
        for (const box of TASK_BOXES) {
          expect(body.boxes[box]).toBe(await lengthOf(seat, { ...filters, box }));
        }
        for (const dueState of DUE_STATES) {
          expect(body.dueStates[dueState]).toBe(await lengthOf(seat, { ...filters, dueState }));
        }
        for (const kind of ['review', 'filingReview', 'objection', 'disbursement', 'routing']) {
          expect(body.kinds[kind] ?? 0).toBe(await lengthOf(seat, { ...filters, kind }));
        }
        expect(body.corrected).toBe(await lengthOf(seat, { ...filters, round: 'returned' }));
        expect(body.undecided).toBe(await lengthOf(seat, { ...filters, findings: 'undecided' }));
        found += body.boxes.todo + body.boxes.team + body.boxes.mine + body.boxes.done;
      }),
      { numRuns: 40, seed: 41, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(500);
  });

  it('say what the rows say: due states, findings and answered returns of the whole box', async () => {
    const rows = await list('dept', { box: 'team' });
    const { body } = await office.as('dept').send('GET', '/api/v1/tasks/counts?box=team');
    expect(body.undecided).toBe(rows.filter(({ findings }) => findings.undecided > 0).length);
    expect(body.corrected).toBe(rows.filter(({ correctedSince }) => correctedSince).length);
    for (const dueState of DUE_STATES) {
      expect(body.dueStates[dueState]).toBe(rows.filter((row) => row.dueState === dueState).length);
    }
    expect(body.boxes.team).toBe(rows.length);
    expect(Math.min(rows.length, body.undecided, body.corrected, body.dueStates.over)).toBeGreaterThan(3);
  });
});

describe('a list of tasks', () => {
  it.each(TASK_SORTS)('in the order %s goes on page by page without a gap, and `-` turns it round', async (sort) => {
    const whole = await list('ops', { box: 'team', sort });
    const pages = await list('ops', { box: 'team', sort }, 7);
    expect(pages.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(new Set(pages.map(({ id }) => id)).size).toBe(whole.length);
    const turned = sort.startsWith('-') ? sort.slice(1) : `-${sort}`;
    const back = await list('ops', { box: 'team', sort: turned });
    expect(back.map(({ id }) => id).toReversed()).toEqual(whole.map(({ id }) => id));
    expect(whole.length).toBeGreaterThan(100);
  });

  it('is ordered by what it says', async () => {
    const due = (await list('ops', { box: 'team' })).map(({ dueOn }) => dueOn ?? '9999');
    expect(due).toEqual(due.toSorted());
    const received = (await list('ops', { box: 'team', sort: 'received' })).map(({ createdAt }) => createdAt);
    expect(received).toEqual(received.toSorted());
    const amounts = (await list('ops', { box: 'team', sort: 'amount' })).map(
      ({ subject }) => subject.amountFen ?? Number.MAX_SAFE_INTEGER,
    );
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
    expect(new Set(amounts).size).toBeGreaterThan(3);
  });

  it('refuses the cursor of another order', async () => {
    const page = await office.as('ops').send('GET', '/api/v1/tasks?box=team&sort=due&limit=1');
    const other = `/api/v1/tasks?box=team&sort=amount&limit=1&cursor=${page.body.nextCursor}`;
    expect((await office.as('ops').send('GET', other)).body).toMatchObject({ status: 400, code: 'CURSOR_INVALID' });
  });
});
