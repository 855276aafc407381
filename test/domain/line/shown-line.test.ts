import { describe, expect, it } from 'vitest';
import { LINE_STATES } from '../../../domain/line/line-state.ts';
import { shownMoney, type LineMoney } from '../../../domain/line/shown-line.ts';

const label = (text: string) => ({ zh: text, en: text });
const PRICED: LineMoney = {
  state: 'eligible',
  baseFen: 80_000,
  allowanceFen: 0,
  floatFen: 0,
  formula: label('80 × 10.00 = 800.00 元'),
  allowanceFormula: null,
  refusals: [],
};
const refused = (code: string, detail: string) => [
  { code, rule: 'R-102', detail, by: 'reviewer', purpose: 'base' } as const,
];

describe('the money of a line as people read it', () => {
  it('is as stored for every line that is paid a base', () => {
    const paid = LINE_STATES.filter((state) => state !== 'refused' && state !== 'allowanceOnly');
    expect(paid.every((state) => shownMoney({ ...PRICED, state }).formula === PRICED.formula)).toBe(true);
  });

  it('is nothing for a line that a reviewer refused, with the name of the reason instead of the calculation (R-102)', () => {
    const refusals = refused('ATTENDANCE_TOO_LOW', '出勤 12 课时');
    expect(shownMoney({ ...PRICED, state: 'refused', refusals, floatFen: 40_000 })).toEqual({
      baseFen: 0,
      allowanceFen: 0,
      floatFen: 0,
      formula: { zh: '不予补贴（出勤不足）：0.00 元', en: 'Refused (Attendance too low): 0.00 CNY' },
      allowanceFormula: null,
    });
  });

  it('says the reviewer’s own words where they are the only reason', () => {
    const refusals = refused('REFUSED_BY_REVIEWER', '重复培训');
    expect(shownMoney({ ...PRICED, state: 'refused', refusals }).formula.zh).toBe('不予补贴（重复培训）：0.00 元');
  });

  it('keeps the living allowance of a line whose base alone is refused (R-055)', () => {
    const line = {
      ...PRICED,
      state: 'allowanceOnly',
      allowanceFen: 5_000,
      allowanceFormula: label('5 × 10.00'),
    } as const;
    const shown = shownMoney({ ...line, refusals: refused('NOT_CERTIFIED', '') });
    expect(shown).toMatchObject({ baseFen: 0, allowanceFen: 5_000, allowanceFormula: { zh: '5 × 10.00' } });
    expect(shown.formula.zh).not.toMatch(/[A-Z]_/);
  });
});
