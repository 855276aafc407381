import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import {
  isBatchSettled,
  judgeBatchAct,
  moveBatch,
  type BatchCourse,
  type BatchMessage,
  type BatchPlan,
} from '../../../domain/payout/batch-course.ts';
import { ACTORS, anActor, NOON_MS, ORDOS } from '../../support/claim-courses.ts';

const PLAN: BatchPlan = { batchId: 'bat_1', jurisdiction: ORDOS, makerId: 'finance.maker', clockOffsetMs: 0 };
const DRAFT: BatchCourse = { revision: 1, lastActId: 'act_1', state: 'draft' };
const STATES = ['draft', 'releasing', 'sent', 'done', 'rejected'] as const;
const KINDS = ['begin', 'release', 'reject', 'dispatched', 'settle'] as const;

const { financeMaker, financeChecker, deptEmergency } = ACTORS;
const maker2 = anActor('finance.maker2', { organ: 'FINANCE', roles: ['financeMaker'] });
const both = anActor('finance.maker', { organ: 'FINANCE', roles: ['financeMaker', 'financeChecker'] });
const elsewhere = anActor('x', { ...financeChecker, personId: 'x', jurisdiction: '150100' });

function message(kind: BatchMessage['kind'], actor: Actor = financeChecker, expectedRevision = 1): BatchMessage {
  const asked = { actId: 'act_2', atMs: NOON_MS };
  return kind === 'release' || kind === 'reject' ? { ...asked, kind, actor, expectedRevision } : { ...asked, kind };
}

function refusalOf(course: BatchCourse, asked: BatchMessage): string | null {
  const judged = judgeBatchAct(course, asked, PLAN);
  return judged.ok ? null : judged.reason;
}

describe('a payout batch', () => {
  it('is released by a checker who is not its maker (D5, D12)', () => {
    expect(refusalOf(DRAFT, message('release'))).toBeNull();
    expect(refusalOf(DRAFT, message('release', both))).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusalOf(DRAFT, message('release', financeMaker))).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusalOf(DRAFT, message('release', maker2))).toBe('ROLE_REQUIRED');
    expect(refusalOf(DRAFT, message('release', deptEmergency))).toBe('ROLE_REQUIRED');
    expect(refusalOf(DRAFT, message('release', elsewhere))).toBe('OTHER_JURISDICTION');
  });

  it('is taken back by its maker or rejected by a checker, and by nobody else (R-101)', () => {
    expect(refusalOf(DRAFT, message('reject', financeMaker))).toBeNull();
    expect(refusalOf(DRAFT, message('reject', financeChecker))).toBeNull();
    expect(refusalOf(DRAFT, message('reject', maker2))).toBe('ROLE_REQUIRED');
  });

  it('is not released on a revision that the checker did not see (D2)', () => {
    expect(refusalOf(DRAFT, message('release', financeChecker, 0))).toBe('STALE');
  });

  it('is released or rejected only while it is a draft, no matter who asks (D5)', () => {
    for (const state of STATES.filter((one) => one !== 'draft')) {
      expect(refusalOf({ ...DRAFT, state }, message('release', both))).toBe('WRONG_STATE');
      expect(refusalOf({ ...DRAFT, state }, message('reject', financeMaker, 0))).toBe('WRONG_STATE');
    }
  });

  it('is sent while a line is open and done when every line is final (R-147)', () => {
    const releasing = moveBatch(DRAFT, message('release'), { linesOpen: 2 });
    expect(releasing.state).toBe('releasing');
    const sent = moveBatch(releasing, message('dispatched'), { linesOpen: 2 });
    expect(sent.state).toBe('sent');
    expect(moveBatch(sent, message('settle'), { linesOpen: 1 }).state).toBe('sent');
    expect(moveBatch(sent, message('settle'), { linesOpen: 0 }).state).toBe('done');
  });

  it('is done at once when every claim refused to be paid (D5)', () => {
    const releasing = moveBatch(DRAFT, message('release'), { linesOpen: 0 });
    expect(moveBatch(releasing, message('dispatched'), { linesOpen: 0 }).state).toBe('done');
  });

  it('has an open act in every state but its two ends (R-148)', () => {
    for (const state of STATES) {
      const course = { ...DRAFT, state };
      const isStuck = KINDS.every((kind) => refusalOf(course, message(kind)) === 'WRONG_STATE');
      expect(isStuck).toBe(isBatchSettled(course));
    }
  });

  test.prop([
    fc.array(fc.record({ kind: fc.constantFrom(...KINDS), linesOpen: fc.nat(2), isMaker: fc.boolean() }), {
      maxLength: 20,
    }),
  ])(
    'rises by one per granted act after its beginning, and pays only after a release by another person (D2, D12)',
    (asked) => {
      let course = DRAFT;
      let released = 0;
      for (const { kind, linesOpen, isMaker } of asked) {
        const wish = message(kind, isMaker ? both : financeChecker, course.revision);
        if (refusalOf(course, wish) === null) {
          released += kind === 'release' && !isMaker ? 1 : 0;
          const next = moveBatch(course, wish, { linesOpen });
          expect(next.revision).toBe(course.revision + (kind === 'begin' ? 0 : 1));
          course = next;
        }
      }
      expect(released).toBe(course.state === 'draft' || course.state === 'rejected' ? 0 : 1);
    },
  );
});
