import { describe, expect, it } from 'vitest';
import type { EntryFacts } from '../../../domain/intake/entry.ts';
import type { LineContext, LineFacts } from '../../../domain/line/line-facts.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { codes, factsOf, only } from '../../support/judged-lines.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const LAW = routeSnapshot('NEW_APPRENTICESHIP', day('2025-09-01'));
const YEAR = { opensOn: day('2025-09-01'), endsOn: day('2026-08-31') };
const STUDENT: EntryFacts = {
  internshipFrom: day('2025-09-01'),
  internshipTo: day('2026-02-28'),
  graduatesOn: day('2026-06-30'),
  contractFrom: day('2026-07-01'),
  contractTo: day('2027-06-30'),
};
const apprentice = (line: Partial<LineFacts>, entry: EntryFacts = {}, context: Partial<LineContext> = {}) =>
  codes(only(LAW, 'APPRENTICESHIP'), { line: { ...YEAR, ...line }, entry, context });

const price = (submittedOn: string, entry: EntryFacts = {}, instalment = 1) =>
  priceLine(
    factsOf(
      {
        line: { ...YEAR, endsOn: day('2027-08-31'), submittedOn: day(submittedOn) },
        entry,
        context: { instalment },
      },
      LAW,
    ),
    LAW,
  );

describe('an apprentice of a line', () => {
  it.each([
    ['2026-07-31', ['TRAINING_TOO_SHORT']],
    ['2026-08-30', ['TRAINING_TOO_SHORT']],
    ['2026-08-31', []],
    ['2027-08-31', []],
    ['2027-09-01', ['APPRENTICESHIP_LENGTH']],
    ['2027-09-30', ['APPRENTICESHIP_LENGTH']],
  ])('R-044: from 2025-09-01 to %s: %j', (endsOn, expected) => {
    expect(apprentice({ endsOn: day(endsOn) })).toEqual(expected);
  });

  it('R-045: a student of half a year with a contract of a year is one; eleven months and another enterprise are none', () => {
    expect(apprentice({}, STUDENT)).toEqual([]);
    expect(apprentice({}, { ...STUDENT, contractTo: day('2027-05-31') })).toEqual(['APPRENTICE_CONTRACT_TOO_SHORT']);
    expect(apprentice({}, { ...STUDENT, internshipTo: day('2026-02-27') })).toEqual(['INTERNSHIP_TOO_SHORT']);
    expect(apprentice({}, { ...STUDENT, employer: 'F' }, { partyNames: ['E'] })).toEqual([
      'OTHER_EMPLOYER_AFTER_INTERNSHIP',
    ]);
    expect(apprentice({}, { ...STUDENT, employer: 'E' }, { partyNames: ['E'] })).toEqual([]);
    expect(apprentice({}, { internshipFrom: day('2025-09-01') })).toEqual(['FACT_MISSING']);
  });

  it('R-045, C05: a year is paid when it is over, of a student the months from the contract on', () => {
    expect(price('2026-08-31')).toMatchObject({ ok: true, baseFen: 500_000 });
    expect(price('2026-08-30')).toMatchObject({ ok: false, refusal: { code: 'INSTALMENT_NOT_DUE' } });
    expect(price('2026-09-01', STUDENT)).toMatchObject({
      ok: true,
      baseFen: 83_333,
      formula: { en: expect.stringContaining('2/12 × 5,000.00 = 833.33') },
    });
    expect(price('2027-08-31', STUDENT, 2)).toMatchObject({ ok: true, baseFen: 500_000 });
    expect(price('2027-08-31', {}, 3)).toMatchObject({ ok: false });
    expect(price('2027-08-31', { ...STUDENT, contractTo: day('2026-07-31') })).toMatchObject({
      ok: false,
      refusal: { code: 'APPRENTICE_CONTRACT_TOO_SHORT' },
    });
  });

  it('L7: a class of a year after the internship is paid whole: 5,000.00', () => {
    const days = { opensOn: day('2025-07-01'), endsOn: day('2026-06-30'), submittedOn: day('2026-07-01') };
    const student: EntryFacts = {
      internshipFrom: day('2024-12-01'),
      internshipTo: day('2025-05-31'),
      graduatesOn: day('2025-06-30'),
      contractFrom: day('2025-07-01'),
      contractTo: day('2026-06-30'),
    };
    expect(apprentice(days, student)).toEqual([]);
    expect(priceLine(factsOf({ line: days, entry: student }, LAW), LAW)).toMatchObject({ baseFen: 500_000 });
  });

  it('L7: the example of R-045 opens on 2026-07-01 and gives 5,000.00 for its first year', () => {
    const days = { opensOn: day('2026-07-01'), endsOn: day('2027-06-30'), submittedOn: day('2027-07-01') };
    expect(apprentice(days, STUDENT)).toEqual([]);
    expect(priceLine(factsOf({ line: days, entry: STUDENT }, LAW), LAW)).toMatchObject({ baseFen: 500_000 });
  });

  it('L7: a class of six months after an internship of six is a complete year and pays 6/12: 2,500.00', () => {
    const days = { opensOn: day('2026-07-01'), endsOn: day('2026-12-31'), submittedOn: day('2027-01-04') };
    expect(apprentice(days, STUDENT)).toEqual([]);
    expect(priceLine(factsOf({ line: days, entry: STUDENT }, LAW), LAW)).toMatchObject({
      baseFen: 250_000,
      formula: { en: expect.stringContaining('6/12 × 5,000.00 = 2,500.00') },
    });
    expect(apprentice(days)).toEqual(['TRAINING_TOO_SHORT']);
    expect(apprentice(days, { ...STUDENT, internshipTo: day('2026-01-31') })).toEqual([
      'TRAINING_TOO_SHORT',
      'INTERNSHIP_TOO_SHORT',
    ]);
  });

  it('L7: eighteen months pay 12/12, then 6/12, for a student and for others', () => {
    const line = { opensOn: day('2026-07-01'), endsOn: day('2027-12-31'), submittedOn: day('2028-01-03') };
    const amounts = [STUDENT, {}].map((entry) =>
      [1, 2, 3].map((instalment) => {
        const one = priceLine(factsOf({ line, entry, context: { instalment } }, LAW), LAW);
        return one.ok ? one.baseFen : one.refusal.code;
      }),
    );
    expect(amounts).toEqual([
      [500_000, 250_000, 'INSTALMENT_NOT_DUE'],
      [500_000, 250_000, 'INSTALMENT_NOT_DUE'],
    ]);
  });

  it('R-070: before the class is assessed no certificate is due, afterwards it is', () => {
    const law = only(LAW, 'CERTIFICATE');
    const line = { ...YEAR, result: null };
    expect(codes(law, { line, context: { isBeforeAssessment: true } })).toEqual([]);
    expect(codes(law, { line, context: { isBeforeAssessment: false } })).toEqual(['NOT_CERTIFIED']);
    expect(codes(law, { line })).toEqual(['NOT_CERTIFIED']);
  });
});
