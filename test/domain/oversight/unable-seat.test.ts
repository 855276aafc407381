import { describe, expect, it } from 'vitest';
import { diagnoseNotice } from '../../../domain/notice/diagnose-notice.ts';
import { diagnose } from '../../../domain/oversight/diagnose.ts';
import { CALM, DAY, HOUR, NOW, task } from '../../support/diagnosis-facts.ts';

const UNABLE = { seated: 3, byDuty: 1, byRelation: 1, absent: 1 };
const operator = { kind: 'operator', role: 'operator' };

describe('a task that nobody of its seat can end', () => {
  it('waits for an operator where the account of the person who has it is disabled', () => {
    const said = diagnose({ ...CALM, tasks: [task({ isAssigneeGone: true })] });
    expect(said).toMatchObject({
      waitingFor: 'person',
      cause: 'assigneeGone',
      owner: operator,
      suggestedActs: ['transfer'],
    });
    expect([said.dueOn, said.evidence]).toEqual(['2025-07-14', [{ fact: 'task', value: 'tsk_1' }]]);
    expect(JSON.stringify([said.sentence, said.owner])).not.toContain('王五');
  });

  it('says how many may not act and why, before it says who is away', () => {
    const said = diagnose({ ...CALM, tasks: [task({ unable: UNABLE, assignee: null })] });
    expect(said).toMatchObject({ cause: 'nobodyEligible', owner: operator, sinceMs: NOW - DAY });
    expect(said.sentence.zh).toContain('现有 3 人均不能办理（已参与本案 1 人，利害关系 1 人，请假 1 人）');
    expect(said.sentence.en).toContain('part in the case: 1, a relation: 1, away: 1');
    expect(said.sentenceForApplicant.zh).toContain('无需您办理');
  });

  it('is no cause where another seat or the applicant is waited for', () => {
    const gone = task({ isAssigneeGone: true });
    expect(diagnose({ ...CALM, state: 'returnedToApplicant', tasks: [gone] }).cause).toBe('correctionByApplicant');
    const earlier = task({ taskId: 'tsk_2', organ: 'EDUCATION', dueOn: '2025-07-02' });
    expect(diagnose({ ...CALM, tasks: [earlier, gone] }).cause).toBe('reviewOpen');
  });

  it('is told of a notice as well', () => {
    const facts = { ...CALM, state: 'draft', endsAtMs: null, openObjections: 0 } as const;
    const said = (change: Parameters<typeof task>[0]) =>
      diagnoseNotice({ ...facts, tasks: [task({ kind: 'noticeConfirmationBureau', ...change })] });
    expect(said({}).cause).toBe('noticeConfirmation');
    expect(said({ isAssigneeGone: true })).toMatchObject({ cause: 'assigneeGone', owner: operator });
    expect(said({ unable: UNABLE }).sentence.en).toContain('none of whose 3 people may act');
  });
});

const report = (parked: 'AMOUNT_MISMATCH' | 'CLAIM_NOT_ANSWERING' | null) =>
  ({ eventId: 'evt_1', parked, sinceMs: NOW - HOUR }) as const;

describe('a report about a payment that changed nothing', () => {
  const sent = { ...CALM, state: 'paymentSent', paymentSentSinceMs: NOW - DAY } as const;
  it('is what the claim waits for, and not the finance system', () => {
    const said = diagnose({ ...sent, report: report('AMOUNT_MISMATCH') });
    expect(said).toMatchObject({
      waitingFor: 'person',
      cause: 'reportParked',
      sinceMs: NOW - HOUR,
      owner: { organ: 'FINANCE', role: 'financeMaker' },
      suggestedActs: ['matchReport'],
      evidence: [
        { fact: 'event', value: 'evt_1' },
        { fact: 'parkReason', value: 'AMOUNT_MISMATCH' },
      ],
    });
    expect(said.sentence.zh).toContain('AMOUNT_MISMATCH');
  });

  it.each([null, 'CLAIM_NOT_ANSWERING'] as const)(
    'is repeated by the sweeps as long as it is not taken (%s)',
    (parked) => {
      const late = { ...sent, report: report(parked), stuckReasons: ['reportNotTaken'] } as const;
      expect(diagnose(late)).toMatchObject({
        waitingFor: 'error',
        cause: 'reportNotTaken',
        nextAutomaticEvent: 'retry',
      });
      expect(diagnose({ ...late, stuckReasons: [] }).cause).toBe('paymentUnanswered');
      expect(diagnose({ ...late, workerAgeMs: null }).cause).toBe('workerDown');
    },
  );

  it('stands beside the contract check that the claim waits for', () => {
    const timer = { kind: 'evidence', atMs: NOW + DAY };
    const said = diagnose({ ...CALM, state: 'postCheck', timer, report: report('AMOUNT_MISMATCH') });
    expect([said.cause, said.also.map(({ cause }) => cause)]).toEqual(['evidenceWindow', ['reportParked']]);
  });
});

describe('a state that ends by itself', () => {
  it('is an error without a timer, and nothing repeats it', () => {
    const said = diagnose({ ...CALM, state: 'postCheck', stuckReasons: ['timerMissing'] });
    expect(said).toMatchObject({ waitingFor: 'error', cause: 'timerMissing', nextAutomaticEvent: null });
    expect(said.suggestedActs).toEqual(['repair']);
  });
});
