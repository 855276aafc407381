import { describe, expect, it } from 'vitest';
import type { LineFacts } from '../../../domain/line/line-facts.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { codes, factsOf, found, judge, only } from '../../support/judged-lines.ts';
import { DOWN, held, routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { day, ROUTE } from '../../support/policy-library.ts';

const LAW = routeSnapshot('SKILL_UPGRADE_SUBSIDY');
const issued = (text: string, kind: 'SKILL_LEVEL' | 'SPECIFIC_ABILITY' = 'SKILL_LEVEL'): LineFacts['result'] => ({
  idNumber: 'x',
  hasPassed: true,
  certificate: { kind, certificateNo: 'C-1', issuedOn: day(text) },
});
const months = (count: number) =>
  Array.from({ length: count }, (_one, index) => ({
    employer: 'E',
    month: `202${4 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
    kinds: ['UNEMPLOYMENT' as const],
  }));
const registered = (count: number) => ({ insuranceRegister: { isAvailable: true, value: months(count) } as const });

const paidMonth = (month: string, kind: 'UNEMPLOYMENT' | 'MEDICAL' = 'UNEMPLOYMENT') => ({
  employer: 'E',
  month,
  kinds: [kind],
});
const slot = (number: number, occupation: string, year = 2025) =>
  held('UPGRADE_SLOT', `${year}/${number}`, { occupation });

describe('the skill upgrade of a line', () => {
  it('R-058: a level 4 certificate of 2025-03-01 with 14 months is good on 2026-03-01 for 1,500.00, and not a day later', () => {
    const line = { skillLevel: 'LEVEL_4', result: issued('2025-03-01') } as const;
    const context = { ...registered(14), isOwnAccount: true };
    const on = (text: string) => ({ line: { ...line, submittedOn: day(text) }, context });
    expect(judge(LAW, on('2026-03-01'))).toEqual({ state: 'eligible', refusals: [], findings: [] });
    expect(priceLine(factsOf(on('2026-03-01'), LAW), LAW)).toMatchObject({ ok: true, baseFen: 150_000 });
    expect(codes(LAW, on('2026-03-02'))).toEqual(['APPLIED_TOO_LATE']);
  });

  it('R-058, R-110: twelve insured months by the register are enough and nobody is asked; a register that is down is awaited', () => {
    const law = only(LAW, 'UPGRADE_INSURANCE');
    expect(judge(law, { context: registered(12) })).toEqual({ state: 'eligible', refusals: [], findings: [] });
    expect(found(law, { context: registered(12), entry: { insuredMonths: 40 } })).toEqual([]);
    expect(codes(law, { context: registered(11) })).toEqual(['INSURED_TOO_SHORT']);
    expect(judge(law, { context: { insuranceRegister: DOWN } }).state).toBe('proposed');
    expect(judge(law, { context: { insuranceRegister: DOWN }, entry: { insuredMonths: 12 } }).state).toBe('proposed');
  });

  it('L4: 24 months in the file and no row in the connected register are for the reviewer to decide', () => {
    const law = only(LAW, 'UPGRADE_INSURANCE');
    const insuranceRegister = { isAvailable: true, value: [] } as const;
    const context = { insuranceRegister };
    // The application is of 2025-06: the first of 24 months is 2023-07.
    const line = { submittedOn: day('2025-06-20') };
    expect(judge(law, { line, context, entry: { insuredMonths: 24 } })).toMatchObject({
      state: 'eligible',
      refusals: [],
      findings: [
        { code: 'INSURANCE_NOT_FOUND', wantsDecision: true, detail: { en: expect.stringContaining('2023-07') } },
      ],
    });
    expect(codes(law, { context, entry: { insuredMonths: 11 } })).toEqual(['INSURED_TOO_SHORT']);
    expect(codes(law, { context })).toEqual(['FACT_MISSING']);
  });

  it('L4: eleven months in the register contradict 24 in the file, and other insurances too', () => {
    const law = only(LAW, 'UPGRADE_INSURANCE');
    const contradiction = {
      state: 'eligible',
      refusals: [],
      findings: [{ code: 'INSURANCE_CONTRADICTION', wantsDecision: true }],
    };
    const medical = { isAvailable: true, value: [paidMonth('2024-01', 'MEDICAL')] } as const;
    expect(judge(law, { context: registered(11), entry: { insuredMonths: 24 } })).toMatchObject(contradiction);
    expect(judge(law, { context: { insuranceRegister: medical }, entry: { insuredMonths: 24 } })).toMatchObject(
      contradiction,
    );
  });

  it('L4: months that the register does not show are never a clean comparison', () => {
    const law = only(LAW, 'UPGRADE_INSURANCE', 'UPGRADE_COMPARISON');
    expect(found(law, { context: registered(12), entry: { insuredMonths: 24 } })).toEqual([]);
    expect(found(law, { context: registered(11), entry: { insuredMonths: 24 } })).toEqual([
      'INSURANCE_CONTRADICTION',
      'MANUAL_COMPARISON',
    ]);
  });

  it('L4: the months in the file count, uncompared, where the insurance register is not connected', () => {
    const law = only(LAW, 'UPGRADE_INSURANCE');
    const insuranceRegister = { isAvailable: true, value: [], isConnected: false } as const;
    const at = (insuredMonths?: number) =>
      judge(law, { context: { insuranceRegister }, ...(insuredMonths !== undefined && { entry: { insuredMonths } }) });
    expect(at(12)).toMatchObject({ state: 'eligible', findings: [{ code: 'NOT_COMPARED', wantsDecision: false }] });
    expect(at(11).refusals.map(({ code }) => code)).toEqual(['INSURED_TOO_SHORT']);
    expect(at().refusals.map(({ code }) => code)).toEqual(['FACT_MISSING']);
  });

  it('R-058: months after the application, other insurances and a month twice count nothing', () => {
    const rows = [paidMonth('2025-06'), paidMonth('2025-06'), paidMonth('2025-07'), paidMonth('2025-05', 'MEDICAL')];
    const law = only(withLaw(LAW, { 'upgrade.minInsuredMonths': 2 }), 'UPGRADE_INSURANCE');
    expect(codes(law, { context: { insuranceRegister: { isAvailable: true, value: rows } } })).toEqual([
      'INSURED_TOO_SHORT',
    ]);
  });

  it('R-058: one a year, and two more for urgently needed occupations', () => {
    const law = only(withLaw(LAW, { 'upgrade.urgentOccupations': ['6-18-02-04'] }), 'UPGRADE_YEARLY');
    const urgent = (...rows: readonly ReturnType<typeof held>[]) => codes(law, { context: { held: rows } });
    const ordinary = (...rows: readonly ReturnType<typeof held>[]) =>
      codes(law, { line: { occupation: '4-03-02-01' }, context: { held: rows } });
    expect(ordinary()).toEqual([]);
    expect(ordinary(slot(1, '4-03-02-02'))).toEqual(['UPGRADE_YEARLY_LIMIT']);
    expect(ordinary(slot(2, '6-18-02-04'))).toEqual([]);
    expect(ordinary(slot(1, '4-03-02-02', 2024))).toEqual([]);
    expect(urgent(slot(1, '4-03-02-02'), slot(2, '6-18-02-04'))).toEqual([]);
    expect(urgent(slot(1, '4-03-02-02'), slot(2, '6-18-02-04'), slot(3, '6-18-02-04'))).toEqual([
      'UPGRADE_YEARLY_LIMIT',
    ]);
  });

  it('R-056: electrician level 4 trained excludes the upgrade of level 4; of level 3 only where the person counts', () => {
    const row = { route: ROUTE, occupation: '6-29-01-01', level: 'LEVEL_4', date: day('2024-05-01') };
    const law = only(LAW, 'UPGRADE_EXCLUSION');
    const at = (skillLevel: 'LEVEL_4' | 'LEVEL_3', snapshot = law) =>
      codes(snapshot, { line: { occupation: '6-29-01-01', skillLevel, ownSubsidies: [row] } });
    expect(at('LEVEL_4')).toEqual(['EXCLUDED_BY_TRAINING_SUBSIDY']);
    expect(at('LEVEL_3')).toEqual([]);
    const ever = withLaw(law, { 'exclusion.trainingVsUpgrade.scope': 'PERSON_EVER' });
    expect(at('LEVEL_3', ever)).toEqual(['EXCLUDED_BY_TRAINING_SUBSIDY']);
    expect(codes(ever, { line: { ownSubsidies: [{ ...row, route: 'LIVING_ALLOWANCE' }] } })).toEqual([]);
  });

  it('R-056: the other way round too, from here and from the register', () => {
    const law = only(routeSnapshot(ROUTE), 'NOT_BY_UPGRADE');
    const paid = {
      route: 'SKILL_UPGRADE_SUBSIDY',
      occupation: '6-18-02-04',
      level: 'LEVEL_5',
      date: day('2024-01-01'),
    };
    expect(codes(law)).toEqual([]);
    expect(codes(law, { context: { held: [held('UPGRADE_LEVEL', '6-18-02-04/LEVEL_5')] } })).toEqual([
      'EXCLUDED_BY_SKILL_UPGRADE',
    ]);
    expect(codes(law, { line: { subsidyRegister: { isAvailable: true, value: [paid] } } })).toEqual([
      'EXCLUDED_BY_SKILL_UPGRADE',
    ]);
    expect(
      codes(law, { line: { subsidyRegister: { isAvailable: true, value: [{ ...paid, level: 'LEVEL_4' }] } } }),
    ).toEqual([]);
    // A city's own route of the insurance money, which it lists beside the other.
    const own = { isAvailable: true, value: [{ ...paid, route: 'CITY_UPGRADE' }] } as const;
    expect(codes(law, { line: { subsidyRegister: own } })).toEqual([]);
    const listed = withLaw(law, { 'upgrade.routes': ['SKILL_UPGRADE_SUBSIDY', 'CITY_UPGRADE'] });
    expect(codes(listed, { line: { subsidyRegister: own } })).toEqual(['EXCLUDED_BY_SKILL_UPGRADE']);
  });

  it('R-056: under SAME_TRAINING only the class itself excludes', () => {
    const law = withLaw(only(LAW, 'UPGRADE_EXCLUSION'), { 'exclusion.trainingVsUpgrade.scope': 'SAME_TRAINING' });
    const context = { held: [held('TRAINING', 'fil_7')] };
    expect(codes(law, { context: { ...context, trainingId: 'fil_7' } })).toEqual(['EXCLUDED_BY_TRAINING_SUBSIDY']);
    expect(codes(law, { context: { ...context, trainingId: 'fil_8' } })).toEqual([]);
    expect(codes(law, { context })).toEqual([]);
    expect(() => codes(withLaw(law, { 'exclusion.trainingVsUpgrade.scope': 'NEVER' }), { context })).toThrow(
      RangeError,
    );
  });

  it('R-051: level 4 after level 3 is refused for the upgrade, and trainings do not count', () => {
    const law = only(LAW, 'LOWER_LEVEL');
    const line = { skillLevel: 'LEVEL_4' } as const;
    expect(codes(law, { line, context: { held: [held('UPGRADE_LEVEL', 'x', { level: 'LEVEL_3' })] } })).toEqual([
      'LOWER_LEVEL_BARRED',
    ]);
    const ownSubsidies = [{ route: ROUTE, occupation: '6-18-02-04', level: 'LEVEL_3', date: day('2024-01-01') }];
    expect(codes(law, { line: { ...line, ownSubsidies } })).toEqual([]);
  });

  it('R-107: a comparison that is not clean wants a named decision and says why', () => {
    const law = only(LAW, 'UPGRADE_COMPARISON');
    expect(judge(law, { context: registered(14) }).findings).toEqual([]);
    const different = { certificateRegister: { isAvailable: true, value: { kind: 'notFound' } } } as const;
    expect(judge(law, { line: different, context: { insuranceRegister: DOWN } })).toMatchObject({
      state: 'eligible',
      findings: [
        {
          code: 'MANUAL_COMPARISON',
          rule: 'R-107',
          wantsDecision: true,
          detail: { en: expect.stringContaining('CERTIFICATE_DIFFERS, INSURANCE_UNANSWERED') },
        },
      ],
    });
    expect(found(law, { line: { subsidyRegister: DOWN }, context: registered(14) })).toEqual(['MANUAL_COMPARISON']);
  });

  it('R-107: what a rule refuses needs no comparison', () => {
    const law = only(LAW, 'OWN_ACCOUNT', 'UPGRADE_COMPARISON');
    expect(found(law, { line: { subsidyRegister: DOWN }, context: { isOwnAccount: false } })).toEqual([]);
  });
});
