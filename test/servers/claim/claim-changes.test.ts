import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, decide, untilState } from '../../../scripts/demo/class-play.ts';
import {
  APPROVE_DEPARTMENT,
  officeWithClasses,
  type ClaimOfClass,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

const RETURN = {
  act: 'returnForCorrection',
  remark: '请补正',
  corrections: [
    { pointer: '/documents/TEACHING_PLAN', remark: '缺 6 月 3 日以后的安排' },
    { pointer: '/documents/TEACHER_LIST', remark: '缺签字' },
    { pointer: '/attendance', remark: '6 月 9 日与签到表不一致' },
    { pointer: '/payeeAccount', remark: '请核对' },
  ],
} as const;

let running: OfficeOfClasses;
let claim: ClaimOfClass;
/** As the department saw it between the return and the corrections. */
let unanswered: Awaited<ReturnType<typeof seenBy>>;

beforeAll(async () => {
  running = await officeWithClasses([3, 2]);
  claim = await running.claimOf(3);
  await decide(running.office, 'dept.hr', `claimId=${claim.id}&stage=departmentReview`, RETURN);
  unanswered = await seenBy('dept.hr', '/changes?since=round:1');
  await correctIt();
  await actOnClaim(await running.office.desk('school'), claim.id, 'resubmission', {});
  await untilState(await running.office.desk('school'), claim.id, 'departmentReview');
});
afterAll(() => running.stop());

const seenBy = async (username: string, path: string, { id } = claim) =>
  (await (await running.office.desk(username)).get(`/api/v1/claims/${id}${path}`)).body;

/** Another plan, and an hour less of the first trainee on the last day. */
async function correctIt(): Promise<void> {
  const school = await running.office.desk('school');
  const path = `/api/v1/class-filings/${claim.filingId}`;
  await school.put(`${path}/documents/TEACHING_PLAN`, { text: '补全后的教学计划' });
  const content = Buffer.from(`idNumber,date,hours\n${claim.trainees[0]?.idNumber ?? ''},2025-06-09,7\n`);
  await school.upload(`${path}/attendance`, { name: 'attendance.csv', content });
}

describe('what changed in a returned claim (workbench §2.6)', () => {
  it('is what was asked and is not answered, until the applicant corrects it', () => {
    const answered = unanswered.corrections.map((one: { answered: boolean }) => one.answered);
    expect(answered).toEqual([false, false, false, false]);
    expect(unanswered).toMatchObject({ documents: [], lines: [], account: { changed: false } });
  });

  it('is each paper before and after, each line field by field, and which corrections are answered', async () => {
    const changes = await seenBy('dept.hr', '/changes?since=round:1');
    expect(changes.corrections).toMatchObject([
      { pointer: '/documents/TEACHING_PLAN', label: '教学计划', answered: true },
      { pointer: '/documents/TEACHER_LIST', answered: false },
      { pointer: '/attendance', label: '考勤记录', answered: true },
      { pointer: '/payeeAccount', label: '收款账户', answered: false },
    ]);
    expect(changes.documents).toMatchObject([
      { kind: 'TEACHING_PLAN', label: '教学计划', of: 'filing', before: { version: 1 }, after: { version: 2 } },
    ]);
    expect(changes.lines).toEqual([
      {
        lineId: expect.stringMatching(/^lin_/),
        position: 1,
        name: expect.stringMatching(/^.\*/),
        fields: [{ field: 'attendedHours', label: '出勤课时', before: '80', after: '79' }],
      },
    ]);
    expect(changes).toMatchObject({
      since: { round: 1 },
      until: { round: 2 },
      account: { changed: false },
      amountFen: { before: 240_000, after: 240_000 },
    });
    expect(await seenBy('dept.hr', `/changes?since=revision:${changes.since.revision}`)).toEqual(changes);
    expect(await seenBy('dept.hr', '/changes')).toEqual(changes);
    const own = await seenBy('school', '/changes?since=round:1');
    expect(own.lines[0].name).toBe(claim.trainees[0]?.name);
    const english = (await running.office.desk('dept.hr')).ask('GET', `/api/v1/claims/${claim.id}/changes`, {
      headers: { 'accept-language': 'en' },
    });
    expect((await english).body.lines[0].fields[0].label).toBe('Attended hours');
  });

  it('stands in the timeline of the claim, although the paper is of its class; both versions can be read', async () => {
    const { items } = await seenBy('dept.hr', '/timeline?limit=200');
    const replaced = items.filter(({ act }: { act: string }) => act === 'documentReplaced');
    expect(replaced).toMatchObject([{ sentence: '更换材料 教学计划（第 2 版），原版本保留。', facts: { version: 2 } }]);
    const versions = await seenBy('dept.hr', '/documents/TEACHING_PLAN/versions');
    const dept = await running.office.desk('dept.hr');
    const texts = await Promise.all(
      versions.items.map(async ({ id }: { id: string }) => (await dept.ask('GET', `/api/v1/files/${id}/text`)).body),
    );
    expect(texts[0]).toBe('补全后的教学计划');
    expect(texts).toHaveLength(2);
    expect(texts[1]).not.toBe(texts[0]);
  });

  it('refuses a moment that the claim never had', async () => {
    const dept = await running.office.desk('dept.hr');
    for (const since of ['round:9', 'revision:999', 'round:x', 'yesterday']) {
      const answer = await dept.ask('GET', `/api/v1/claims/${claim.id}/changes?since=${since}`);
      expect([answer.status, answer.body.code]).toEqual([422, 'INVALID']);
    }
  });
});

describe('the sum of a claim (workbench §2.7)', () => {
  it('is equal lines together with formula, words and law, and adds up to the total that is approved', async () => {
    const whole = await running.claimOf(2);
    expect(await seenBy('dept.hr', '/calculation?purpose=base', whole)).toMatchObject({
      groups: [
        {
          headcount: 2,
          perLineFen: 80_000,
          sumFen: 160_000,
          equation: '核定课时 × 课时标准 = 80 课时 × 10.00 × 1.0 = 800.00 元',
          rate: { kind: 'classHour', value: 1_000, clause: expect.any(String), mark: expect.any(String) },
        },
      ],
      refused: [],
      totalFen: 160_000,
    });
    const [{ id: lineId }] = (await seenBy('dept.hr', '/lines', whole)).items;
    const refuseLines = [{ lineId, code: 'ATTENDANCE_TOO_LOW', remark: '与签到表不符' }];
    const decision = { ...APPROVE_DEPARTMENT, refuseLines };
    await decide(running.office, 'dept.hr', `claimId=${whole.id}&stage=departmentReview`, decision);
    expect(await seenBy('dept.hr', '/calculation?purpose=base', whole)).toMatchObject({
      groups: [{ headcount: 1, sumFen: 80_000 }],
      // A reviewer's refusal is one of R-102, whatever its reason.
      refused: [{ code: 'ATTENDANCE_TOO_LOW', label: '出勤不足', rule: 'R-102', headcount: 1 }],
      totalFen: 80_000,
    });
    for (const purpose of ['float', 'allowance', 'advance']) {
      expect(await seenBy('dept.hr', `/calculation?purpose=${purpose}`, whole)).toMatchObject({
        groups: [],
        totalFen: 0,
      });
    }
  });
});
