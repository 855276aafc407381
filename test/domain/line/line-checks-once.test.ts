import { describe, expect, it } from 'vitest';
import { codes, judge, only } from '../../support/judged-lines.ts';
import { DOWN, held, routeSnapshot } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

describe('what comes once', () => {
  it('C07: a module of another claim is refused, and none at all cannot be judged', () => {
    const law = only(routeSnapshot('ENTREPRENEURSHIP_TRAINING'), 'MODULE_ONCE');
    const context = { held: [held('MODULE', 'START')] };
    expect(codes(law, { entry: { module: 'START' }, context })).toEqual(['MODULE_REPEATED']);
    expect(codes(law, { entry: { module: 'IMPROVE' }, context })).toEqual([]);
    expect(codes(law, { context })).toEqual(['FACT_MISSING']);
  });

  it('R-059: the 2,000 once in a life, of this place or another, and not beside the training of the course', () => {
    const law = only(routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000'), 'TRIAL_ONCE');
    const row = { route: law.route, occupation: '', level: 'NONE', date: day('2019-01-01') };
    expect(codes(law)).toEqual([]);
    expect(codes(law, { context: { held: [held('TRIAL', 'life/1')] } })).toEqual(['TRIAL_ALREADY_PAID']);
    expect(codes(law, { line: { subsidyRegister: { isAvailable: true, value: [row] } } })).toEqual([
      'TRIAL_ALREADY_PAID',
    ]);
    const context = { held: [held('COURSE', 'K-7')] };
    expect(codes(law, { entry: { courseNo: 'K-7' }, context })).toEqual(['COURSE_CLAIMED_OTHERWISE']);
    expect(codes(law, { entry: { courseNo: 'K-8' }, context })).toEqual([]);
    expect(codes(law, { context })).toEqual([]);
  });

  it('L2: the 2,000 is refused for the certificate of a claimed training, whether or not a course is named', () => {
    const law = only(routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000'), 'TRIAL_ONCE');
    const context = { held: [held('CERTIFICATE', 'SKILL_LEVEL/A1', { route: 'ENTREPRENEURSHIP_TRAINING' })] };
    expect(codes(law, { context })).toEqual(['COURSE_CLAIMED_OTHERWISE']);
    expect(codes(law, { entry: { courseNo: 'K-8' }, context })).toEqual(['COURSE_CLAIMED_OTHERWISE']);
    const own = { held: [held('TRIAL', 'life/1'), held('CERTIFICATE', 'SKILL_LEVEL/A1', { route: law.route })] };
    expect(codes(law, { context: own })).toEqual(['TRIAL_ALREADY_PAID']);
  });

  it('L2: a certificate that another person claims is refused, for the 2,000 of the same route too', () => {
    const certificateOfOthers = [{ key: 'SKILL_LEVEL/A1', route: 'TRIAL_ENTREPRENEURSHIP_2000' }];
    const trial = only(routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000'), 'TRIAL_ONCE');
    const training = only(routeSnapshot('INDIVIDUAL_CERTIFICATE'), 'TRAINING_ONCE');
    expect(codes(trial, { context: { certificateOfOthers } })).toEqual(['COURSE_CLAIMED_OTHERWISE']);
    expect(codes(training, { context: { certificateOfOthers } })).toEqual(['COURSE_CLAIMED_OTHERWISE']);
  });

  it('L2: a training is refused for a certificate that another route has claimed, and one of another kind is another', () => {
    for (const route of ['INSTITUTION_CLASS_TRAINING', 'INDIVIDUAL_CERTIFICATE', 'ENTREPRENEURSHIP_TRAINING']) {
      const law = only(routeSnapshot(route), 'TRAINING_ONCE');
      const by = (key: string) =>
        codes(law, { context: { held: [held('CERTIFICATE', key, { route: 'TRIAL_ENTREPRENEURSHIP_2000' })] } });
      expect(by('SKILL_LEVEL/A1')).toEqual(['COURSE_CLAIMED_OTHERWISE']);
      expect(by('SPECIAL_OPERATION/A1')).toEqual([]);
      expect(by('SKILL_LEVEL/A2')).toEqual([]);
    }
  });

  it.each([
    ['2026-01-01', []],
    ['2026-12-31', []],
    ['2025-12-31', ['NOT_GRADUATION_YEAR']],
    ['2027-01-01', ['NOT_GRADUATION_YEAR']],
  ])('R-060: who graduates in June 2026 and claims on %s: %j', (submittedOn, expected) => {
    const law = only(routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000'), 'TRIAL_GRADUATION');
    const entry = { graduatesOn: day('2026-06-30') };
    expect(codes(law, { entry, line: { submittedOn: day(submittedOn) } })).toEqual(expected);
  });

  it('R-060: without the completion certificate, or with another one, nothing is given', () => {
    const law = only(routeSnapshot('TRIAL_ENTREPRENEURSHIP_2000'), 'TRIAL_CERTIFICATE', 'TRIAL_GRADUATION');
    expect(codes(law)).toEqual(['NO_COMPLETION_CERTIFICATE', 'FACT_MISSING']);
    const certificate = { kind: 'TRAINING_COMPLETION', certificateNo: 'T', issuedOn: day('2024-06-19') } as const;
    const line = { result: { idNumber: 'x', hasPassed: true, certificate } };
    expect(codes(law, { line, entry: { graduatesOn: day('2025-07-01') } })).toEqual([]);
  });

  it('R-065: a second appraisal of welder level 5 is refused, a training of that level stands not against it', () => {
    const law = only(routeSnapshot('APPRAISAL_SUBSIDY'), 'APPRAISAL_ONCE');
    expect(codes(law, { context: { held: [held('APPRAISAL', '6-18-02-04/LEVEL_5')] } })).toEqual([
      'APPRAISAL_REPEATED',
    ]);
    expect(codes(law, { context: { held: [held('OCCUPATION_LEVEL', '6-18-02-04/LEVEL_5')] } })).toEqual([]);
  });

  it('stays proposed while the register of subsidies is down (R-110)', () => {
    const law = only(routeSnapshot('APPRAISAL_SUBSIDY'), 'APPRAISAL_ONCE');
    expect(judge(law, { line: { subsidyRegister: DOWN } }).state).toBe('proposed');
    expect(judge(only(law, 'OWN_ACCOUNT'), { line: { subsidyRegister: DOWN } }).state).toBe('eligible');
  });
});
