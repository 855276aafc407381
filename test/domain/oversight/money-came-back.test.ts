import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../domain/oversight/diagnose.ts';
import type { DiagnosisFacts } from '../../../domain/oversight/diagnosis.ts';
import { CALM, DAY, NOW, task } from '../../support/diagnosis-facts.ts';

const NOTICE = {
  noticeId: 'ntc_1',
  state: 'published',
  sinceMs: NOW - DAY,
  endsAtMs: NOW + DAY,
  confirmedSides: ['department', 'bureau'],
  openObjections: 0,
};
const HELD = { holdId: 'hld_1', category: 'CASE', sinceMs: NOW - DAY, untilMs: NOW + DAY, case: null };

describe('F5: money that came back', () => {
  const back = { failedPayments: [{ isCorrected: false }], tasks: [task({ kind: 'accountCorrection' })] };
  const check = { state: 'postCheck', timer: { kind: 'evidence', atMs: NOW + DAY } } as const;

  it.each<readonly [where: string, change: Partial<DiagnosisFacts>, other: readonly string[]]>([
    ['in the contract check', check, ['evidenceWindow']],
    ['in the review of the top-up', { tasks: [task({ kind: 'accountCorrection' }), task()] }, ['reviewOpen']],
    ['while another payment is on its way', { state: 'paid', paymentSentSinceMs: NOW - DAY }, ['paymentUnanswered']],
    ['in a notice', { state: 'noticeOpen', notice: NOTICE }, ['noticeRunning']],
    ['of the payment that the claim waits for', { state: 'paymentFailed' }, []],
  ])(
    'F5: waits for the applicant’s account %s, and names beside it what else is waited for',
    (_where, change, other) => {
      const said = diagnose({ ...CALM, ...back, ...change });
      expect(said).toMatchObject({
        waitingFor: 'person',
        cause: 'accountCorrection',
        owner: { kind: 'applicant', role: 'applicant' },
        dueOn: '2025-07-14',
        suggestedActs: ['correctAccount'],
      });
      expect(said.sentence.zh).toContain('人力资源和社会保障局');
      expect(said.also.map(({ cause }) => cause)).toEqual(other);
    },
  );

  it('F5: waits for the bureau once the account is corrected, and the top-up goes on beside it', () => {
    const corrected = { ...CALM, ...back, ...check, failedPayments: [{ isCorrected: true }] };
    expect(diagnose(corrected)).toMatchObject({
      cause: 'accountConfirmation',
      owner: { kind: 'office', organ: 'HRSS' },
      also: [{ cause: 'evidenceWindow' }],
    });
  });

  it('F5: stands beside a hold, which ends first, and Finance’s new payment stands beside the contract check', () => {
    expect(diagnose({ ...CALM, ...back, state: 'suspended', hold: HELD })).toMatchObject({
      cause: 'held',
      also: [{ cause: 'accountCorrection' }],
    });
    expect(diagnose({ ...CALM, ...check, tasks: [task({ kind: 'disbursement' })] })).toMatchObject({
      cause: 'evidenceWindow',
      also: [{ cause: 'disbursementOpen' }],
    });
  });
});
