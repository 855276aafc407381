import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClaimApp, type ClaimApp } from '../../support/claim-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: ClaimApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** A claim in review since this morning, which its workflow has begun. It is Monday 2025-06-23. */
async function inReview(): Promise<string> {
  const { id } = await app.submitted(await app.aDraft(await app.freshClass()));
  await app.pool.query(
    `UPDATE claim SET state = 'inReview', stage = 'departmentReview', state_since = '2025-06-23T09:00:00+08:00',
       started_at = '2025-06-23T09:00:00+08:00' WHERE id = $1`,
    [id],
  );
  return id;
}

/** What the office reads of a claim: the codes of the stuck list, and whether other lists agree that it is stuck. */
async function read(id: string) {
  const ops = await app.as('ops');
  const [stuck, underWay] = await Promise.all(
    ['/api/v1/stuck', '/api/v1/stuck?olderThanDays=0'].map(async (path) => {
      const groups: readonly { claims: readonly { claimId: string; reasons: readonly string[] }[] }[] = (
        await ops.send('GET', path)
      ).body.items;
      return groups.flatMap(({ claims }) => claims).find((one) => one.claimId === id)?.reasons;
    }),
  );
  const filtered = (await ops.send('GET', '/api/v1/claims?stuck=true&limit=100')).body.items;
  return { stuck, underWay, isFiltered: filtered.some((one: { id: string }) => one.id === id) };
}

/** An open task of ten working days that began on this day, for the claim or for its notice. */
function task(startsOn: string, dueOn: string, escalateOn: string, entity = `'claim', id`): string {
  return `INSERT INTO task (id, kind, stage, round, entity_kind, entity_id, jurisdiction, organ, role, subject, state,
      starts_on, due_days, due_unit, due_on, near_on, escalate_on, created_at)
    SELECT 'tsk_' || id, 'review', 'departmentReview', 1, ${entity}, jurisdiction, 'HRSS', 'departmentReviewer', 'x', 'open',
      '${startsOn}', 10, 'workingDays', '${dueOn}', '${dueOn}', '${escalateOn}', '2025-06-03T09:00:00+08:00'
    FROM claim WHERE id = `;
}
const CALM_TASK = task('2025-06-20', '2025-07-04', '2025-07-11');

function notice(state: string, endsAt: string): readonly string[] {
  return [
    `INSERT INTO notice (id, notice_no, jurisdiction, responsible_department, state, policy_snapshot_id, created_at,
       state_since, ends_at)
     SELECT 'ntc_' || id, 'GS-' || id, jurisdiction, responsible_department, '${state}', policy_snapshot_id, created_at,
       created_at, ${endsAt} FROM claim WHERE id = `,
    `INSERT INTO notice_claim (notice_id, claim_id, purpose, state, facts)
     SELECT 'ntc_' || id, id, 'base', 'open', '{}' FROM claim WHERE id = `,
  ];
}

function act(createdAt: string): string {
  return `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, created_at)
    SELECT 'act_' || id, 'claim', id, 'decide', '', '{}', state_since, 'accepted', ${createdAt} FROM claim WHERE id = `;
}

const set = (columns: string) => `UPDATE claim SET ${columns} WHERE id = `;
const advance = (since: string) =>
  set(
    `kind = 'advance', state = 'closed', stage = NULL, claimed_fen = 100, approved_fen = 100, paid_fen = 100, state_since = '${since}T09:00:00+08:00'`,
  );
const sent = (since: string) => set(`state = 'paymentSent', stage = NULL, state_since = '${since}T09:00:00+08:00'`);
const silent = (state: string, since: string) => set(`state = '${state}', state_since = '${since}T09:00:00+08:00'`);

/** A person of this section of the department, with an account that may be disabled. */
const official = (section: string, disabledAt = 'NULL') =>
  `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles, disabled_at)
   SELECT 'per_' || id, 'of.' || id, 'x', 'x', 'HRSS', '${section}', jurisdiction, '{departmentReviewer}', ${disabledAt}
   FROM claim WHERE id = `;
const taken = (disabledAt: string) => [
  official('某科', disabledAt),
  `UPDATE task SET assignee_id = 'per_' || entity_id WHERE entity_kind = 'claim' AND entity_id = `,
];
/** The task is of a section with one official. */
const ofSection = (section: string) => [
  official(section),
  `UPDATE task SET section = '${section}' WHERE entity_kind = 'claim' AND entity_id = `,
];
const RELATED = `INSERT INTO declared_relation (person_id, party_id, declared_at)
  SELECT 'per_' || id, applicant_party_id, now() FROM claim WHERE id = `;

/** A report about a payment of the claim, received at an instant. */
const report = (state: string, receivedAt: string): readonly string[] => [
  `INSERT INTO batch (id, batch_no, jurisdiction, fund, state, maker_id, control_sum_fen, line_count, created_at, state_since)
   SELECT 'pob_' || id, 'pob_' || id, jurisdiction, 'EMPLOYMENT_SUBSIDY', 'sent', (SELECT min(id) FROM person), 1, 1,
     state_since, state_since FROM claim WHERE id = `,
  `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state,
     state_since, created_at)
   SELECT 'pin_' || id, 'pob_' || id, id, 'base', 'EMPLOYMENT_SUBSIDY', 100, '\\x00', '', 'returned', state_since,
     state_since FROM claim WHERE id = `,
  `INSERT INTO payout_inbox (id, source, sender_id, type, instruction_id, body, received_at, state, park_reason)
   SELECT 'evt_' || id, 'test', id, 'payment.settled', 'pin_' || id, '{}', '${receivedAt}', '${state}',
     ${state === 'parked' ? `'AMOUNT_MISMATCH'` : 'NULL'} FROM claim WHERE id = `,
];

const CHECK_ENDS = `timer_at = '2025-12-01', course = jsonb_set(course, '{timer}', '{"kind": "evidence", "atMs": 1764518400000}')`;

/** What makes a claim stuck, the codes that are shown, and what is just not enough. Each text ends before the claim's id. */
const CASES: readonly (readonly [string, readonly string[], readonly string[], readonly string[]])[] = [
  [
    'a task of sixteen working days for ten',
    [task('2025-05-29', '2025-06-13', '2025-06-20')],
    ['OVERDUE_160'],
    [task('2025-05-30', '2025-06-16', '2025-06-23')],
  ],
  [
    'a task of its notice that is as late',
    [...notice('draft', 'NULL'), task('2025-05-29', '2025-06-13', '2025-06-20', `'notice', 'ntc_' || id`)],
    ['OVERDUE_160'],
    [
      CALM_TASK,
      ...notice('draft', 'NULL'),
      task('2025-05-30', '2025-06-16', '2025-06-23', `'notice', 'ntc_' || id`).replace("'tsk_'", "'tsn_'"),
    ],
  ],
  [
    'an act that is not recorded for more than a minute',
    [CALM_TASK, act(`now() - interval '2 minutes'`)],
    ['ACT_NOT_RECORDED'],
    [CALM_TASK, act(`now() + interval '1 hour'`)],
  ],
  [
    'a start that nobody carries out',
    [set(`state = 'submitted', stage = NULL, started_at = NULL, start_requested_at = '2025-06-23T09:59:54+08:00'`)],
    ['START_LOST'],
    [CALM_TASK, set(`started_at = NULL, start_requested_at = '2025-06-23T20:00:00+08:00'`)],
  ],
  [
    'a timer that is past',
    [CALM_TASK, set(`timer_at = '2025-06-23T09:58:00+08:00'`)],
    ['TIMER_MISSED'],
    [CALM_TASK, set(`timer_at = '2025-06-23T20:00:00+08:00'`)],
  ],
  [
    'a notice that ended and let nobody go',
    [...notice('published', `'2025-06-23T09:58:00+08:00'`), set(`state = 'noticeOpen', stage = NULL`)],
    ['NOTICE_NOT_SETTLED'],
    [...notice('published', `'2025-06-23T20:00:00+08:00'`), set(`state = 'noticeOpen', stage = NULL`)],
  ],
  [
    'a payment without a result for more than five working days',
    [sent('2025-06-13')],
    ['PAYMENT_UNANSWERED'],
    [sent('2025-06-16')],
  ],
  [
    'a task of a person whose account is disabled',
    [CALM_TASK, ...taken('now()')],
    ['ASSIGNEE_GONE'],
    [CALM_TASK, ...taken('NULL')],
  ],
  [
    'a task that nobody of its seat may decide (R-134)',
    [CALM_TASK, ...ofSection('无人科'), RELATED],
    ['NOBODY_ELIGIBLE'],
    [CALM_TASK, ...ofSection('有人科')],
  ],
  [
    'a report of its payment that is parked for a day',
    [sent('2025-06-20'), ...report('parked', '2025-06-22T09:59:00+08:00')],
    ['REPORT_PARKED'],
    [sent('2025-06-20'), ...report('parked', '2025-06-22T11:00:00+08:00')],
  ],
  [
    'a result of its payment that its batch does not take',
    [sent('2025-06-20'), ...report('new', '2025-06-23T09:58:00+08:00')],
    ['REPORT_NOT_TAKEN'],
    [sent('2025-06-20'), ...report('new', '2025-06-23T20:00:00+08:00')],
  ],
  [
    'a contract check without a timer',
    [set(`state = 'postCheck', stage = NULL, timer_at = NULL`)],
    ['TIMER_MISSING'],
    [set(`state = 'postCheck', stage = NULL, ${CHECK_ENDS}`)],
  ],
  [
    'silence of thirty days outside timers',
    [CALM_TASK, silent('inReview', '2025-05-24')],
    ['NO_CHANGE_30'],
    [CALM_TASK, silent('inReview', '2025-05-25')],
  ],
  [
    'an advance that is paid for more than twelve months and not settled',
    [advance('2024-06-22')],
    ['ADVANCE_OPEN_12'],
    [advance('2024-06-23')],
  ],
];

describe('the stuck list', () => {
  it.each(CASES)('has a claim for %s, and the other lists agree (R-148)', async (_what, enough, codes, tooLittle) => {
    const [stuck, calm] = [await inReview(), await inReview()];
    for (const [id, texts] of [
      [stuck, enough],
      [calm, tooLittle],
    ] as const) {
      for (const text of texts) {
        await app.pool.query(`${text}'${id}'`);
      }
    }
    expect(await read(calm)).toMatchObject({ stuck: undefined, isFiltered: false });
    const { stuck: shown, underWay, isFiltered } = await read(stuck);
    expect({ shown, isFiltered }).toEqual({ shown: codes, isFiltered: true });
    // An advance is closed, and no claim under way.
    expect(underWay).toEqual(codes.includes('ADVANCE_OPEN_12') ? undefined : codes);
  });

  it('finds the tasks of each claim in its own notice, however many claims the list has (R-148)', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, inReview));
    const late = task('2025-05-29', '2025-06-13', '2025-06-20', `'notice', 'ntc_' || id`);
    for (const id of ids) {
      for (const text of [...notice('draft', 'NULL'), late]) {
        await app.pool.query(`${text}'${id}'`);
      }
    }
    for (const id of ids) {
      expect(await read(id)).toEqual({ stuck: ['OVERDUE_160'], underWay: ['OVERDUE_160'], isFiltered: true });
    }
  });

  it('leaves the silence of a timer, a hold and a draft alone (R-148)', async () => {
    const ids = await Promise.all(['postCheck', 'suspended', 'draft'].map(async (state) => [state, await inReview()]));
    for (const [state = '', id = ''] of ids) {
      await app.pool.query(`${silent(state, '2025-01-02')}'${id}'`);
      await app.pool.query(`${set(CHECK_ENDS)}'${id}'`);
      expect(await read(id)).toMatchObject({ stuck: undefined, isFiltered: false });
    }
  });
});
