import { describe, expect, it } from 'vitest';
import { floatFen, floatParameters, floatWindow, judgeContract, sharedStandard } from '../../../domain/line/float.ts';
import { parseFen } from '../../../domain/money.ts';
import { firstSnapshot, rateOf } from '../../support/line-facts.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const PARAMETERS = floatParameters(practiceSnapshot());
const WINDOW = floatWindow({ opensOn: day('2025-05-26'), endsOn: day('2025-06-10') }, PARAMETERS);
const GOOD = {
  contractSignedOn: day('2025-07-01'),
  contractStartsOn: day('2025-07-01'),
  contractEndsOn: null,
  employer: '厂',
  insuredMonths: 1,
  insuranceKinds: ['PENSION', 'MEDICAL', 'UNEMPLOYMENT', 'WORK_INJURY'],
} as const;
const fen = parseFen;

const codes = (change: Partial<Parameters<typeof judgeContract>[0]>) =>
  judgeContract({ ...GOOD, ...change }, WINDOW, PARAMETERS, { isAvailable: true, value: [] }).refusals.map(
    ({ code }) => code,
  );

const lasting = (contractStartsOn: string, contractEndsOn: string) =>
  codes({
    contractSignedOn: day('2025-07-05'),
    contractStartsOn: day(contractStartsOn),
    contractEndsOn: day(contractEndsOn),
  });
const signed = (contractSignedOn: string, contractStartsOn: string) =>
  codes({ contractSignedOn: day(contractSignedOn), contractStartsOn: day(contractStartsOn) });
const ofFee = (feeFen: number) => floatFen(fen(8_001), { feeFen: fen(feeFen), standardFen: fen(16_000) }, 5000);

describe('the first day of a contract', () => {
  it('L8: counts the year from the first day of the contract, whenever it was signed', () => {
    expect(lasting('2025-06-17', '2026-06-16')).toEqual([]);
    expect(lasting('2025-06-17', '2026-06-15')).toEqual(['CONTRACT_TOO_SHORT']);
    expect(lasting('2025-08-01', '2026-07-04')).toEqual(['CONTRACT_TOO_SHORT']);
    expect(lasting('2025-08-01', '2026-07-31')).toEqual([]);
  });

  it('L8: judges the window by the signing day, also for a contract that starts outside it', () => {
    expect(signed('2025-12-10', '2026-01-01')).toEqual([]);
    expect(signed('2025-12-11', '2025-12-01')).toEqual(['SIGNED_AFTER_WINDOW']);
    expect(signed('2025-06-09', '2025-07-01')).toEqual(['SIGNED_BEFORE_CLASS_END']);
    expect(signed('2025-06-20', '2025-06-01')).toEqual([]);
  });
});

describe('the +50 % of a shared fee', () => {
  it('L13: the +50 % of a shared fee is half of hours × rate: 16 h × 10.00, government part 80.01 give 80.00', () => {
    const shares = { feeFen: fen(20_000), governmentFen: fen(8_001), enterpriseFen: fen(11_999), personFen: fen(0) };
    const facts = { shares, classHours: 16, occupation: '', level: '' };
    const law = { ...firstSnapshot(), rates: [rateOf('classHour', 1000)] };
    const shared = sharedStandard(facts, law);
    expect(shared).toEqual({ feeFen: 20_000, standardFen: 16_000 });
    expect(floatFen(fen(8_001), shared, 5000)).toBe(8_000);
    expect(sharedStandard({ ...facts, shares: null }, law)).toBeNull();
  });

  it('L13: base and +50 % are together at most the whole fee, and the base stays', () => {
    expect([ofFee(16_001), ofFee(16_000), ofFee(12_000), ofFee(8_001)]).toEqual([8_000, 7_999, 3_999, 0]);
  });
});
