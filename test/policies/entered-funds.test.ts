import { describe, expect, it } from 'vitest';
import { listRoutes } from '../../domain/policy/route-list.ts';
import { resolveFund } from '../../domain/policy/resolve-route.ts';
import { day, PRACTICE_LIBRARY, shippedLibrary } from '../support/policy-library.ts';

const LIVE = shippedLibrary({ practice: false });
const ORDOS = '150600';
const ON = day('2025-06-01');
const LISTED = listRoutes(PRACTICE_LIBRARY, { jurisdiction: ORDOS, on: ON });
const FUND_ENTERED = ['C34', 'C35', 'C37', 'C39', 'C40', 'C41', 'C42', 'C43'];

describe('L11: the fund of awards and supports', () => {
  const FIFTEEN = '统筹就业补助资金、失业保险基金以及其他渠道资金资源';

  it('L11: clause 15 of 2025 is about training: its rows name the routes of training, and no award', () => {
    const rows = LIVE.packs.flatMap((pack) => pack.funds).filter((row) => row.quote === FIFTEEN);
    expect(rows.map(({ purpose }) => purpose)).toEqual(['base', 'float', 'advance']);
    const named = LISTED.filter(({ code }) => rows.some((row) => row.routes?.includes(code) === true));
    expect(rows.every(({ routes }) => routes?.length === named.length)).toBe(true);
    expect(named.every(({ route }) => route?.rateKind !== 'entered' && route?.rateKind !== 'none')).toBe(true);
  });

  it.each(FUND_ENTERED)(
    'L11: %s has no fund of a paper: practice names one and says so, live mode has none',
    (number) => {
      const code = LISTED.find((route) => route.number === number)?.code ?? '';
      const asked = { jurisdiction: ORDOS, route: code, on: ON };
      expect(resolveFund(LIVE, asked)).toBeUndefined();
      expect(resolveFund(PRACTICE_LIBRARY, asked)).toMatchObject({
        document: 'practice',
        row: { fund: 'EMPLOYMENT_SUBSIDY', mark: 'practice' },
      });
      expect(resolveFund(PRACTICE_LIBRARY, { ...asked, purpose: 'allowance' })).toBeUndefined();
    },
  );
});
