import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { FILING_CHECKLIST, wrongAnswers } from '../../../domain/task/decision-rules.ts';
import { factsToAsk, wantedFacts } from '../../../domain/line/asked-evidence.ts';
import { REGISTER_NAMES } from '../../../domain/line/register-answers.ts';
import { planDueOn, planFields } from '../../../domain/grant/annual-plan.ts';
import { chainRefusal, selfEvaluation } from '../../../domain/filing/chain-leader.ts';
import { selectionScore } from '../../../domain/filing/institution-selection.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineFacts } from '../../../domain/line/line-facts.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { missingProjectFacts } from '../../../domain/filing/project-directory.ts';
import { judgeDeletion } from '../../../domain/integrity/retention.ts';
import { postBeforeTraining, type PostFacts } from '../../../domain/line/train-before-post.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY, practiceSnapshot } from '../../support/policy-library.ts';

describe('the annual plan', () => {
  const parameters = { firstDueOn: day('2019-11-30'), dueMonth: 2 };

  it.each([
    [2020, '2020-02-29'],
    [2024, '2024-02-29'],
    [2025, '2025-02-28'],
    [2100, '2100-02-28'],
  ])('R-012: of %d is due on %s', (year, due) => {
    expect(planDueOn(year, parameters)).toBe(due);
    expect(planFields(year, parameters)).not.toContain('trainingDoneSoFar');
  });

  it('R-013: of 2019 is due at the end of November and says what was trained already; there is none before', () => {
    expect(planDueOn(2019, parameters)).toBe('2019-11-30');
    expect(planFields(2019, parameters)).toContain('trainingDoneSoFar');
    expect(planDueOn(2018, parameters)).toBeUndefined();
  });

  it('R-012: in December ends with the year', () => {
    expect(planDueOn(2025, { ...parameters, dueMonth: 12 })).toBe('2025-12-31');
  });
});

describe('the directories', () => {
  const project = { headcount: 20, skillDemand: '焊工初级', content: '焊接', classHours: 80, mode: 'ORDER' };

  it('R-026: a project without its length, or any other of the facts, is not published', () => {
    expect(missingProjectFacts(project)).toEqual([]);
    expect(missingProjectFacts({ ...project, classHours: null })).toEqual(['classHours']);
    expect(missingProjectFacts({ ...project, headcount: 0, content: ' ', mode: '' })).toEqual([
      'headcount',
      'content',
      'mode',
    ]);
  });

  it('R-029: two equal applications, public and private, have one score, and nothing unpublished counts', () => {
    const points = { premises: 10, teachers: 20 };
    const conditions = ['premises', 'teachers', 'equipment'];
    const open = selectionScore({ partyId: 'pty_1', ownership: 'public', points }, conditions);
    const secret = { ...points, ownershipBonus: 50 };
    expect(selectionScore({ partyId: 'pty_2', ownership: 'private', points: secret }, conditions)).toBe(open);
    expect(open).toBe(30);
  });
});

describe('a filing', () => {
  it('R-035: one “no” of the three checks of the content blocks the acceptance', () => {
    expect(FILING_CHECKLIST).toHaveLength(3);
    const yes = { typicalTasks: 'true', safety: 'true', textbooks: 'true' } as const;
    expect(wrongAnswers(FILING_CHECKLIST, yes)).toEqual([]);
    for (const key of FILING_CHECKLIST) {
      expect(wrongAnswers(FILING_CHECKLIST, { ...yes, [key]: 'false' })).toEqual([
        { key, code: 'ANSWER_FORBIDS_APPROVAL' },
      ]);
    }
  });

  const POST: PostFacts = {
    isHighRiskClass: true,
    categories: [],
    postStartedOn: day('2025-05-25'),
    opensOn: day('2025-05-26'),
  };
  const code = (change: Partial<PostFacts>) =>
    postBeforeTraining({ ...POST, ...change }, ['SPECIAL_OPERATION_WORKER'])?.code;

  it('R-041: a post from before the opening day is a warning, one from that day on is not', () => {
    expect(postBeforeTraining(POST, [])).toMatchObject({ code: 'POST_BEFORE_TRAINING', wantsDecision: false });
    expect(code({ postStartedOn: day('2025-05-26') })).toBeUndefined();
    expect(code({ postStartedOn: null })).toBeUndefined();
  });

  it('R-041: only high-risk fields and special operations are meant', () => {
    expect(code({ isHighRiskClass: false })).toBeUndefined();
    expect(code({ isHighRiskClass: false, categories: ['SPECIAL_OPERATION_WORKER'] })).toBe('POST_BEFORE_TRAINING');
  });
});

describe('a chain leader', () => {
  const members = [{ uscc: 'M1', from: day('2025-01-01'), to: day('2025-12-31') }];

  it('R-043: trains staff of members of its chain only, on the first and the last day too', () => {
    expect(chainRefusal('M1', members, day('2025-01-01'))).toBeUndefined();
    expect(chainRefusal('M1', members, day('2025-12-31'))).toBeUndefined();
    expect(chainRefusal('M1', members, day('2026-01-01'))?.code).toBe('EMPLOYER_OUTSIDE_CHAIN');
    expect(chainRefusal('M2', members, day('2025-06-01'))?.rule).toBe('R-043');
    expect(chainRefusal(null, members, day('2025-06-01'))).toBeDefined();
    expect(chainRefusal('M1', [{ uscc: 'M1', from: day('2025-01-01'), to: null }], day('2030-01-01'))).toBeUndefined();
  });

  it('R-043: that also evaluates is flagged for sampling', () => {
    expect(selfEvaluation('M1', 'M1')).toMatchObject({ code: 'SELF_EVALUATION', wantsDecision: false });
    expect(selfEvaluation('M1', 'M2')).toBeUndefined();
    expect(selfEvaluation('M1', null)).toBeUndefined();
  });
});

describe('the widened group', () => {
  it('R-069: somebody of no category and without a pension is eligible, at the rate of everybody', () => {
    const facts: LineFacts = {
      classHours: 80,
      attendedHours: 80,
      opensOn: day('2025-05-26'),
      endsOn: day('2025-06-10'),
      submittedOn: day('2025-06-23'),
      occupation: '6-18-02-04',
      skillLevel: 'LEVEL_5',
      categories: [],
      feeFen: parseFen(0),
      result: {
        idNumber: '159901196708120019',
        hasPassed: true,
        certificate: { kind: 'SKILL_LEVEL', certificateNo: 'A1', issuedOn: day('2025-06-19') },
      },
      certificateRegister: { isAvailable: true, value: { kind: 'found' } },
      identityRegister: { isAvailable: true, value: [] },
      subsidyRegister: { isAvailable: true, value: [] },
      ownSubsidies: [],
      isClaimedByOtherSide: false,
      plausibility: [],
    };
    const snapshot = practiceSnapshot();
    const veteran = judgeLine({ ...facts, categories: ['VETERAN'] }, snapshot);
    expect(judgeLine(facts, snapshot)).toEqual(veteran);
    expect(veteran.state).toBe('eligible');
    expect(priceLine(facts, snapshot)).toMatchObject({ ok: true, baseFen: 80_000 });
    expect(priceLine({ ...facts, categories: ['VETERAN'] }, snapshot)).toEqual(priceLine(facts, snapshot));
  });
});

describe('the applicant', () => {
  const wanted = [
    { code: 'CERTIFICATE', register: 'certificates' },
    { code: 'INSURANCE', register: 'insurance' },
    { code: 'ACCOUNT', register: null },
  ] as const;

  it('R-110: is never asked for what a healthy register holds, and may show it while the register is down', () => {
    expect(factsToAsk(wanted, ['certificates', 'insurance'])).toEqual(['ACCOUNT']);
    expect(factsToAsk(wanted, ['certificates'])).toEqual(['INSURANCE', 'ACCOUNT']);
    expect(factsToAsk(wanted, [])).toEqual(['CERTIFICATE', 'INSURANCE', 'ACCOUNT']);
  });

  it('R-110: never has to bring, on any route, what a register holds', () => {
    for (const route of PRACTICE_LIBRARY.packs.flatMap((pack) => pack.routes)) {
      const asked = factsToAsk(wantedFacts(route), REGISTER_NAMES);
      const required = [...route.columns, ...route.documents].filter((one) => one.required).map(({ code }) => code);
      expect(required.filter((code) => !asked.includes(code))).toEqual([]);
    }
  });

  it('R-110: of the skill-upgrade subsidy is not asked for the months that the insurance register counts', () => {
    const { routeDefinition } = routeSnapshot('SKILL_UPGRADE_SUBSIDY');
    expect(factsToAsk(wantedFacts(routeDefinition), REGISTER_NAMES)).not.toContain('insuredMonths');
    expect(factsToAsk(wantedFacts(routeDefinition), ['certificates'])).toContain('insuredMonths');
  });
});

const judge = (closedOn: string | null, today: string) =>
  judgeDeletion({ closedOn: closedOn === null ? null : day(closedOn), today: day(today) }, 10);

describe('a closed file', () => {
  it('R-151: is kept for ten years to the day, an open one for good', () => {
    expect(judge('2025-06-10', '2035-06-10')).toMatchObject({ reason: 'KEPT_BY_RETENTION' });
    expect(judge('2025-06-10', '2035-06-11').ok).toBe(true);
    expect(judge('2024-02-29', '2034-02-28').ok).toBe(false);
    expect(judge('2024-02-29', '2034-03-01').ok).toBe(true);
    expect(judge(null, '2099-01-01').ok).toBe(false);
  });
});
