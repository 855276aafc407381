import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { failedWorkflowTasks, historyText, keepHistory } from '../../support/histories.ts';
import { dueClaims, officeWithClasses, type ClaimOfClass, type OfficeOfClasses } from '../../support/office-lives.ts';

let running: OfficeOfClasses;
let claim: ClaimOfClass;

beforeAll(async () => {
  running = await officeWithClasses([2]);
  const [due] = await dueClaims(running, [2]);
  if (due === undefined) {
    throw new RangeError('No claim is due');
  }
  claim = due;
  await payClaim(running.office, claim.id, () => undefined);
  await untilState(await running.office.desk('school'), claim.id, 'postCheck');
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const PATIENCE_MS = 600_000;
const NOTE = '核对发现多付';

/** What the maker of Finance finds of the claim's money. */
async function found(amountFen: number): Promise<string> {
  const maker = await running.office.desk('finance.maker');
  const finding = { claimId: claim.id, cause: 'WRONG_AMOUNT', amountFen, note: NOTE };
  return (await maker.post('/api/v1/recoveries', finding)).body.id;
}

async function act(username: string, id: string, path: string, body: object = {}) {
  return (await (await running.office.desk(username)).post(`/api/v1/recoveries/${id}/${path}`, body)).body;
}

const read = async (id: string) =>
  (await (await running.office.desk('finance.maker')).get(`/api/v1/recoveries/${id}`)).body;

const untilOf = (id: string, state: string) =>
  until(`the recovery to be ${state}`, async () => {
    const body = await read(id);
    return body.state === state ? body : null;
  });

async function repay(id: string, amountFen: number) {
  const { id: entryId } = await act('finance.maker', id, 'repayments', { amountFen, bankReference: randomUUID() });
  await act('finance.checker', id, `repayments/${entryId}/confirmation`);
}

/** A day so many days after another. */
const later = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Nine o'clock of a day. */
const moveTo = (day: string) => running.office.moveClock({ advanceTo: `${day}T09:00:00+08:00` });

describe('a recovery on the real server', () => {
  it(
    'R-074: is approved, told, appealed, reduced, paid in parts, missed, reminded of and settled, with no text in its history',
    { timeout: PATIENCE_MS },
    async () => {
      const id = await found(30_000);
      const { payBy, appealBy } = await act('finance.checker', id, 'approval');
      expect(payBy > appealBy).toBe(true);
      await act('school', id, 'appeal', { statement: '人数计算有误' });
      const third = await running.office.desk('dept.hr2');
      const [task] = (await third.get(`/api/v1/tasks?box=team&claimId=${claim.id}`)).body.items;
      expect(task.kind).toBe('recoveryAppeal');
      const { etag } = await third.get(`/api/v1/tasks/${task.id}`);
      const ruling = { act: 'uphold', amountFen: 20_000, remark: '部分成立' };
      await third.post(`/api/v1/tasks/${task.id}/decision`, ruling, { ifMatch: etag ?? '' });
      expect(await untilOf(id, 'noticed')).toMatchObject({ amountFen: 20_000 });
      const days = [later(payBy, -5), later(payBy, 25)] as const;
      const plan = [12_000, 8_000].map((amountFen, position) => ({ dueOn: days[position], amountFen }));
      await act('finance.maker', id, 'instalments', { plan });
      await act('finance.checker', id, 'instalments/confirmation');
      await repay(id, 12_000);
      await moveTo(later(days[0], 1));
      expect(await untilOf(id, 'instalments')).toMatchObject({ openFen: 8_000 });
      await moveTo(later(days[1], 1));
      const due = await untilOf(id, 'due');
      await moveTo(due.nextDunningAt.slice(0, 10));
      await moveTo(later(due.nextDunningAt.slice(0, 10), 1));
      expect(await read(id)).toMatchObject({ state: 'due', dunningLevel: 1, openFen: 8_000 });
      await repay(id, 8_000);
      expect(await untilOf(id, 'recovered')).toMatchObject({ openFen: 0 });
      const workflowId = `recovery/${id}`;
      expect(await historyText(running, workflowId)).not.toMatch(/多付|有误|部分成立|示范/);
      await keepHistory(running, 'recovery-whole-life', workflowId);
    },
  );

  it('R-074: is refused, or written off by a document and two persons', { timeout: PATIENCE_MS }, async () => {
    const refused = await found(1_000);
    await act('finance.checker', refused, 'refusal', { reason: '计算有误' });
    await untilOf(refused, 'annulled');
    await keepHistory(running, 'recovery-refused', `recovery/${refused}`);
    const lost = await found(2_000);
    await act('finance.checker', lost, 'approval', { amountFen: 1_500 });
    await act('finance.maker', lost, 'write-off', { reason: '单位已注销', documentNo: '鄂财〔2025〕7号' });
    await act('ops2', lost, 'write-off/confirmation');
    expect(await untilOf(lost, 'writtenOff')).toMatchObject({ openFen: 0, amountFen: 1_500 });
    expect(await historyText(running, `recovery/${lost}`)).not.toMatch(/注销|鄂财/);
    await keepHistory(running, 'recovery-written-off', `recovery/${lost}`);
  });
});
