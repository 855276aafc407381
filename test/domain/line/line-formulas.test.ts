import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { floatFormula, priceEquation, settlementFormula } from '../../../domain/line/line-formulas.ts';

const fen = parseFen;
const ofBase = (amount: number) => ({ baseFen: fen(amount), standardFen: fen(amount) });

describe('why a line is worth what it is', () => {
  it.each([
    ['hours', fen(80_000), { kind: 'classHour', units: 80, rateFen: fen(1_000) }, '80 h × 10.00 × 1.0 = 800.00 CNY'],
    [
      'half a year',
      fen(250_000),
      { kind: 'perYear', units: 1, rateFen: fen(500_000) },
      '1 year × 5,000.00 × 0.5 = 2,500.00 CNY',
    ],
    [
      'a third',
      fen(33_333),
      { kind: 'perHead', units: 1, rateFen: fen(100_000) },
      '1 person × 1,000.00 × 0.3333 = 333.30 CNY',
    ],
  ] as const)('%s × rate × share (R-068)', (what, amount, priced, text) => {
    const said = priceEquation(amount, priced)?.en ?? null;
    expect(said).toBe(what === 'a third' ? null : text);
  });

  it('says it in Chinese', () => {
    expect(priceEquation(fen(80_000), { kind: 'classHour', units: 80, rateFen: fen(1_000) })?.zh).toBe(
      '80 课时 × 10.00 × 1.0 = 800.00 元',
    );
  });

  it('a refused line, or one without units, has none', () => {
    expect(priceEquation(fen(0), { kind: 'classHour', units: 80, rateFen: fen(1_000) })).toBeNull();
    expect(priceEquation(fen(100), { kind: 'classHour', units: 0, rateFen: fen(1_000) })).toBeNull();
  });

  it('the +50 % is half of the base, and one and a half with it (R-076)', () => {
    expect(floatFormula(ofBase(80_000), 5_000, fen(40_000)).en).toBe(
      'Employment top-up: 800.00 × 0.5 = 400.00 CNY; together 800.00 × 1.5 = 1,200.00 CNY',
    );
    expect(floatFormula(ofBase(80_000), 10_000, fen(80_000)).zh).toContain('800.00 × 1.0 = 800.00');
  });

  it('L13: the +50 % of a shared fee is half of the standard, at most what the fee leaves', () => {
    const shared = { baseFen: fen(8_001), standardFen: fen(16_000) };
    expect(floatFormula(shared, 5_000, fen(8_000)).en).toBe(
      'Employment top-up: 160.00 × 0.5 = 80.00 CNY; together 80.01 + 80.00 = 160.01 CNY',
    );
    expect(floatFormula(shared, 5_000, fen(3_999)).en).toBe(
      'Employment top-up: 160.00 × 0.5 = 80.00 CNY, together at most the fee: 39.99 CNY; together 80.01 + 39.99 = 120.00 CNY',
    );
  });

  it('an advance is taken from the whole claim (R-073)', () => {
    expect(settlementFormula(fen(1_728_000)).zh).toContain('17,280.00');
  });
});
