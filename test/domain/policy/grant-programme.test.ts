import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { grantProgramme, programmeSum } from '../../../domain/grant/grant-programme.ts';
import type { ParameterUnit } from '../../../domain/policy/policy-pack.ts';
import { day, libraryOf, packOf } from '../../support/policy-library.ts';

const said = (key: string, value: number, unit: ParameterUnit) => ({ key, value, unit });
const YUAN = 100;
const LIBRARY = libraryOf(
  packOf({ level: 'region', jurisdiction: '150000' }, [
    said('target.designations.BASE_GRANT_NATIONAL', 20, 'count'),
    said('grant.amount.BASE_GRANT_NATIONAL', 5_000_000 * YUAN, 'fen'),
    said('target.designations.BASE_GRANT_REGIONAL', 50, 'count'),
    said('grant.amount.BASE_GRANT_REGIONAL', 1_000_000 * YUAN, 'fen'),
    said('target.designations.STUDIO_GRANT_NATIONAL', 30, 'count'),
    said('grant.amount.STUDIO_GRANT_NATIONAL', 100_000 * YUAN, 'fen'),
    said('target.designations.STUDIO_GRANT_REGIONAL', 50, 'count'),
    said('grant.amount.STUDIO_GRANT_REGIONAL', 100_000 * YUAN, 'fen'),
    said('grant.amount.COMPETITION_BASE_GRANT_NATIONAL', 3_000_000 * YUAN, 'fen'),
  ]),
);

describe('a programme of grants', () => {
  it('R-112: of 20 and 50 bases, 30 and 50 studios costs 158,000,000.00', () => {
    const rows = grantProgramme(LIBRARY, '150600', day('2020-01-01'));
    expect(rows.map((row) => row.goal).toSorted((a, b) => a - b)).toEqual([20, 30, 50, 50]);
    expect(programmeSum(rows)).toBe(158_000_000 * YUAN);
  });

  it('R-111: of 2 and 10 bases, 5 and 10 studios costs 21,500,000.00', () => {
    const rows = [
      { goal: 2, amountFen: parseFen(5_000_000 * YUAN) },
      { goal: 10, amountFen: parseFen(1_000_000 * YUAN) },
      { goal: 15, amountFen: parseFen(100_000 * YUAN) },
    ];
    expect(programmeSum(rows)).toBe(21_500_000 * YUAN);
  });

  it('has no row where either the number or the amount is not said (R-112)', () => {
    expect(grantProgramme(LIBRARY, '220000', day('2020-01-01'))).toEqual([]);
    expect(grantProgramme(LIBRARY, '150600', day('2018-01-01'))).toEqual([]);
  });
});
