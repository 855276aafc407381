import { expect, it } from 'vitest';
import { addDays } from '../../../domain/calendar.ts';
import { diagnoseRecovery } from '../../../domain/recovery/diagnose-recovery.ts';
import { firstRecoveryCourse, type RecoveryCourse } from '../../../domain/recovery/recovery-course.ts';
import { day } from '../../support/policy-library.ts';

const AT_MS = Date.parse('2025-07-01T10:00:00+08:00');

const sentenceOf = (over: Partial<RecoveryCourse>) =>
  diagnoseRecovery({
    course: { ...firstRecoveryCourse('due'), ...over },
    isStarted: true,
    stateSinceMs: AT_MS,
    nowMs: AT_MS,
    workerAgeMs: 0,
  }).sentence.zh;

it('the sentence of a recovery says that its letter was sent, which nobody knows to have arrived', () => {
  expect(sentenceOf({ state: 'noticed', payBy: addDays(day('2025-07-01'), 30) })).toBe(
    '追回通知书已发出，缴回期限内。',
  );
});

it('after the third reminder the sentence says that it is listed, because the credit file has not taken it', () => {
  expect(sentenceOf({ state: 'due', nextDunningOn: null })).toBe('三次催告之后仍未缴回，已列入待转诚信档案。');
});
