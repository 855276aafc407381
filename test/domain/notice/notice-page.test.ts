import { describe, expect, it } from 'vitest';
import { isOpenForObjections, NOTICE_STATES } from '../../../domain/notice/notice-course.ts';
import {
  leaksOfPage,
  noticePageOf,
  publicNoticeState,
  type ClaimOfNotice,
  type ItemOfNotice,
  type NoticeToShow,
} from '../../../domain/notice/notice-page.ts';

const NOTICE: NoticeToShow = {
  noticeId: 'ntc_1',
  noticeNo: 'GS-1',
  jurisdiction: '150600',
  responsibleDepartment: 'EMERGENCY_MGMT',
  publishedAt: '2025-06-23T02:00:00.000Z',
  endsOn: '2025-06-30',
  endsAt: '2025-06-30T16:00:00.000Z',
  policyVersion: 'psn_1',
  maskVersion: 'mask-1',
};

function claim(claimId: string, change: Partial<ClaimOfNotice> = {}): ClaimOfNotice {
  const facts = {
    claimNo: `BT-${claimId}`,
    purpose: 'base',
    payee: '学校',
    route: 'x',
    routeName: { zh: '培训', en: 'Training' },
    occupation: { code: '6-18-02-04', name: '焊工' },
    skillLevel: null,
    classHours: null,
    opensOn: null,
    endsOn: null,
    headcount: 1,
    amountFen: 100,
    fund: 'EMPLOYMENT_SUBSIDY',
  } as const;
  return { claimId, state: 'open', dropReason: null, facts, ...change };
}

function item(itemNo: number, claimId: string, change: Partial<ItemOfNotice> = {}): ItemOfNotice {
  return { itemNo, claimId, name: '张*', idNumber: '15*************526', amountFen: 100, detail: null, ...change };
}

const leaks = (claims: readonly ClaimOfNotice[], items: readonly ItemOfNotice[] = []) =>
  leaksOfPage(noticePageOf(NOTICE, claims, items));

describe('the page of a notice', () => {
  it('names both organs, the mask and each item’s claim, and leaves out an empty detail (R-095, R-096)', () => {
    const page = noticePageOf(NOTICE, [claim('1')], [item(1, '1'), item(2, '1', { detail: { month: '2025-03' } })]);
    expect(page).toMatchObject({ organs: ['EMERGENCY_MGMT', 'HRSS'], maskVersion: 'mask-1' });
    expect(page.items).toEqual([
      { itemNo: 1, claimNo: 'BT-1', name: '张*', idNumber: '15*************526', amountFen: 100 },
      {
        itemNo: 2,
        claimNo: 'BT-1',
        name: '张*',
        idNumber: '15*************526',
        amountFen: 100,
        detail: { month: '2025-03' },
      },
    ]);
  });

  it('shows nothing of a claim that was dropped before the publication, and keeps one that left later', () => {
    const claims = [
      claim('1', { state: 'dropped', dropReason: 'CLAIM_HELD' }),
      claim('2', { state: 'dropped' }),
      claim('3', { state: 'released' }),
    ];
    const page = noticePageOf(NOTICE, claims, [item(1, '1'), item(2, '2'), item(3, '3')]);
    expect(page.claims.map(({ claimNo }) => claimNo)).toEqual(['BT-2', 'BT-3']);
    expect(page.items.map(({ itemNo }) => itemNo)).toEqual([2, 3]);
  });

  it('is stopped by a number in any of its texts, and says the kind but not the number (R-096)', () => {
    const id = '159901199003074521';
    const { facts } = claim('1');
    expect(leaks([claim('1')], [item(1, '1')])).toEqual([]);
    const phone = '13812341234';
    expect(leaks([claim('1', { facts: { ...facts, payee: phone } })])).toEqual(['mobileNumber']);
    expect(leaks([claim('1', { facts: { ...facts, payee: null, applicant: phone } })])).toEqual(['mobileNumber']);
    const occupation = { code: 'x', name: phone };
    expect(leaks([claim('1', { facts: { ...facts, occupation } })])).toEqual(['mobileNumber']);
    const routeName = { zh: phone, en: phone };
    expect(leaks([claim('1', { facts: { ...facts, routeName } })])).toEqual(['mobileNumber']);
    for (const change of [
      { name: phone },
      { idNumber: phone },
      { detail: { title: phone } },
      { detail: { occupation: phone } },
    ]) {
      expect(leaks([claim('1')], [item(1, '1', change)])).toEqual(['mobileNumber']);
    }
    expect(leaks([claim('1')], [item(1, '1', { name: id })])).toContain('idNumber');
  });

  it('is superseded once the notice is withdrawn, closed once it is closed, and published in between', () => {
    const shown = NOTICE_STATES.map((state) => [state, publicNoticeState(state)]);
    expect(Object.fromEntries(shown)).toMatchObject({
      opening: 'published',
      published: 'published',
      closed: 'closed',
      withdrawn: 'superseded',
    });
  });

  it('takes objections while it is published, up to the end of its period (R-099)', () => {
    const open = NOTICE_STATES.filter((state) => isOpenForObjections({ state, endsAtMs: 10 }, 9));
    expect(open).toEqual(['published']);
    expect(isOpenForObjections({ state: 'published', endsAtMs: 10 }, 10)).toBe(false);
  });
});
