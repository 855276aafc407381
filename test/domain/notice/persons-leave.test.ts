import { describe, expect, it } from 'vitest';
import { withoutPersons, personsLeaveAt } from '../../../domain/notice/persons-leave.ts';
import type { NoticePage } from '../../../domain/notice/notice-page.ts';

/** 24:00 on 30 June 2025 in Asia/Shanghai. */
const END = Date.parse('2025-07-01T00:00:00+08:00');
const WITHDRAWN = Date.parse('2025-06-26T10:20:00+08:00');

const CLAIM: NoticePage['claims'][number] = {
  claimNo: 'A1',
  purpose: 'base',
  payee: '示范学校',
  route: 'X',
  routeName: { zh: '培训', en: 'Training' },
  occupation: null,
  skillLevel: null,
  classHours: null,
  opensOn: null,
  endsOn: null,
  headcount: 2,
  amountFen: 300,
  fund: 'EMPLOYMENT_SUBSIDY',
};

const PAGE: NoticePage = {
  noticeId: 'ntc_1',
  noticeNo: 'N1',
  jurisdiction: '150600',
  organs: ['HRSS', 'HRSS'],
  publishedAt: null,
  endsOn: '2025-06-30',
  endsAt: new Date(END).toISOString(),
  policyVersion: 'p',
  maskVersion: 'mask-1',
  claims: [CLAIM, { ...CLAIM, claimNo: 'A2', payee: '额****尔', headcount: 1 }],
  items: [
    { itemNo: 1, claimNo: 'A1', name: '张*', idNumber: '15*1', amountFen: 150 },
    { itemNo: 2, claimNo: 'A1', name: '李*', idNumber: '15*2', amountFen: 150 },
    { itemNo: 3, claimNo: 'A2', name: '额****尔', idNumber: '15*3', amountFen: 300 },
  ],
};

describe('S16: the persons of a notice', () => {
  it.each([
    ['closed', END],
    ['published', END],
    ['withdrawn', WITHDRAWN],
  ] as const)('leave a page that is %s when its period and the time for objections are over', (state, leaveAt) => {
    expect(personsLeaveAt({ state, endsAtMs: END, stateSinceMs: WITHDRAWN }, 0)).toBe(leaveAt);
  });

  it.each([
    ['closed', '2025-07-11T00:00:00+08:00'],
    ['withdrawn', '2025-07-07T00:00:00+08:00'],
  ] as const)('stay for whole days of Asia/Shanghai where an office says so: %s', (state, leaveAt) => {
    const leave = personsLeaveAt({ state, endsAtMs: END, stateSinceMs: WITHDRAWN }, 10);
    expect(leave).toBe(Date.parse(leaveAt));
  });

  it('take their rows and the masked name of who applied alone with them; counts and sums stay', () => {
    const after = withoutPersons(PAGE);
    expect(after.items).toEqual([]);
    expect(after.claims.map(({ payee }) => payee)).toEqual(['示范学校', null]);
    expect(after.claims.map(({ headcount, amountFen }) => [headcount, amountFen])).toEqual([
      [2, 300],
      [1, 300],
    ]);
    expect(JSON.stringify(after)).not.toMatch(/额|张|李|15\*/);
  });
});
