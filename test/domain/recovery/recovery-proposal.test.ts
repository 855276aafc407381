import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import {
  firstRecoveryCourse,
  type RecoveryCourse,
  type RecoveryMessage,
} from '../../../domain/recovery/recovery-course.ts';
import { judgeRecovery } from '../../../domain/recovery/recovery-judging.ts';
import { moveRecovery } from '../../../domain/recovery/recovery-moves.ts';
import { day } from '../../support/policy-library.ts';

const [FIRST_MS, SECOND_MS] = [Date.parse('2025-07-01T10:00:00+08:00'), Date.parse('2025-07-01T10:00:01+08:00')];
const FACTS = { amountFen: 1_000, recoveredFen: 0, payDays: 30, appealDays: 15, reminderDays: 30 };
const PLAN = { recoveryId: 'rec_1', jurisdiction: '150600', partyId: 'pty_1', finderId: null, clockOffsetMs: 0 };
const DUE: RecoveryCourse = { ...firstRecoveryCourse('due'), amountFen: 1_000 };

const person = (personId: string, organ: Actor['organ'], ...roles: Actor['roles']): Actor => ({
  personId,
  organ,
  section: null,
  jurisdiction: '150600',
  roles,
  partyId: null,
});
const MAKER = person('per_maker', 'FINANCE', 'financeMaker');
const CHECKER = person('per_checker', 'FINANCE', 'financeChecker');
const APPROVER = person('per_ops', null, 'operatorApprover');

const plan = (on: string) => [{ dueOn: day(on), amountFen: 1_000 }];
const move = (course: RecoveryCourse, message: RecoveryMessage) => moveRecovery(course, message, FACTS);
const judge = (course: RecoveryCourse, message: RecoveryMessage) => {
  const verdict = judgeRecovery(course, message, PLAN);
  return verdict.ok ? 'ok' : verdict.reason;
};

describe('a second proposal takes the place of the first', () => {
  const asked = { actor: MAKER, actId: 'act' };

  it('of instalments, and who read the first confirms none', () => {
    const first = move(DUE, { kind: 'proposeInstalments', plan: plan('2025-08-01'), atMs: FIRST_MS, ...asked });
    const second = move(first, { kind: 'proposeInstalments', plan: plan('2025-12-01'), atMs: SECOND_MS, ...asked });
    const confirm = { kind: 'confirmInstalments', actor: CHECKER, actId: 'act', atMs: SECOND_MS } as const;
    expect(judge(first, { ...confirm, proposedAtMs: FIRST_MS })).toBe('ok');
    expect(judge(second, { ...confirm, proposedAtMs: FIRST_MS })).toBe('WRONG_STATE');
    expect(judge(second, { ...confirm, proposedAtMs: SECOND_MS })).toBe('ok');
    // An act that was sent before acts named their proposal.
    expect(judge(second, confirm)).toBe('ok');
  });

  it('of a write-off, likewise', () => {
    const first = move(DUE, { kind: 'proposeWriteOff', atMs: FIRST_MS, ...asked });
    const second = move(first, { kind: 'proposeWriteOff', atMs: SECOND_MS, ...asked });
    const confirm = { kind: 'confirmWriteOff', actor: APPROVER, actId: 'act', atMs: SECOND_MS } as const;
    expect(judge(second, { ...confirm, proposedAtMs: FIRST_MS })).toBe('WRONG_STATE');
    expect(judge(second, { ...confirm, proposedAtMs: SECOND_MS })).toBe('ok');
  });
});
