import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { firstRecoveryCourse, type RecoveryCourse } from '../../../domain/recovery/recovery-course.ts';
import { judgeRecovery } from '../../../domain/recovery/recovery-judging.ts';
import { day } from '../../support/policy-library.ts';

const ACTOR: Actor = {
  personId: 'per_other',
  organ: 'HRSS',
  section: null,
  jurisdiction: '150600',
  roles: ['bureauReviewer', 'noticeOfficer'],
  partyId: null,
};
const PLAN = {
  recoveryId: 'rec_1',
  jurisdiction: '150600',
  partyId: 'pty_1',
  finderId: 'per_finder',
  clockOffsetMs: 0,
};
const ASKED = { actId: 'act', atMs: 0, actor: ACTOR } as const;
const FOUND: RecoveryCourse = { ...firstRecoveryCourse('found'), amountFen: 1_000, recoveredFen: 300 };
const APPEALED: RecoveryCourse = {
  ...FOUND,
  state: 'appealed',
  appeal: { state: 'open', from: 'noticed', on: day('2025-07-01') },
};

const ruled = (amountFen: number | null) => {
  const verdict = judgeRecovery(APPEALED, { ...ASKED, kind: 'ruleAppeal', ruling: 'uphold', amountFen }, PLAN);
  return verdict.ok ? 'ok' : verdict.reason;
};
const approved = (amountFen: number) => {
  const verdict = judgeRecovery(FOUND, { ...ASKED, kind: 'approve', amountFen }, PLAN);
  return verdict.ok ? 'ok' : verdict.reason;
};

describe('R-074: a recovery of which a part came back', () => {
  it('is ruled down to that part, and not below it, with the reason for it', () => {
    expect([null, 0, 299, 300, 999, 1_000].map(ruled)).toEqual([
      'BELOW_RECOVERED',
      'BELOW_RECOVERED',
      'BELOW_RECOVERED',
      'ok',
      'ok',
      'AMOUNT_MISMATCH',
    ]);
  });

  it('is approved for that part or more', () => {
    expect([0, 299, 300, 1_000, 1_001].map(approved)).toEqual([
      'AMOUNT_MISMATCH',
      'BELOW_RECOVERED',
      'ok',
      'ok',
      'ABOVE_PAID',
    ]);
  });
});
