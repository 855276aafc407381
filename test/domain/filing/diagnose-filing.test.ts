import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { SUPERVISION_KINDS } from '../../../domain/codes.ts';
import { diagnoseFiling, type FilingCaseFacts } from '../../../domain/filing/diagnose-filing.ts';
import { FILING_STATES } from '../../../domain/filing/filing-course.ts';
import { DAY, NOW, task } from '../../support/diagnosis-facts.ts';

const at = (text: string) => Date.parse(text);
const CALM: FilingCaseFacts = {
  state: 'filed',
  nowMs: NOW,
  stateSinceMs: NOW - DAY,
  workerAgeMs: 1_000,
  startWaitsSinceMs: null,
  openAct: null,
  engine: { fault: null, listingAgeMs: 10_000 },
  tasks: [],
  times: {
    opensAtMs: at('2025-07-07T00:00:00+08:00'),
    endsAtMs: at('2025-07-19T00:00:00+08:00'),
    windowEndsAtMs: at('2026-01-19T00:00:00+08:00'),
  },
  assessmentDueOn: parseIsoDate('2025-08-17'),
  visited: SUPERVISION_KINDS,
  claims: [],
};
const review = task({ kind: 'filingReview', dueOn: '2025-07-04' });

describe('why a class filing waits', () => {
  it('waits for the applicant, the office, the days of its class, and at last for nothing (R-033, R-034, R-038)', () => {
    const said = FILING_STATES.map((state) => {
      const tasks = state === 'filed' ? [review] : [];
      const { waitingFor, cause, nextAutomaticEvent } = diagnoseFiling({ ...CALM, state, tasks });
      return [state, waitingFor, cause, nextAutomaticEvent];
    });
    expect(said).toEqual([
      ['draft', 'person', 'draftOpen', null],
      ['filed', 'person', 'reviewOpen', 'reminder'],
      ['returned', 'person', 'correctionByApplicant', null],
      ['accepted', 'clock', 'classToOpen', 'classOpens'],
      ['open', 'clock', 'classRunning', 'classEnds'],
      ['ended', 'person', 'resultsOwed', 'claimWindowEnds'],
      ['assessed', 'person', 'claimOwed', 'claimWindowEnds'],
      ['claimed', 'done', 'claimed', null],
      ['expired', 'done', 'expired', null],
      ['withdrawn', 'done', 'withdrawn', null],
    ]);
  });

  it('names the office and its official to officials, and the office alone to the institution', () => {
    const said = diagnoseFiling({ ...CALM, tasks: [review] });
    expect(said.sentence.zh).toBe(
      '自 2025-06-30 起等待人力资源和社会保障局 · 就业服务 · 王五受理备案，最迟 2025-07-04。',
    );
    expect(said.sentenceForApplicant.zh).not.toContain('王五');
    expect(said).toMatchObject({ dueOn: '2025-07-04', owner: { kind: 'office', displayName: '王五' } });
    expect(diagnoseFiling({ ...CALM, nowMs: NOW + 9 * DAY, tasks: [review] }).sentence.zh).toContain('（已超期）');
  });

  it('says the day on which an instant at 24:00 ends', () => {
    const running = diagnoseFiling({ ...CALM, state: 'open' });
    expect(running.sentence.zh).toBe('培训进行中，2025-07-18 24:00 结业。');
    expect(diagnoseFiling({ ...CALM, state: 'accepted' }).sentence.zh).toBe('备案已受理，等待 2025-07-07 开班。');
    expect(diagnoseFiling({ ...CALM, state: 'ended' }).sentence.zh).toContain('2026-01-18 24:00');
  });

  it('says which of the three visits are still to be made, and which advance is under way (R-037, R-071)', () => {
    const advance = { id: 'clm_1', claimNo: 'BT-1', kind: 'advance', instalment: 1, linesRefused: 0 } as const;
    const facts = {
      ...CALM,
      state: 'open',
      visited: ['CLASS_PLAN'],
      claims: [{ ...advance, state: 'finance', stage: 'disbursement' }],
    } as const;
    const also = diagnoseFiling(facts).also.map(({ sentence }) => sentence.zh);
    expect(also).toEqual(['责任部门还须登记检查：教学组织、考评结业。', '先行拨付申领 BT-1 正在办理。']);
    expect(diagnoseFiling({ ...CALM, state: 'filed', visited: [], tasks: [review] }).also).toEqual([]);
  });

  it('is the worker that is down or the fault when an act, a start or a timer is late', () => {
    const act = { actId: 'act_1', ageMs: 90_000 };
    const causes = [
      { openAct: { ...act, ageMs: 1_000 } },
      { openAct: { ...act, ageMs: 20_000 } },
      { openAct: act },
      { openAct: act, workerAgeMs: null },
      { startWaitsSinceMs: NOW - 1_000 },
      { startWaitsSinceMs: NOW - DAY },
      { state: 'open', nowMs: at('2025-07-19T00:00:30+08:00') },
      { state: 'open', nowMs: at('2025-07-19T00:02:00+08:00') },
      { state: 'open', nowMs: at('2025-07-19T00:02:00+08:00'), workerAgeMs: 60_000 },
      { state: 'filed', tasks: [] },
    ] as const;
    expect(causes.map((change) => diagnoseFiling({ ...CALM, tasks: [review], ...change }).cause)).toEqual([
      'recording',
      'workerNotAnswering',
      'actNotRecorded',
      'workerDown',
      'starting',
      'startLost',
      'recording',
      'timerMissed',
      'workerDown',
      'noOpenTask',
    ]);
  });

  it('is a seat where nobody is present, with who is back first', () => {
    const absent = [{ name: '赵六', from: parseIsoDate('2025-07-01'), until: parseIsoDate('2025-07-04') }];
    const said = diagnoseFiling({ ...CALM, tasks: [{ ...review, absent }] });
    expect(said).toMatchObject({ cause: 'nobodyPresent', nextAutomaticEvent: 'absenceEnds' });
    expect(said.sentence.zh).toContain('赵六至 2025-07-04');
    expect(said.sentenceForApplicant.zh).toContain('2025-07-05');
    expect(said.sentenceForApplicant.zh).not.toContain('赵六');
  });
});
