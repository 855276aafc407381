import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { decide, untilState } from '../../../scripts/demo/class-play.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { counted, failedWorkflowTasks } from '../../support/histories.ts';
import { currentClaimQuery } from '../../../workflows/claim-messages.ts';
import {
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  publishedNotice,
  reviewed,
  type OfficeOfClasses,
  type PublishedNotice,
} from '../../support/office-lives.ts';

const ORDOS = '150600';
/** A paper of the city that counts the days to resubmit as working days; everywhere else they are calendar days. */
const FIFTEEN_WORKING_DAYS = `document: { id: ordos-returns, title: 补正期限, date: 2025-01-01, issuer: x, level: city, jurisdiction: '${ORDOS}', validFrom: 2025-01-01 }
parameters:
  - { key: return.days, value: 15, unit: workingDays, clause: '1', mark: ours }
`;
const RETURN = {
  act: 'returnForCorrection',
  remark: '请更正考勤',
  corrections: [{ pointer: '/attendance', remark: '6月5日' }],
} as const;

const folder = mkdtempSync(join(tmpdir(), 'butie-calendar-'));
const own = join(folder, 'policies');

let running: OfficeOfClasses;
let returned: string;
let held: string;
let underReview: string;
let notice: PublishedNotice;

beforeAll(async () => {
  mkdirSync(join(own, ORDOS), { recursive: true });
  writeFileSync(join(own, ORDOS, 'returns.yaml'), FIFTEEN_WORKING_DAYS);
  running = await officeWithClasses([2, 2, 2, 2], { policies: own });
  const claims = [];
  for (const size of [2, 2, 2, 2]) {
    claims.push((await running.claimOf(size)).id);
  }
  [returned = '', held = '', underReview = ''] = claims;
  const published = claims.at(-1) ?? '';
  await reviewed(running, published);
  notice = await publishedNotice(running, [published]);
  for (const claimId of [returned, held]) {
    await decide(running.office, 'dept.hr', `claimId=${claimId}&stage=departmentReview`, RETURN);
  }
  const operator = await running.office.desk('ops');
  const { etag } = await operator.get(`/api/v1/claims/${held}`);
  await operator.post(`/api/v1/claims/${held}/holds`, { category: 'other', reason: '核实' }, { ifMatch: etag ?? '' });
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
  rmSync(folder, { recursive: true });
});

/** Another list of 2025 with more days off, and a worker that starts with it. */
async function publishCalendar(version: string, ...daysOff: readonly string[]): Promise<void> {
  const shipped = readFileSync(join(ROOT, 'policies', 'defaults', 'calendar-2025.yaml'), 'utf8');
  const rows = daysOff.map((day) => `    - { name: { zh: 放假, en: Day off }, from: ${day}, to: ${day} }`);
  const changed = shipped.replace('cn-2025-1', version).replace('  holidays:', ['  holidays:', ...rows].join('\n'));
  writeFileSync(join(own, 'calendar-2025.yaml'), changed);
  await restartWorker();
}

async function restartWorker(): Promise<void> {
  await running.stopWorker();
  await running.startWorker();
  await sweptOnce();
}

/** A message for the outbox is relayed at the end of a sweep: two of them frame a whole sweep of the worker that runs. */
async function sweptOnce(): Promise<void> {
  for (const turn of ['first', 'second']) {
    const written = await running.pool.query<{ id: string }>(
      `INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at) VALUES ('test.swept', 'task', $1, '{}', now())
       RETURNING id`,
      [turn],
    );
    await until('a sweep', async () => {
      const found = await running.pool.query('SELECT FROM outbox_message WHERE id = $1 AND sent_at IS NOT NULL', [
        written.rows[0]?.id,
      ]);
      return found.rowCount === 1 ? true : null;
    });
  }
}

async function timerOf(claimId: string): Promise<string | undefined> {
  const found = await running.pool.query<{ at: Date }>('SELECT timer_at AS at FROM claim WHERE id = $1', [claimId]);
  return found.rows[0]?.at.toISOString();
}

async function rearms(): Promise<readonly unknown[]> {
  const found = await running.pool.query(
    `SELECT a.entity_id, a.state, a.answered_at IS NOT NULL AS is_answered, e.facts ->> 'reason' AS reason,
       e.facts ->> 'from' AS "from", e.facts ->> 'to' AS "to", e.person_id
     FROM act a LEFT JOIN audit_entry e ON e.act_id = a.id WHERE a.act = 'rearm' ORDER BY a.entity_id <> $1, e.at`,
    [returned],
  );
  return found.rows;
}

const toFourteenth = { reason: 'CALENDAR_CHANGED', from: '2025-07-11', to: '2025-07-14', person_id: null };
const recorded = { state: 'recorded', is_answered: true };

async function events(): Promise<readonly number[]> {
  const lives = [returned, held].map((id) => counted(running, `claim/${id}`));
  return (await Promise.all(lives)).map((life) => life.events.length);
}

async function moved(from: string): Promise<readonly unknown[]> {
  const found = await running.pool.query(
    `SELECT entity_kind, entity_id, facts ->> 'from' AS "from", facts ->> 'to' AS "to", facts ->> 'reason' AS reason
     FROM audit_entry WHERE act = 'deadlineRecomputed' AND entity_id = $1 AND facts ->> 'from' = $2`,
    [underReview, from],
  );
  return found.rows;
}

describe('a holiday calendar that changes while claims wait (D8)', () => {
  it('moves the timers of returned claims once, with the reason, and tasks too; a published notice keeps its end', async () => {
    expect([await timerOf(returned), await timerOf(held)]).toEqual([
      '2025-07-11T16:00:00.000Z',
      '2025-07-11T16:00:00.000Z',
    ]);
    await publishCalendar('cn-2025-2', '2025-07-01');

    const areMoved = async () => {
      const timers = [await timerOf(returned), await timerOf(held)];
      return timers.every((at) => at === '2025-07-14T16:00:00.000Z') ? true : null;
    };
    await until('the timers to move', areMoved, 200_000);
    expect(await rearms()).toEqual([
      { entity_id: returned, ...recorded, ...toFourteenth },
      { entity_id: held, ...recorded, ...toFourteenth },
    ]);
    const { timer } = await running.client.workflow.getHandle(`claim/${returned}`).query(currentClaimQuery);
    expect(timer).toEqual({ kind: 'resubmission', atMs: Date.parse('2025-07-14T16:00:00Z') });
    expect(await moved('2025-07-04')).toEqual([
      {
        entity_kind: 'claim',
        entity_id: underReview,
        from: '2025-07-04',
        to: '2025-07-07',
        reason: 'CALENDAR_CHANGED',
      },
    ]);
    const department = await running.office.desk('dept.hr');
    expect((await department.get(`/api/v1/notices/${notice.id}`)).body.endsAt).toBe(notice.endsAt);

    const before = await events();
    await restartWorker();
    expect(await rearms()).toHaveLength(2);
    expect(await moved('2025-07-07')).toEqual([]);
    expect(await events()).toEqual(before);

    // Another list again, with a day off that lies after every period: nothing moves, so nobody is asked.
    await publishCalendar('cn-2025-3', '2025-07-01', '2025-09-15');
    expect(await rearms()).toHaveLength(2);
    expect(await events()).toEqual(before);

    await running.office.moveClock({ advanceTo: '2025-07-12T09:00:00+08:00' });
    expect((await claimSeen(running, returned)).state).toBe('returnedToApplicant');
    await running.office.moveClock({ advanceTo: '2025-07-15T09:00:00+08:00' });
    await untilState(await running.office.desk('school'), returned, 'rejected');
    expect((await claimSeen(running, held)).state).toBe('suspended');
    await decide(running.office, 'dept.hr', `claimId=${underReview}&stage=departmentReview`, APPROVE_DEPARTMENT);
  }, 600_000);
});
