import { describe, expect, it } from 'vitest';
import { diagnoseCall, type CallDiagnosisFacts } from '../../../domain/grant/diagnose-call.ts';
import { diagnoseGrant, type GrantDiagnosisFacts } from '../../../domain/grant/diagnose-grant.ts';
import { GRANT_STATES } from '../../../domain/grant/grant-state.ts';
import type { GrantCourse } from '../../../domain/grant/grant-course.ts';
import { beginTitle } from '../../../domain/grant/grant-title-course.ts';
import { splitGrant } from '../../../domain/grant/grant-instalments.ts';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { parseFen } from '../../../domain/money.ts';

const NOW = Date.parse('2026-05-04T10:00:00+08:00');

const title = beginTitle(
  {
    instalments: splitGrant(parseFen(100), [6000, 4000]),
    firstYear: 2026,
    firstOpensMs: NOW + 1_000,
    designatedOn: parseIsoDate('2025-08-04'),
  },
  null,
);

const course: GrantCourse = {
  revision: 4,
  lastActId: 'act_1',
  state: 'active',
  round: 1,
  deciders: [],
  panel: [],
  timer: null,
  title,
};

const FACTS: GrantDiagnosisFacts = {
  state: 'active',
  course,
  tasks: [],
  isStarted: true,
  stateSinceMs: NOW - 1_000,
  noticeEndsMs: null,
  nowMs: NOW,
  workerAgeMs: 1_000,
};

const causeOf = (facts: Partial<GrantDiagnosisFacts>) => {
  const { waitingFor, cause } = diagnoseGrant({ ...FACTS, ...facts });
  return [waitingFor, cause];
};

describe('why a grant waits', () => {
  it('is one cause in every state, with a sentence in both languages, and with something to do unless it ended or the clock runs', () => {
    for (const state of GRANT_STATES) {
      const said = diagnoseGrant({ ...FACTS, state, course: { ...course, state } });
      expect(said.sentence.zh).not.toBe('');
      expect(said.sentence.en).not.toBe('');
      expect(said.suggested.length > 0 || ['done', 'clock'].includes(said.waitingFor)).toBe(true);
    }
  });

  it('is the fault of the machine before anything else, and the worker that is down before a lost start', () => {
    expect(causeOf({ isStarted: false })).toEqual(['worker', 'starting']);
    expect(causeOf({ isStarted: false, stateSinceMs: NOW - 60_000 })).toEqual(['error', 'startLost']);
    expect(causeOf({ isStarted: false, workerAgeMs: null })).toEqual(['worker', 'workerDown']);
    const late = { ...course, timer: { kind: 'yearOpens', atMs: NOW - 61_000 } } as const;
    expect(causeOf({ course: late })).toEqual(['error', 'timerMissed']);
    expect(causeOf({ course: late, workerAgeMs: 16_000 })).toEqual(['worker', 'workerDown']);
    expect(causeOf({ course: { ...late, timer: { kind: 'yearOpens', atMs: NOW - 1_000 } } })).not.toContain(
      'timerMissed',
    );
  });

  it('is the holder’s debt before the money, the money before the clock, and a suspension holds what is due', () => {
    const first = title.instalments.map((one) => ({ ...one, state: 'due' as const }));
    const due = { ...course, title: { ...title, instalments: first } };
    expect(causeOf({ course: due })).toEqual(['person', 'instalmentDue']);
    const suspended = { byOfficer: true, untilMs: null, caseIds: [] };
    expect(causeOf({ course: { ...due, title: { ...due.title, suspended } } })).toEqual(['hold', 'suspended']);
    const held = { ...suspended, caseIds: ['cas_1'] };
    expect(causeOf({ course: { ...due, title: { ...due.title, suspended: held } } })).toEqual(['hold', 'heldByCase']);
    const account = { round: 1, isWaiting: false, isReturned: true };
    expect(causeOf({ course: { ...due, title: { ...due.title, account } } })).toEqual(['person', 'instalmentDue']);
    const failed = title.instalments.map((one) => ({ ...one, state: 'failed' as const }));
    const returned = { ...title, instalments: failed, account };
    expect(causeOf({ course: { ...due, title: returned } })).toEqual(['person', 'accountCorrection']);
    const year = {
      year: 2025,
      state: 'overdue' as const,
      late: true,
      reportEndsMs: NOW,
      rectifyDays: 90,
      rectifyEndsMs: null,
      rectified: 0,
      maxRectifications: 1,
      meets: null,
      assessorId: null,
    };
    expect(causeOf({ course: { ...due, title: { ...due.title, years: [year] } } })).toEqual([
      'person',
      'yearReportOwed',
    ]);
    expect(causeOf({})).toEqual(['clock', 'titleRunning']);
  });
});

describe('the task that a grant waits for', () => {
  const task = {
    taskId: 'tsk_1',
    kind: 'grantAssessment',
    organ: 'HRSS',
    section: null,
    role: 'grantOfficer',
    sinceMs: NOW - 5_000,
    dueOn: parseIsoDate('2026-05-20'),
    absent: null,
  } as const;

  it('waits for nobody present while everybody of its seat is away, until the first who is back', () => {
    const absent = [
      { name: '甲', from: parseIsoDate('2026-01-05'), until: parseIsoDate('2026-05-12') },
      { name: '乙', from: parseIsoDate('2026-01-06'), until: parseIsoDate('2026-05-10') },
    ];
    const said = diagnoseGrant({ ...FACTS, tasks: [{ ...task, absent }] });
    expect(said).toMatchObject({
      waitingFor: 'person',
      cause: 'nobodyPresent',
      nextEvent: 'absenceEnds',
      owner: { organ: 'HRSS', role: 'grantOfficer' },
      suggested: ['endAbsence', 'extension'],
      sentence: { zh: expect.stringContaining('2026-05-11') },
    });
    expect(JSON.stringify(said)).not.toMatch(/甲|乙/);
  });

  it('is the one whose last day comes first, with its office, its name and how many are open', () => {
    const later = { ...task, taskId: 'tsk_2', dueOn: null };
    const said = diagnoseGrant({ ...FACTS, tasks: [later, task] });
    expect(said).toMatchObject({
      waitingFor: 'person',
      cause: 'taskOpen',
      sinceMs: NOW - 5_000,
      dueOn: '2026-05-20',
      owner: { kind: 'office', organ: 'HRSS', role: 'grantOfficer' },
      suggested: ['decide'],
      sentence: { en: 'Waits for a task: Assess the year.' },
    });
    expect(said.evidence).toEqual(
      expect.arrayContaining([
        { fact: 'task', value: 'tsk_1' },
        { fact: 'openTasks', value: '2' },
      ]),
    );
  });

  it('is of the experts while they score, and of both sides of a notice', () => {
    const scoring = diagnoseGrant({
      ...FACTS,
      state: 'scoring',
      course: { ...course, state: 'scoring' },
      tasks: [task],
    });
    expect(scoring).toMatchObject({ cause: 'scoringOpen', owner: { organ: null }, suggested: ['decide'] });
    const shown = diagnoseGrant({
      ...FACTS,
      state: 'proposed',
      course: { ...course, state: 'proposed' },
      tasks: [task],
    });
    expect(shown).toMatchObject({ cause: 'noticeConfirmation', suggested: ['confirm'] });
  });

  it('R-147: is the bank’s answer while money is on its way, and what is to be built again before that', () => {
    const sent = title.instalments.map((one) => ({ ...one, state: 'sent' as const }));
    const paying = { ...course, title: { ...title, instalments: sent } };
    expect(causeOf({ course: paying })).toEqual(['outside', 'paymentUnanswered']);
    const acceptance = { state: 'rectifying', round: 2, rectifyEndsMs: NOW + 1_000 } as const;
    expect(causeOf({ course: { ...paying, title: { ...paying.title, acceptance } } })).toEqual([
      'person',
      'acceptanceRectification',
    ]);
    expect(causeOf({ course: { ...course, title: null } })).toEqual(['error', 'noOpenTask']);
  });

  it('names the end of a notice that is shown', () => {
    const shown = {
      ...FACTS,
      state: 'noticeOpen',
      course: { ...course, state: 'noticeOpen' },
      noticeEndsMs: NOW + 9,
    } as const;
    expect(diagnoseGrant(shown)).toMatchObject({ waitingFor: 'clock', nextEvent: 'noticeCloses', nextAtMs: NOW + 9 });
  });
});

const CALL: CallDiagnosisFacts = {
  course: { revision: 1, lastActId: 'act_1', state: 'underReview', panel: null, proposal: null },
  plan: { closesAtMs: NOW - 86_400_000 },
  counts: { recommended: 2 },
  openScores: 0,
  reviewDueOn: parseIsoDate('2026-08-31'),
  cityDueOn: parseIsoDate('2026-07-15'),
  isStarted: true,
  stateSinceMs: NOW - 1_000,
  nowMs: NOW,
  workerAgeMs: 1_000,
};

describe('why a call waits', () => {
  it('is who has to act next under review: experts, cities, the panel, the close', () => {
    const panel = { officerId: 'per_1', experts: ['per_2'], changes: [] };
    const causeOfCall = (facts: Partial<CallDiagnosisFacts>) => diagnoseCall({ ...CALL, ...facts }).cause;
    expect(causeOfCall({})).toBe('panelOwed');
    expect(causeOfCall({ counts: { cityFinance: 1 } })).toBe('citiesOwed');
    const formed = { ...CALL.course, panel };
    expect(causeOfCall({ course: formed, openScores: 3 })).toBe('scoringOpen');
    expect(causeOfCall({ course: formed })).toBe('scoringToClose');
    expect(causeOfCall({ course: { ...formed, state: 'cancelled' }, isStarted: false })).toBe('ended');
  });

  it('is the machine first, then its last day, its proposal or its notice', () => {
    const said = (facts: Partial<CallDiagnosisFacts>) => diagnoseCall({ ...CALL, ...facts });
    const open = { ...CALL.course, state: 'open' } as const;
    expect(said({ isStarted: false, workerAgeMs: null }).cause).toBe('workerDown');
    expect(said({ isStarted: false }).cause).toBe('starting');
    expect(said({ isStarted: false, stateSinceMs: NOW - 60_000 }).cause).toBe('startLost');
    expect(said({ course: open })).toMatchObject({ cause: 'timerMissed', sinceMs: NOW - 86_400_000 });
    expect(said({ course: open, plan: { closesAtMs: NOW + 5 } })).toMatchObject({
      waitingFor: 'clock',
      cause: 'applicationsOpen',
      nextEvent: 'applicationsClose',
      nextAtMs: NOW + 5,
    });
    expect(said({ course: { ...CALL.course, state: 'ranked' } })).toMatchObject({
      cause: 'proposalOwed',
      ownerRole: 'grantOfficer',
      dueOn: '2026-08-31',
    });
    expect(said({ course: { ...CALL.course, state: 'proposed' } })).toMatchObject({
      cause: 'noticeRunning',
      ownerRole: 'noticeOfficer',
    });
    expect(said({ course: { ...CALL.course, state: 'decided' } }).waitingFor).toBe('done');
  });
});
