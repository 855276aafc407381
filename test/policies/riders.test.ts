import { describe, expect, it } from 'vitest';
import { allowanceOf } from '../../domain/line/allowance-pricing.ts';
import { snapshotList } from '../../domain/policy/policy-snapshot.ts';
import { listRoutes } from '../../domain/policy/route-list.ts';
import { judgeAdvanceGround } from '../../domain/recovery/advance.ts';
import { GOOD_LINE, routeSnapshot } from '../support/line-facts.ts';
import { day, PRACTICE_LIBRARY } from '../support/policy-library.ts';

const LISTED = listRoutes(PRACTICE_LIBRARY, { jurisdiction: '150600', on: day('2025-06-01') });
const CLASSES = LISTED.flatMap(({ code, route }) => (route?.intake === 'class' ? [code] : []));
const riddenBy = (rider: string) => LISTED.find(({ code }) => code === rider)?.route?.ridesOn ?? [];

const isAdvanced = (route: string, applicant: 'enterprise' | 'institution', isProjectBased = false) => {
  const law = routeSnapshot(route);
  return judgeAdvanceGround({
    route,
    advanceRoutes: snapshotList(law, 'advance.routes'),
    enterpriseRoutes: snapshotList(law, 'advance.enterpriseRoutes'),
    applicant,
    isProjectBased,
  }).ok;
};

const stagesOf = (route: string) => routeSnapshot(route).routeDefinition.stages.map(({ kind }) => kind);
const columnsOf = (route: string) => routeSnapshot(route).routeDefinition.columns.map(({ code }) => code);

describe('what rides on a route', () => {
  it('L18: the living allowance rides on every class, and each has a place for the account (C09)', () => {
    expect(CLASSES.length).toBeGreaterThan(14);
    expect(CLASSES.filter((code) => !riddenBy('LIVING_ALLOWANCE').includes(code))).toEqual([]);
    expect(CLASSES.filter((code) => !columnsOf(code).includes('accountNumber'))).toEqual([]);
  });

  it('L18: a prisoner with employment difficulty gets 2 days at 25.00, a prisoner alone nothing (C22, R-055)', () => {
    const attended = [26, 27].map((of) => ({ day: day(`2025-05-${of}`), hours: 8, isOnline: false }));
    const law = routeSnapshot('CUSTODY_TRAINING');
    const allowance = (...categories: readonly string[]) =>
      allowanceOf({ ...GOOD_LINE, categories }, law, attended).allowanceFen;
    expect(allowance('PRISONER', 'EMPLOYMENT_DIFFICULTY')).toBe(5_000);
    expect(allowance('PRISONER')).toBe(0);
  });

  it('L18: an advance is for chain leaders, and for technicians only in an enterprise’s own class (R-072)', () => {
    expect(isAdvanced('CHAIN_LEADER_PROJECT_TRAINING', 'enterprise')).toBe(true);
    expect(isAdvanced('TECHNICIAN_TRAINING', 'enterprise')).toBe(true);
    expect(isAdvanced('TECHNICIAN_TRAINING', 'institution', true)).toBe(false);
    expect(isAdvanced('FARMER_TRAINING', 'institution', true)).toBe(true);
    expect(riddenBy('ADVANCE_PAYMENT')).toEqual(
      expect.arrayContaining(['CHAIN_LEADER_PROJECT_TRAINING', 'TECHNICIAN_TRAINING']),
    );
  });

  it('L18: the +50 % rides on classes of entrepreneurship training, not on certificates of persons (R-081)', () => {
    expect(riddenBy('EMPLOYMENT_FLOAT')).toContain('ENTREPRENEURSHIP_TRAINING');
    expect(stagesOf('ENTREPRENEURSHIP_TRAINING')).toEqual([
      'review',
      'review',
      'notice',
      'disbursement',
      'contractCheck',
    ]);
    expect(stagesOf('ENTREPRENEURSHIP_TRAINING_PERSON')).not.toContain('contractCheck');
    const hourly = CLASSES.filter((code) => routeSnapshot(code).routeDefinition.rateKind === 'classHour');
    expect(hourly.toSorted()).toEqual(riddenBy('EMPLOYMENT_FLOAT').toSorted());
  });
});
