import { describe, expect, it } from 'vitest';
import { applicationTasks } from '../../../domain/grant/grant-application-tasks.ts';
import type { GrantCourse } from '../../../domain/grant/grant-course.ts';
import { titleRoutes } from '../../../domain/grant/designation-targets.ts';
import { isGrantPayable } from '../../../domain/grant/grant-payment.ts';
import { debtAfterReturn } from '../../../domain/grant/grant-recovery.ts';
import { figuresOf, judgeSpent } from '../../../domain/grant/year-report.ts';
import { after, EXPERT, ofExpert, paid, releases, suspends } from '../../support/grant-acts.ts';
import { FIRST_FEN, IN_STATE, PAID_ONCE } from '../../support/grant-courses.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { APPROVER, CHECKER, MAKER, OFFICER, PLAN } from '../../support/title-courses.ts';

const wordOn = (course: GrantCourse | null, also: object = {}, maker = MAKER): string => {
  const verdict = isGrantPayable({ course, fund: 'REGION_BUDGET', living: [], ...also }, maker);
  return verdict.ok ? `${verdict.value.no}: ${verdict.value.amountFen} of ${verdict.value.fund}` : verdict.reason;
};

describe('an instalment that a maker drafts', () => {
  it('R-157: is the one that is due, of a fund, for the whole amount', () => {
    expect(wordOn(IN_STATE.building)).toBe(`1: ${FIRST_FEN} of REGION_BUDGET`);
    expect(wordOn(after(PAID_ONCE, paid(1, 'returned')))).toBe(`1: ${FIRST_FEN} of REGION_BUDGET`);
  });

  it.each([
    ['there is no course yet', null, {}, MAKER, 'INSTALMENT_NOT_DUE'],
    ['there is no title yet', IN_STATE.designation, {}, MAKER, 'INSTALMENT_NOT_DUE'],
    ['no fund pays it', IN_STATE.building, { fund: null }, MAKER, 'INSTALMENT_NOT_DUE'],
    ['it is settled', PAID_ONCE, {}, MAKER, 'INSTALMENT_NOT_DUE'],
    ['a withdrawal is proposed', IN_STATE.withdrawalProposed, {}, MAKER, 'INSTALMENT_NOT_DUE'],
    ['it was sent', after(IN_STATE.building, releases(1)), {}, MAKER, 'ALREADY_IN_BATCH'],
    ['a batch has drafted it', IN_STATE.building, { living: [1] }, MAKER, 'ALREADY_IN_BATCH'],
    ['the title is suspended', after(IN_STATE.building, suspends(OFFICER)), {}, MAKER, 'GRANT_SUSPENDED'],
    ['who decided on it', IN_STATE.building, {}, { ...MAKER, personId: APPROVER.personId }, 'SAME_PERSON_FORBIDDEN'],
    ['who checked it', PAID_ONCE, { living: [] }, { ...MAKER, personId: CHECKER.personId }, 'INSTALMENT_NOT_DUE'],
    ['no maker', IN_STATE.building, {}, { ...MAKER, personId: 'per_x', roles: [] }, 'FORBIDDEN'],
  ] as const)('R-157, R-161: is refused where or to %s', (...row) => {
    const [, course, also, maker, reason] = row;
    expect(wordOn(course, also, { ...maker, roles: [...maker.roles] })).toBe(reason);
  });
});

describe('what a holder says of its money', () => {
  it('R-160: is bound by what arrived, also where the bank gave some of it back', () => {
    expect(judgeSpent(90, { paidFen: 100, lastSpentFen: 90 }).ok).toBe(true);
    expect(judgeSpent(89, { paidFen: 100, lastSpentFen: 90 })).toMatchObject({ reason: 'SPENT_FALLS' });
    expect(judgeSpent(60, { paidFen: 60, lastSpentFen: 90 }).ok).toBe(true);
    expect(judgeSpent(59, { paidFen: 60, lastSpentFen: 90 })).toMatchObject({ reason: 'SPENT_FALLS' });
    expect(judgeSpent(61, { paidFen: 60, lastSpentFen: 90 })).toMatchObject({ reason: 'SPENT_OVER_PAID' });
    expect(debtAfterReturn({ amountFen: 50, recoveredFen: 20 }, 0)).toBe(20);
    expect(debtAfterReturn({ amountFen: 50, recoveredFen: 0 }, 40)).toBe(40);
    expect(debtAfterReturn({ amountFen: 50, recoveredFen: 0 }, 100)).toBe(50);
  });

  it('R-113, R-115: keeps the figures of its kind alone', () => {
    const all = {
      highSkillCapacity: 1,
      publicServiceCapacity: 2,
      highSkillActual: 3,
      publicServiceActual: 4,
      backbonesTrained: 5,
      spentFen: 6,
    };
    expect(figuresOf('HIGH_SKILL_BASE', all)).toEqual({ ...all, backbonesTrained: null });
    expect(figuresOf('SKILL_MASTER_STUDIO', all)).toMatchObject({ highSkillCapacity: null, backbonesTrained: 5 });
    expect(figuresOf('COMPETITION_BASE', all)).toMatchObject({ backbonesTrained: null, spentFen: 6 });
    expect(figuresOf('HIGH_SKILL_BASE', { spentFen: 0 }).highSkillActual).toBeNull();
  });
});

const tasks = (course: GrantCourse) =>
  applicationTasks(course, PLAN).map(({ stage, organ, jurisdiction, personId }) => [
    stage,
    organ,
    jurisdiction,
    personId,
  ]);

describe('the tasks of an application', () => {
  it('R-153, R-154: are of the applicant’s city, of each expert who is asked, and of the approver', () => {
    expect(tasks(IN_STATE.cityRecommendation)).toEqual([['cityRecommendation', 'HRSS', '150600', undefined]]);
    expect(tasks(IN_STATE.cityFinance)).toEqual([['cityFinance', 'FINANCE', '150600', undefined]]);
    expect(tasks(IN_STATE.scoring)).toHaveLength(3);
    expect(tasks(after(IN_STATE.scoring, ofExpert('score', EXPERT))).map((one) => one.at(-1))).toEqual([
      'per_e2',
      'per_e3',
    ]);
    expect(tasks(IN_STATE.designation)).toEqual([['designation', 'HRSS', undefined, undefined]]);
    expect([IN_STATE.returnedToApplicant, IN_STATE.ranked, IN_STATE.noticeOpen].flatMap(tasks)).toEqual([]);
  });
});

describe('the routes that grant a title', () => {
  it('R-111, R-112: are those of the packs in sight, each once', () => {
    const routes = titleRoutes(PRACTICE_LIBRARY, '150000');
    expect(routes).toContainEqual({ route: 'BASE_GRANT_REGIONAL', kind: 'HIGH_SKILL_BASE', level: 'REGIONAL' });
    expect(new Set(routes.map(({ route }) => route)).size).toBe(routes.length);
  });
});
