import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../domain/oversight/diagnose.ts';
import type { DiagnosisFacts } from '../../../domain/oversight/diagnosis.ts';
import { CALM, DAY, HOUR, NOW, task } from '../../support/diagnosis-facts.ts';

const notice = (change: Partial<NonNullable<DiagnosisFacts['notice']>> = {}) => ({
  noticeId: 'ntc_1',
  state: 'published',
  sinceMs: NOW - DAY,
  endsAtMs: NOW + DAY,
  confirmedSides: ['department', 'bureau'],
  openObjections: 0,
  ...change,
});

const HELD = { holdId: 'hld_1', category: 'CASE', sinceMs: NOW - DAY, untilMs: NOW + DAY, case: null };
const LATE_ACT = { actId: 'act_1', ageMs: 6_000 };

const CASES: readonly (readonly [string, Partial<DiagnosisFacts>, string, string])[] = [
  ['a draft', { state: 'draft', revision: 0 }, 'person', 'draftOpen'],
  [
    'a claim just submitted',
    { state: 'submitted', revision: 0, stateSinceMs: NOW - 1_000, startWaitsSinceMs: NOW - 1_000 },
    'worker',
    'starting',
  ],
  [
    'a start nobody carried out',
    { state: 'submitted', revision: 0, startWaitsSinceMs: NOW - 6_000, stuckReasons: ['startLost'] },
    'error',
    'startLost',
  ],
  [
    'the same without a worker',
    {
      state: 'submitted',
      revision: 0,
      startWaitsSinceMs: NOW - 6_000,
      stuckReasons: ['startLost'],
      workerAgeMs: 16_000,
    },
    'worker',
    'workerDown',
  ],
  [
    'the same before any worker',
    { state: 'submitted', revision: 0, startWaitsSinceMs: NOW - 6_000, stuckReasons: ['startLost'], workerAgeMs: null },
    'worker',
    'workerDown',
  ],
  ['a register that is down', { state: 'submitted', waitingRegister: 'certificates' }, 'outside', 'registerDown'],
  ['a department review', { tasks: [task()] }, 'person', 'reviewOpen'],
  ['a review while no worker runs and nothing is owed', { tasks: [task()], workerAgeMs: null }, 'person', 'reviewOpen'],
  ['a bureau review', { stage: 'bureauReview', tasks: [task({ role: 'bureauReviewer' })] }, 'person', 'reviewOpen'],
  ['a return to the department', { state: 'returnedToDepartment', tasks: [task()] }, 'person', 'reviewOpen'],
  [
    'a return to the bureau',
    { state: 'returnedToBureau', tasks: [task({ kind: 'bureauCorrection' })] },
    'person',
    'correctionByBureau',
  ],
  [
    'a return to the applicant',
    { state: 'returnedToApplicant', timer: { kind: 'resubmission', atMs: NOW + DAY } },
    'person',
    'correctionByApplicant',
  ],
  [
    'a notice to confirm',
    { state: 'noticePending', notice: notice({ state: 'draft', endsAtMs: null }) },
    'person',
    'noticeConfirmation',
  ],
  ['a notice that nobody has drafted', { state: 'noticePending' }, 'person', 'noticeConfirmation'],
  ['a running notice', { state: 'noticeOpen', notice: notice() }, 'clock', 'noticeRunning'],
  [
    'a running notice with an objection',
    { state: 'noticeOpen', notice: notice({ openObjections: 1 }) },
    'clock',
    'noticeRunning',
  ],
  [
    'an objection after the period',
    { state: 'noticeOpen', notice: notice({ openObjections: 1, endsAtMs: NOW - DAY }) },
    'person',
    'objectionOpen',
  ],
  [
    'a notice that should have closed',
    { state: 'noticeOpen', notice: notice({ endsAtMs: NOW - HOUR }), stuckReasons: ['noticeNotSettled'] },
    'error',
    'noticeNotSettled',
  ],
  [
    'a finance task',
    { state: 'finance', tasks: [task({ kind: 'disbursement', role: 'financeMaker' })] },
    'person',
    'disbursementOpen',
  ],
  [
    'a payee who is not the one that was approved (S13)',
    {
      state: 'finance',
      tasks: [task({ kind: 'disbursement', role: 'financeMaker' })],
      payeeRefusedSinceMs: NOW - HOUR,
    },
    'person',
    'payeeChanged',
  ],
  [
    'a batch to release',
    {
      state: 'finance',
      tasks: [
        task({ kind: 'disbursement', role: 'financeMaker', dueOn: '2025-07-10' }),
        task({ kind: 'batchRelease', role: 'financeChecker', dueOn: '2025-07-14' }),
      ],
    },
    'person',
    'batchRelease',
  ],
  [
    'money sent once more after everything else ended',
    { state: 'paid', paymentSentSinceMs: NOW - DAY },
    'outside',
    'paymentUnanswered',
  ],
  ['a payment on its way', { state: 'paymentSent' }, 'outside', 'paymentUnanswered'],
  [
    'a payment that failed',
    { state: 'paymentFailed', failedPayments: [{ isCorrected: false }], tasks: [task({ kind: 'accountCorrection' })] },
    'person',
    'accountCorrection',
  ],
  [
    'the contract check',
    { state: 'postCheck', timer: { kind: 'evidence', atMs: NOW + DAY } },
    'clock',
    'evidenceWindow',
  ],
  [
    'a timer that is past',
    { state: 'postCheck', timer: { kind: 'evidence', atMs: NOW - 61_000 }, stuckReasons: ['timerMissed'] },
    'error',
    'timerMissed',
  ],
  [
    'money returned after the check began',
    { state: 'paid', failedPayments: [{ isCorrected: true }], tasks: [task({ kind: 'accountCorrection' })] },
    'person',
    'accountConfirmation',
  ],
  ['a hold', { state: 'suspended', hold: HELD, tasks: [task()] }, 'hold', 'held'],
  [
    'an act that a living worker leaves open',
    { tasks: [task()], openAct: LATE_ACT, stuckReasons: ['actNotRecorded'] },
    'worker',
    'workerNotAnswering',
  ],
  [
    'an act kept for more than a minute',
    { tasks: [task()], openAct: { ...LATE_ACT, ageMs: 61_000 }, stuckReasons: ['actNotRecorded'] },
    'error',
    'actNotRecorded',
  ],
  [
    'an act kept too long without a worker',
    { tasks: [task()], openAct: LATE_ACT, stuckReasons: ['actNotRecorded'], workerAgeMs: 60_000 },
    'worker',
    'workerDown',
  ],
  [
    'a fresh act beside an open task',
    { tasks: [task()], openAct: { actId: 'act_1', ageMs: 500 } },
    'person',
    'reviewOpen',
  ],
  ['a review without a task', {}, 'error', 'noOpenTask'],
  ['a closed claim', { state: 'closed' }, 'done', 'closed'],
  ['a rejected claim', { state: 'rejected', outcome: 'NO_LINES_LEFT' }, 'done', 'rejected'],
  ['a withdrawn claim', { state: 'withdrawn' }, 'done', 'withdrawn'],
];

const PAID_ADVANCE = { state: 'closed' as const, openAdvanceSinceMs: Date.parse('2024-06-30T00:00:00+08:00') };

describe('a diagnosis', () => {
  it.each(CASES)('names one cause for %s (design §6)', (_what, change, waitingFor, cause) => {
    const said = diagnose({ ...CALM, ...change });
    expect([said.waitingFor, said.cause]).toEqual([waitingFor, cause]);
    for (const text of [
      said.sentence.zh,
      said.sentence.en,
      said.sentenceForApplicant.zh,
      said.sentenceForApplicant.en,
    ]) {
      expect(text).not.toMatch(/\{|\}|undefined|^$/);
    }
  });

  it.each([
    [1, 1, 'close it', 'have no part in it'],
    [2, 1, 'jurisdiction above', 'only 1'],
    [1, 0, 'jurisdiction above', 'another section'],
  ])('S3: says who ends a case: %i wanted, %i left, and what to do when nobody is', (words, closers, ...said) => {
    const hold = { ...HELD, case: { caseId: 'cas_1', wordsMissing: words, closers } };
    const { owner, sentence, sentenceForApplicant, suggestedActs } = diagnose({ ...CALM, state: 'suspended', hold });
    expect([owner?.role, owner?.organ, suggestedActs]).toEqual(['bureauReviewer', 'HRSS', ['closeCase']]);
    for (const part of said) {
      expect(sentence.en).toContain(part);
    }
    expect(sentence.zh).toContain(`${words} `);
    expect(sentenceForApplicant.zh).not.toContain('核查');
  });

  it('says whose turn it is and until when, and tells the applicant no name', () => {
    const said = diagnose({ ...CALM, tasks: [task()] });
    expect(said.owner).toEqual({
      kind: 'office',
      organ: 'HRSS',
      section: '就业服务',
      role: 'departmentReviewer',
      displayName: '王五',
    });
    expect(said.dueOn).toBe('2025-07-14');
    expect(said.nextAutomaticEvent).toBe('reminder');
    expect(said.sentence.zh).toContain('王五');
    expect(said.sentenceForApplicant.zh).not.toContain('王五');
  });

  it('suggests entering results only for a payment that is unanswered for too long (R-148)', () => {
    const sent = { ...CALM, state: 'paymentSent' } as const;
    expect(diagnose(sent).suggestedActs).toEqual([]);
    expect(diagnose({ ...sent, stuckReasons: ['paymentUnanswered'] }).suggestedActs).toEqual(['enterResults']);
  });

  it('tells when a returned claim lapses (R-103)', () => {
    const atMs = Date.parse('2025-07-31T16:00:00Z');
    const said = diagnose({ ...CALM, state: 'returnedToApplicant', timer: { kind: 'resubmission', atMs } });
    expect(said).toMatchObject({ dueOn: '2025-07-31', nextAutomaticEvent: 'claimLapses', nextAutomaticAtMs: atMs });
  });
});

const causeOf = (change: Partial<DiagnosisFacts>) => diagnose({ ...CALM, ...change }).cause;

describe('an advance', () => {
  it('R-148: that is paid for more than twelve months and not settled is its claim’s cause', () => {
    expect(causeOf(PAID_ADVANCE)).toBe('closed');
    expect(causeOf({ ...PAID_ADVANCE, stuckReasons: ['advanceUnsettled'] })).toBe('advanceUnsettled');
    expect(causeOf({ state: 'closed' })).toBe('closed');
  });
});
