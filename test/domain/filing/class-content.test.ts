import { describe, expect, it } from 'vitest';
import type { EntitlementKind, LineCheckCode } from '../../../domain/policy/route-codes.ts';
import { contentRefusal, yearsToClaim, type ClassContent } from '../../../domain/filing/class-content.ts';
import { parseFen } from '../../../domain/money.ts';
import type { PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import { withLaw, withRoute } from '../../support/line-facts.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

function asking(checks: readonly LineCheckCode[], keys: readonly EntitlementKind[] = []): PolicySnapshot {
  return withRoute(practiceSnapshot(), { checks, keys });
}

const content = (change: Partial<ClassContent> = {}): ClassContent => ({
  opensOn: day('2025-05-26'),
  endsOn: day('2025-06-10'),
  facts: {},
  commonCategories: [],
  ...change,
});
const lasting = (endsOn: string) => content({ opensOn: day('2025-06-01'), endsOn: day(endsOn) });
const sharing = (personFen: number, commonCategories: readonly string[] = []) =>
  content({
    facts: {
      costSharing: {
        feeFen: parseFen(100_000),
        governmentFen: parseFen(60_000),
        enterpriseFen: parseFen(30_000),
        personFen: parseFen(personFen),
      },
    },
    commonCategories,
  });

describe('what a route asks of the class itself', () => {
  it('R-044 an apprenticeship lasts at most 24 months, to the day', () => {
    const law = asking(['APPRENTICESHIP']);
    expect(contentRefusal(lasting('2027-05-31'), law)).toBeUndefined();
    expect(contentRefusal(lasting('2027-06-01'), law)).toMatchObject({
      code: 'APPRENTICESHIP_LENGTH',
      pointer: '/endsOn',
      facts: { min: 12, max: 24 },
    });
    expect(contentRefusal(lasting('2027-06-01'), asking([]))).toBeUndefined();
  });

  it('L7: may be shorter than a year, because internships before it are known per person, but not than a month', () => {
    const law = asking(['APPRENTICESHIP']);
    expect(contentRefusal(lasting('2025-11-30'), law)).toBeUndefined();
    expect(contentRefusal(lasting('2025-06-30'), law)).toBeUndefined();
    expect(contentRefusal(lasting('2025-06-29'), law)?.code).toBe('APPRENTICESHIP_LENGTH');
  });

  it('C07 a class of entrepreneurship training names its module', () => {
    const law = asking(['MODULE_ONCE'], ['MODULE']);
    expect(contentRefusal(content(), law)?.code).toBe('MODULE_MISSING');
    expect(contentRefusal(content({ facts: { module: 'START' } }), law)).toBeUndefined();
    const fewer = withLaw(law, { 'entrepreneurship.modules': ['IDEA', 'START'] });
    expect(contentRefusal(content({ facts: { module: 'START' } }), fewer)).toBeUndefined();
    expect(contentRefusal(content({ facts: { module: 'ONLINE' } }), fewer)).toMatchObject({
      code: 'MODULE_MISSING',
      facts: { modules: 'IDEA, START' },
    });
  });

  it('R-083 shares sum to the fee: 600 + 300 + 90 of 1,000 is refused and the sum is named', () => {
    expect(contentRefusal(sharing(10_000), asking([]))).toBeUndefined();
    expect(contentRefusal(sharing(9_000), asking([]))).toEqual({
      code: 'SHARES_DO_NOT_SUM',
      pointer: '/facts/costSharing',
      facts: { fee: '1,000.00', sum: '990.00' },
    });
  });

  it('R-083 takes nothing from people of whom everybody trains free of charge (R-053)', () => {
    expect(contentRefusal(sharing(10_000, ['VETERAN']), asking([]))?.code).toBe('FREE_GROUP_CHARGED');
    expect(contentRefusal(sharing(10_000, ['UNIVERSITY_GRADUATE']), asking([]))).toBeUndefined();
  });
});

describe('how a class is claimed', () => {
  it('C05: by training years for an apprenticeship, once for every other class', () => {
    const days = { opensOn: day('2025-01-01'), endsOn: day('2026-06-30') };
    expect(yearsToClaim(asking(['APPRENTICESHIP']), days)).toBe(2);
    expect(yearsToClaim(asking([]), days)).toBeNull();
  });
});
