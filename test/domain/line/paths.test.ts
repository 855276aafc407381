import { describe, expect, it } from 'vitest';
import { authorizeDecision, type Decider } from '../../../domain/authority/authorize-decision.ts';
import { compareWithRegisters, judgeAccountHolder } from '../../../domain/line/insurance-path.ts';
import { choosePath, type PathFacts, type PathParameters } from '../../../domain/line/path-selection.ts';
import { brokenStep, type PathStage } from '../../../domain/line/path-steps.ts';
import { practiceSnapshot } from '../../support/policy-library.ts';

const PARAMETERS: PathParameters = {
  isOnlyForSpecialGroups: false,
  specialGroups: ['VETERAN', 'DISABLED_PERSON'],
  carvedOutRoutes: ['ENTREPRENEURSHIP_TRAINING', 'TRIAL_ENTREPRENEURSHIP_2000'],
};
const LITERAL = { ...PARAMETERS, isOnlyForSpecialGroups: true };
const PERSONAL: PathFacts = {
  route: 'INDIVIDUAL_CERTIFICATE',
  pipeline: 'P2_EXISTING',
  isPersonal: true,
  categories: ['COLLEGE_GRADUATE'],
};
const COURSE: PathFacts = { ...PERSONAL, route: 'ENTREPRENEURSHIP_TRAINING', isPersonal: false, categories: [] };
const existing = { pipeline: 'P2_EXISTING', responsibleDepartment: null };

describe('the way of a claim', () => {
  it('R-008: an entrepreneurship class takes the existing path, regardless of applicant and switch', () => {
    expect(choosePath(COURSE, PARAMETERS)).toEqual(existing);
    expect(choosePath({ ...COURSE, pipeline: 'P1_JOINT' }, LITERAL)).toEqual(existing);
    expect(choosePath({ ...COURSE, isPersonal: true }, LITERAL)).toEqual(existing);
  });

  it("R-008: a graduate's own claim takes the joint path under the HR bureau where only special groups are carved out", () => {
    expect(choosePath(PERSONAL, PARAMETERS)).toEqual(existing);
    expect(choosePath(PERSONAL, LITERAL)).toEqual({ pipeline: 'P1_JOINT', responsibleDepartment: 'HRSS' });
    expect(choosePath({ ...PERSONAL, categories: ['COLLEGE_GRADUATE', 'VETERAN'] }, LITERAL)).toEqual(existing);
  });

  it('R-008: a class of an institution, the insurance path and grants keep what their pack says', () => {
    const institution = { ...PERSONAL, route: 'INSTITUTION_PROJECT_TRAINING', isPersonal: false } as const;
    expect(choosePath({ ...institution, pipeline: 'P1_JOINT' }, LITERAL).pipeline).toBe('P1_JOINT');
    expect(choosePath({ ...PERSONAL, pipeline: 'P3_INSURANCE' }, LITERAL).pipeline).toBe('P3_INSURANCE');
    expect(choosePath({ ...PERSONAL, pipeline: 'P4_PROJECT_GRANT' }, PARAMETERS).pipeline).toBe('P4_PROJECT_GRANT');
  });
});

const DEPARTMENT: PathStage = { kind: 'review', organ: 'responsibleDepartment' };
const COUNTER: PathStage = { kind: 'review', organ: 'HRSS' };
const BUREAU: PathStage = { kind: 'review', organ: 'HRSS', section: 'other' };
const NOTICE: PathStage = { kind: 'notice', organ: 'HRSS' };
const FINANCE: PathStage = { kind: 'disbursement', organ: 'FINANCE' };
const CHECK: PathStage = { kind: 'contractCheck', organ: 'responsibleDepartment' };

describe('the steps of a way', () => {
  it('R-091: the joint path skips and swaps nothing; what follows the payment is the route’s own', () => {
    expect(brokenStep('P1_JOINT', practiceSnapshot().routeDefinition.stages)).toBeUndefined();
    expect(brokenStep('P1_JOINT', [DEPARTMENT, BUREAU, NOTICE, FINANCE, CHECK])).toBeUndefined();
    expect(brokenStep('P1_JOINT', [BUREAU, DEPARTMENT, NOTICE, FINANCE])).toBe('departmentReview');
    expect(brokenStep('P1_JOINT', [DEPARTMENT, BUREAU, FINANCE])).toBe('notice');
    expect(brokenStep('P1_JOINT', [DEPARTMENT, COUNTER, NOTICE, FINANCE])).toBe('bureauReview');
  });

  it('R-106: the existing way has a counter, another section, a notice and Finance', () => {
    expect(brokenStep('P2_EXISTING', [COUNTER, BUREAU, NOTICE, FINANCE])).toBeUndefined();
    expect(brokenStep('P2_EXISTING', [COUNTER, NOTICE, FINANCE])).toBe('bureauReview');
    expect(brokenStep('P2_EXISTING', [DEPARTMENT, BUREAU, NOTICE, FINANCE])).toBe('counterReview');
    expect(brokenStep('P2_EXISTING', [])).toBe('counterReview');
  });

  it('R-106: handler A approved, so checker A is refused and checker B of another section is not', () => {
    const handler: Decider = { personId: 'A', organ: 'HRSS', section: 'service', role: 'departmentReviewer' };
    const seat = {
      role: 'bureauReviewer',
      organ: 'HRSS',
      jurisdiction: '150600',
      decidesAs: 'bureauReviewer',
    } as const;
    const ask = (personId: string, section: string) =>
      authorizeDecision(
        { personId, organ: 'HRSS', section, jurisdiction: '150600', roles: ['bureauReviewer'], partyId: null },
        seat,
        [handler],
      );
    expect(ask('A', 'employment')).toMatchObject({ reason: 'SAME_PERSON_FORBIDDEN' });
    expect(ask('B', 'service')).toMatchObject({ reason: 'SAME_SECTION_FORBIDDEN' });
    expect(ask('B', 'employment').ok).toBe(true);
  });

  it('R-107: the insurance path has one decision and a notice that may be off', () => {
    expect(brokenStep('P3_INSURANCE', [COUNTER, NOTICE, FINANCE])).toBeUndefined();
    expect(brokenStep('P3_INSURANCE', [COUNTER, FINANCE])).toBeUndefined();
    expect(brokenStep('P3_INSURANCE', [COUNTER])).toBe('disbursement');
  });
});

describe('the insurance path', () => {
  const clean = {
    certificate: { isAvailable: true, value: { kind: 'found' } },
    insuredMonths: { isAvailable: true, value: 14 },
    minInsuredMonths: 12,
    subsidies: { isAvailable: true, value: { isFree: true } },
    isRefusedByRule: false,
  } as const;
  const down = { isAvailable: false } as const;

  it('R-107: is clean only where every register answered and nothing speaks against it', () => {
    expect(compareWithRegisters(clean)).toEqual({ outcome: 'clean' });
    expect(compareWithRegisters({ ...clean, certificate: down, insuredMonths: down, subsidies: down })).toEqual({
      outcome: 'manual',
      reasons: ['CERTIFICATE_UNANSWERED', 'INSURANCE_UNANSWERED', 'SUBSIDIES_UNANSWERED'],
    });
    const missing = { isAvailable: true, value: { kind: 'notFound' } } as const;
    expect(compareWithRegisters({ ...clean, certificate: missing })).toMatchObject({
      reasons: ['CERTIFICATE_DIFFERS'],
    });
    const fewer = { isAvailable: true, value: 11 } as const;
    expect(compareWithRegisters({ ...clean, insuredMonths: fewer })).toMatchObject({ reasons: ['INSURANCE_DIFFERS'] });
    const taken = { isAvailable: true, value: { isFree: false } } as const;
    expect(compareWithRegisters({ ...clean, subsidies: taken })).toMatchObject({ reasons: ['RULE_REFUSES'] });
    expect(compareWithRegisters({ ...clean, isRefusedByRule: true })).toMatchObject({ reasons: ['RULE_REFUSES'] });
  });

  it('R-107: pays to an account in the own name, however the bank writes it', () => {
    expect(judgeAccountHolder('张丽', '张丽').ok).toBe(true);
    expect(judgeAccountHolder(' 张 丽 ', '张丽').ok).toBe(true);
    expect(judgeAccountHolder('阿•木尔', '阿·木尔').ok).toBe(true);
    expect(judgeAccountHolder('张莉', '张丽')).toMatchObject({ reason: 'ACCOUNT_OF_ANOTHER' });
    expect(judgeAccountHolder('', '').ok).toBe(false);
  });
});
