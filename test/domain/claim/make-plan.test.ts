import { describe, expect, it } from 'vitest';
import { claimPlanOf } from '../../../domain/claim/make-plan.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const FACTS = {
  claimId: 'clm_1',
  jurisdiction: '150600',
  applicantPersonId: 'per_1',
  applicantPartyId: 'pty_1',
  responsibleDepartment: 'EMERGENCY_MGMT',
  clockOffsetMs: -5,
} as const;

describe('a claim plan', () => {
  it('lists the stages of the pinned route with the responsible department in its place (R-091, D25)', () => {
    const plan = claimPlanOf(practiceSnapshot(), FACTS);
    expect(plan.stages.map(({ stage, kind, organ, decidesAs }) => [stage, kind, organ, decidesAs])).toEqual([
      ['departmentReview', 'review', 'EMERGENCY_MGMT', 'departmentReviewer'],
      ['bureauReview', 'review', 'HRSS', 'bureauReviewer'],
      ['jointNotice', 'notice', 'HRSS', 'departmentReviewer'],
      ['disbursement', 'disbursement', 'FINANCE', 'financeMaker'],
      ['contractCheck', 'contractCheck', 'EMERGENCY_MGMT', 'departmentReviewer'],
    ]);
    expect(plan.stages[0]?.questions).toEqual(['classPlan', 'trainingProcess', 'supportingEvidence']);
    expect(plan.maxReturns).toBe(2);
  });

  it('has no contract check for a class before the +50 % was in force (R-077)', () => {
    const plan = claimPlanOf(practiceSnapshot(day('2025-05-07')), FACTS);
    expect(plan.stages.some(({ kind }) => kind === 'contractCheck')).toBe(false);
  });

  it('gives a further review by the same role a place of its own, and the contract check the place of the first (R-009)', () => {
    const snapshot = practiceSnapshot();
    const [first, ...rest] = snapshot.routeDefinition.stages;
    if (first === undefined) {
      throw new Error('The route has no stage');
    }
    const quality = { ...first, stage: 'qualityReview' };
    const routeDefinition = { ...snapshot.routeDefinition, stages: [first, quality, ...rest] };
    const plan = claimPlanOf({ ...snapshot, routeDefinition }, FACTS);
    expect(plan.stages.map(({ stage, decidesAs }) => [stage, decidesAs])).toEqual([
      ['departmentReview', 'departmentReviewer'],
      ['qualityReview', 'departmentReviewer/qualityReview'],
      ['bureauReview', 'bureauReviewer'],
      ['jointNotice', 'departmentReviewer'],
      ['disbursement', 'financeMaker'],
      ['contractCheck', 'departmentReviewer'],
    ]);
  });

  it('is small enough to stand in a history: under 2 KB (D25)', () => {
    expect(JSON.stringify(claimPlanOf(practiceSnapshot(), FACTS)).length).toBeLessThan(2_048);
  });
});
