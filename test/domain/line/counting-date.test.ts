import { describe, expect, it } from 'vitest';
import { COUNTING_DATES, countingDayOf, YEAR_BASES } from '../../../domain/line/counting-date.ts';
import { wantedKeysOf } from '../../../domain/line/entitlement-keys.ts';
import { EXCLUSION_SCOPES } from '../../../domain/line/skill-upgrade.ts';
import { CAP_SCOPES } from '../../../domain/line/work-for-training.ts';
import { allowedFor } from '../../../domain/policy/check/parameter-values.ts';
import { snapshotWord } from '../../../domain/policy/policy-snapshot.ts';
import { firstSnapshot, GOOD_LINE, withLaw, withRoute } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

describe('the day that determines the year of a line', () => {
  it('R-048: is the certificate, the end of the class or the submission, as the pack says', () => {
    const days = { certificateDate: day('2025-06-01'), endsOn: day('2025-05-30'), submittedOn: day('2026-01-02') };
    expect(COUNTING_DATES.map((word) => countingDayOf(days, word))).toEqual(['2025-06-01', '2025-05-30', '2026-01-02']);
  });

  it('R-048: is no day that a word names which no rule reads', () => {
    const law = withRoute(withLaw(firstSnapshot(), { 'limit.countingDate': 'PAYMENT' }), { keys: ['YEARLY_SLOT'] });
    expect(() => wantedKeysOf(GOOD_LINE, law)).toThrow('limit.countingDate has no reading PAYMENT');
    expect(snapshotWord(firstSnapshot(), 'limit.countingDate', COUNTING_DATES)).toBe('CERTIFICATE');
  });
});

describe('words that rules switch on', () => {
  it.each([
    ['limit.countingDate', COUNTING_DATES],
    ['limit.yearBasis', YEAR_BASES],
    ['exclusion.trainingVsUpgrade.scope', EXCLUSION_SCOPES],
    ['wft.capScope', CAP_SCOPES],
  ] as const)('are the permitted values of %s', (key, words) => {
    expect(allowedFor(key)).toEqual({ codes: words });
  });
});
