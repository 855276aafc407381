import { describe, expect, it } from 'vitest';
import { directoryInForce, listedInstitution, listedOccupation } from '../../../domain/policy/directories.ts';
import type { RouteDocument } from '../../../domain/policy/policy-pack.ts';
import type { PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import {
  assessmentDueOn,
  checkFiling,
  directoryChange,
  mayAddToRoster,
  filingDocumentKinds,
  missingForClaim,
  missingForSubmission,
  missingSupervision,
  openedBeforeFiling,
  type FilingFacts,
} from '../../../domain/filing/filing-rules.ts';
import { kindWords, missingWords } from '../../../domain/texts/route-words.ts';
import { covers, isJurisdiction } from '../../../domain/authority/jurisdiction.ts';
import { suggestResponsibleDepartment } from '../../../domain/filing/routing.ts';
import { withLaw } from '../../support/line-facts.ts';
import { CALENDAR, day, PRACTICE_LIBRARY, practiceSnapshot } from '../../support/policy-library.ts';

const SNAPSHOT = practiceSnapshot();
const listing = (...documents: RouteDocument[]) => ({
  ...SNAPSHOT,
  routeDefinition: { ...SNAPSHOT.routeDefinition, documents },
});
const GOOD: FilingFacts = {
  filedOn: day('2025-06-09'),
  opensOn: day('2025-06-16'),
  occupation: '6-18-02-04',
  skillLevel: 'LEVEL_5',
  heads: 40,
  classHours: 80,
  isInstitutionListed: true,
  isOccupationListed: true,
  hasAcceptedPlan: true,
  hasDemandLink: true,
};

function said(change: Partial<FilingFacts>, snapshot: PolicySnapshot = SNAPSHOT) {
  const { warnings, refusals } = checkFiling({ ...GOOD, ...change }, snapshot, CALENDAR);
  return { warnings: warnings.map((one) => one.code), refusals: refusals.map((one) => one.code) };
}

function mayAdd(hoursDone: number, today = '2025-06-20'): boolean {
  return mayAddToRoster({ today: day(today), opensOn: day('2025-06-16'), hoursDone, classHours: 80 }, SNAPSHOT);
}

describe('a filing', () => {
  it('R-033: five working days ahead is in time, four are a warning', () => {
    expect(said({})).toEqual({ warnings: [], refusals: [] });
    expect(said({ filedOn: day('2025-06-10') }).warnings).toEqual(['LATE_FILING']);
  });

  it('R-025, R-028: of an institution or an occupation off the directory is refused', () => {
    expect(said({ isInstitutionListed: false, isOccupationListed: false }).refusals).toEqual([
      'NOT_ON_DIRECTORY',
      'OCCUPATION_NOT_ON_DIRECTORY',
    ]);
  });

  it('R-017: without an accepted plan is warned, and refused where the pack blocks it', () => {
    expect(said({ hasAcceptedPlan: false })).toEqual({ warnings: ['NO_PLAN'], refusals: [] });
    const parameters = SNAPSHOT.parameters.map((one) =>
      one.key === 'budget.blockWithoutPlan' ? { ...one, value: true } : one,
    );
    expect(said({ hasAcceptedPlan: false }, { ...SNAPSHOT, parameters })).toEqual({
      warnings: [],
      refusals: ['NO_PLAN'],
    });
  });

  it('R-042: without a demand entry, or of an odd size, is warned', () => {
    expect(said({ hasDemandLink: false, heads: 61 }).warnings).toEqual(['NO_DEMAND_LINK', 'CLASS_SIZE']);
    expect(said({ heads: 9 }).warnings).toEqual(['CLASS_SIZE']);
    expect(said({ classHours: 1 }).warnings).toEqual([]);
    const law = withLaw(SNAPSHOT, { 'filing.minHours': 40 });
    const hours = (classHours: number) =>
      checkFiling({ ...GOOD, classHours }, law, CALENDAR).warnings.map((one) => one.code);
    expect([hours(40), hours(39)]).toEqual([[], ['FEW_HOURS']]);
    expect(said({ heads: 0 }).warnings).toEqual([]);
  });

  it('R-031, R-040: with four of the five documents names the fifth, and the pledge', () => {
    const documents = ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST'];
    expect(missingForSubmission({ documents, rosterRows: 40, hasPledge: true }, SNAPSHOT)).toEqual(['ASSESSMENT_PLAN']);
    const all = { documents: [...documents, 'ASSESSMENT_PLAN', 'STUDENT_ROSTER'], rosterRows: 0, hasPledge: false };
    expect(missingForSubmission(all, SNAPSHOT)).toEqual(['STUDENT_ROSTER', 'PLEDGE']);
    expect(missingForClaim({ attendanceRows: 0, resultRows: 0, hasPledge: false })).toEqual([
      'ATTENDANCE',
      'RESULTS',
      'PLEDGE',
    ]);
  });

  it('R-031: wants what the route lists for a filing, and the parameter’s list where it lists nothing', () => {
    const label = { zh: '用水安全许可', en: 'Water safety permit' };
    const permit = { code: 'WATER_SAFETY_PERMIT', when: 'filing', required: true, label } as const;
    const photo = { ...permit, code: 'POOL_PHOTO', required: false };
    const facts = { documents: [], rosterRows: 0, hasPledge: true };
    expect(missingForSubmission(facts, listing(permit, photo))).toEqual(['WATER_SAFETY_PERMIT']);
    expect(missingForSubmission({ ...facts, documents: [permit.code] }, listing(permit, photo))).toEqual([]);
    expect(missingForSubmission(facts, listing({ ...permit, when: 'claim' }))).toHaveLength(5);
    expect(filingDocumentKinds(listing(photo, permit))).toEqual([
      'POOL_PHOTO',
      'WATER_SAFETY_PERMIT',
      'TEACHING_PLAN',
      'TEACHER_LIST',
      'MATERIALS_LIST',
      'ASSESSMENT_PLAN',
    ]);
    const { routeDefinition } = listing(permit);
    expect(missingWords([permit.code, 'TEACHING_PLAN'], routeDefinition)).toEqual({
      zh: '用水安全许可、教学计划',
      en: 'Water safety permit, teaching plan',
    });
    expect(kindWords([permit.code], routeDefinition).zh).toBe('用水安全许可');
  });

  it('R-032: accepted after the first lesson marks the class', () => {
    expect(openedBeforeFiling(day('2025-06-10'), day('2025-06-09'))).toMatchObject({
      code: 'OPENED_BEFORE_FILING',
      wantsDecision: true,
    });
    expect(openedBeforeFiling(day('2025-06-10'), day('2025-06-10'))).toBeUndefined();
  });

  it('R-034: takes new trainees until a tenth of the hours is done', () => {
    expect([mayAdd(8), mayAdd(9), mayAdd(9, '2025-06-15')]).toEqual([true, false, true]);
  });

  it('R-037: is supervised at three links before approval', () => {
    expect(missingSupervision(['CLASS_PLAN'])).toEqual(['TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']);
  });

  it('R-038: is assessed within 60 days after the class', () => {
    expect(assessmentDueOn(day('2025-06-10'), SNAPSHOT)).toBe('2025-08-09');
  });

  it('R-027: counts the directory of its own day and tells the reviewer of a later one', () => {
    const directory = directoryInForce(PRACTICE_LIBRARY, '150600', day('2025-05-12'));
    expect(listedInstitution(directory, '鄂尔多斯市示范职业技能培训学校')?.uscc).toBe('52159901MJA000000X');
    expect(listedOccupation(directory, '6-18-02-04', 'LEVEL_5')?.name).toBe('焊工');
    expect(listedOccupation(directory, '6-18-02-04', 'LEVEL_1')).toBeUndefined();
    expect(directoryInForce(PRACTICE_LIBRARY, '150600', day('2024-12-31'))).toBeUndefined();
    expect(directoryChange('v3', 'v3')).toBeUndefined();
    expect(directoryChange('v3', 'v4')).toMatchObject({ code: 'DIRECTORY_CHANGED', wantsDecision: false });
  });
});

describe('the responsible department', () => {
  it('R-004: is the organ of the plan line, regardless of the trainees', () => {
    expect(
      suggestResponsibleDepartment({
        planLineOrgan: 'EMERGENCY_MGMT',
        commonCategories: ['DISABLED_PERSON'],
        planOrgans: ['DISABLED_FED'],
      }),
    ).toEqual({ organ: 'EMERGENCY_MGMT', source: 'planLine' });
  });

  it('R-006: may be an organ outside the annex', () => {
    expect(suggestResponsibleDepartment({ planLineOrgan: 'HOUSING_CONSTRUCTION' })).toMatchObject({
      organ: 'HOUSING_CONSTRUCTION',
    });
  });

  it('R-007: of a state-owned coal mine without a plan line is for the HR bureau to route', () => {
    expect(
      suggestResponsibleDepartment({ isSafetyTraining: true, industry: 'COAL', isStateOwnedEmployer: true }),
    ).toEqual({ ambiguous: ['COAL_MINE_SAFETY', 'EMERGENCY_MGMT', 'SASAC'] });
  });

  it.each([
    [{}, 'HRSS'],
    [{ isSafetyTraining: true }, 'EMERGENCY_MGMT'],
    [{ isSafetyTraining: true, industry: 'COAL' }, 'COAL_MINE_SAFETY'],
    [{ isVocationalCollege: true, planOrgans: ['EDUCATION'] }, 'EDUCATION'],
    [{ isVocationalCollege: true }, 'HRSS'],
    [{ commonCategories: ['VETERAN'], planOrgans: ['VETERANS'] }, 'VETERANS'],
    [{ commonCategories: ['NEW_PROFESSIONAL_FARMER'], planOrgans: ['AGRICULTURE'] }, 'AGRICULTURE'],
    [{ isStateOwnedEmployer: true }, 'SASAC'],
    [{ industry: 'BUILDING' }, 'HOUSING_CONSTRUCTION'],
    [{ industry: 'INDUSTRY_IT' }, 'INDUSTRY_IT'],
  ] as const)('R-005, 2.0.1: for %j is suggested as %s', (facts, organ) => {
    expect(suggestResponsibleDepartment(facts)).toEqual({ organ, source: 'suggested' });
  });
});

describe('a jurisdiction', () => {
  it('R-003: covers what begins with its digits, and everywhere is 000000', () => {
    expect(covers('000000', '220100')).toBe(true);
    expect(covers('150000', '150621')).toBe(true);
    expect(covers('150600', '150621')).toBe(true);
    expect(covers('150621', '150600')).toBe(false);
    expect(covers('150600', '150600')).toBe(true);
    expect(['150600', '000000', '150021', 'x'].map(isJurisdiction)).toEqual([true, true, false, false]);
  });
});
