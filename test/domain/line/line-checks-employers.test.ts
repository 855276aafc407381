import { describe, expect, it } from 'vitest';
import { codes, found, judge, only } from '../../support/judged-lines.ts';
import { routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

describe('employers and evaluators', () => {
  it('R-043: an employer outside the chain is refused, and who trains and evaluates is flagged for sampling', () => {
    const law = only(routeSnapshot('CHAIN_LEADER_PROJECT_TRAINING'), 'CHAIN_MEMBER', 'SELF_EVALUATION');
    const chainMembers = [{ uscc: 'E', from: day('2025-05-26'), to: null }];
    const context = { chainMembers, trainer: 'T', evaluator: 'T' };
    expect(judge(law, { entry: { employer: 'E' }, context })).toMatchObject({
      state: 'eligible',
      findings: [{ code: 'SELF_EVALUATION' }],
    });
    expect(codes(law, { entry: { employer: 'F' }, context })).toEqual(['EMPLOYER_OUTSIDE_CHAIN']);
    expect(codes(law, { context })).toEqual(['EMPLOYER_OUTSIDE_CHAIN']);
    expect(found(law, { entry: { employer: 'E' }, context: { ...context, evaluator: 'V' } })).toEqual([]);
    expect(found(law, { entry: { employer: 'E' }, context: { ...context, trainer: null, evaluator: null } })).toEqual(
      [],
    );
  });

  it('R-041: a post from before the training is shown to the department of a safety class, elsewhere for its groups', () => {
    const entry = { employedOn: day('2025-05-25') };
    const safety = only(routeSnapshot('SAFETY_TRAINING'), 'TRAIN_BEFORE_POST');
    expect(judge(safety, { entry })).toMatchObject({ state: 'eligible', findings: [{ code: 'POST_BEFORE_TRAINING' }] });
    expect(found(safety, { entry: { employedOn: day('2025-05-26') } })).toEqual([]);
    expect(found(safety)).toEqual([]);
    const staff = only(routeSnapshot('ENTERPRISE_TRAINING'), 'TRAIN_BEFORE_POST');
    expect(found(staff, { entry })).toEqual([]);
    expect(found(staff, { entry, line: { categories: ['HIGH_RISK_WORKER'] } })).toEqual(['POST_BEFORE_TRAINING']);
    const own = withLaw(staff, { 'post.highRiskRoutes': ['SAFETY_TRAINING', 'ENTERPRISE_TRAINING'] });
    expect(found(own, { entry })).toEqual(['POST_BEFORE_TRAINING']);
  });

  it('R-063: somebody in custody is accepted on a class of the justice authority', () => {
    const law = routeSnapshot('CUSTODY_TRAINING');
    expect(judge(law, { line: { categories: ['PRISONER'] } }).state).toBe('eligible');
    expect(law.routeDefinition.noticeNames).toBe('aggregate');
  });
});
