import { describe, expect, it } from 'vitest';
import { diagnoseRecovery } from '../../../domain/recovery/diagnose-recovery.ts';
import { firstRecoveryCourse, type RecoveryCourse } from '../../../domain/recovery/recovery-course.ts';
import { day } from '../../support/policy-library.ts';

const NOW_MS = Date.parse('2025-07-01T10:00:00+08:00');

function sentenceOf(over: Partial<RecoveryCourse>): string {
  const course = { ...firstRecoveryCourse('due'), ...over };
  return diagnoseRecovery({ course, isStarted: true, stateSinceMs: NOW_MS, nowMs: NOW_MS, workerAgeMs: 0 }).sentence.zh;
}

describe('the sentence of a recovery', () => {
  it('says that its letter was sent, which nobody knows to have arrived', () => {
    expect(sentenceOf({ state: 'noticed', payBy: day('2025-07-31') })).toBe('追回通知书已发出，缴回期限内。');
  });

  it('says after the third reminder that it is listed, because the credit file has not taken it', () => {
    expect(sentenceOf({ state: 'due', nextDunningOn: null })).toBe('三次催告之后仍未缴回，已列入待转诚信档案。');
  });
});
