import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptLine } from '../../../domain/claim/claim-round.ts';
import { sinceOf } from '../../../domain/claim/claim-round.ts';
import { correctionSubject, isAnswered, type Corrected } from '../../../domain/claim/corrections.ts';
import { lineDifferences } from '../../../domain/claim/line-differences.ts';
import { parseFen } from '../../../domain/money.ts';

const LINE: KeptLine = {
  lineId: 'lin_a',
  position: 1,
  traineeId: 'trn_a',
  state: 'eligible',
  occupation: '6-18-02-04',
  skillLevel: 'LEVEL_5',
  attendedHours: 80,
  certificateKind: 'SKILL_LEVEL',
  certificateNo: 'A1',
  certificateDate: '2025-06-19',
  baseFen: 80_000,
  allowanceFen: 0,
  floatFen: 0,
  account: 'aa',
  facts: null,
  evidence: null,
};

const changed = (before: Partial<KeptLine>, after: Partial<KeptLine>) =>
  lineDifferences([{ ...LINE, ...before }], [{ ...LINE, ...after }]).flatMap(({ fields }) => fields);

describe('what changed in the lines of a claim', () => {
  it('is each field in words, before and after', () => {
    const fields = changed({}, { attendedHours: 76.5, skillLevel: 'LEVEL_4', baseFen: 100_000, state: 'refused' });
    expect(fields.map(({ label, before, after }) => [label.zh, before?.zh, after?.zh])).toEqual([
      ['结论', '符合', '不予补贴'],
      ['出勤课时', '80', '76.5'],
      ['等级', '初级工（五级）', '中级工（四级）'],
      ['补贴金额', '800.00 元', undefined],
    ]);
  });

  it('is a certificate as a whole, and a sum that came or went', () => {
    expect(changed({ certificateNo: null, certificateKind: null }, {})).toMatchObject([
      { field: 'certificate', before: null, after: { zh: '职业技能等级证书 A1，2025-06-19 发证' } },
    ]);
    expect(changed({}, { allowanceFen: 2_500 })).toMatchObject([
      { field: 'allowanceFen', before: null, after: { en: '25.00 CNY' } },
    ]);
  });

  it('is an account that is another one, and nothing of its number', () => {
    const fields = changed({}, { account: 'bb' });
    expect(fields).toMatchObject([{ field: 'account', label: { zh: '收款账户' } }]);
    expect(JSON.stringify(fields)).not.toMatch(/aa|bb/);
  });

  it('is the columns of a row of its own, with their names', () => {
    const facts = { employer: '甲公司', months: ['2025-01'], isRenewal: false, amountFen: parseFen(100) } as const;
    const fields = changed(
      { facts },
      { facts: { ...facts, employer: '乙公司', months: ['2025-01', '2025-02'], isRenewal: true } },
    );
    expect(fields.map(({ label, after }) => [label.zh, after?.zh])).toEqual([
      ['用人单位', '乙公司'],
      ['补贴月份', '2025-01、2025-02'],
      ['是否复审', '是'],
    ]);
  });

  it('is a contract that was sent anew', () => {
    const evidence = {
      signedOn: '2025-07-01',
      startsOn: '2025-07-01',
      endsOn: '2026-06-30',
      insuredMonths: 1,
      insuranceKinds: ['PENSION'],
    };
    const fields = changed(
      { evidence },
      { evidence: { ...evidence, endsOn: null, insuranceKinds: ['PENSION', 'MEDICAL'] } },
    );
    expect(fields.map(({ before, after }) => [before?.zh, after?.zh])).toEqual([
      ['2026-06-30', '无固定期限'],
      ['养老保险', '养老保险、医疗保险'],
    ]);
  });

  it('is every field of a line that came, and of one that left, in the order of their positions', () => {
    const second = { ...LINE, lineId: 'lin_b', position: 2 };
    const third = { ...LINE, lineId: 'lin_c', position: 3 };
    const found = lineDifferences([LINE, second], [LINE, third]);
    expect(found.map(({ lineId }) => lineId)).toEqual(['lin_b', 'lin_c']);
    expect(found[0]?.fields.every(({ before, after }) => before !== null && after === null)).toBe(true);
    expect(found[1]?.fields.every(({ before, after }) => before === null && after !== null)).toBe(true);
  });

  test.prop([fc.array(fc.record({ attendedHours: fc.nat(200), baseFen: fc.nat(1_000_000) }), { maxLength: 8 })])(
    'is nothing of a claim that is as it was',
    (some) => {
      const lines = some.map((one, place) => ({ ...LINE, ...one, lineId: `lin_${place}`, position: place + 1 }));
      expect(lineDifferences(lines, lines)).toEqual([]);
    },
  );
});

describe('a correction that was asked for', () => {
  const nothing: Corrected = { papers: [], lines: [], tables: [], isAccountChanged: false };
  const ofLine = (...fields: readonly string[]): Corrected => ({
    ...nothing,
    lines: [{ lineId: 'lin_a', position: 3, fields }],
  });
  const ofPaper = (kind: string, lineId: string | null = null): Corrected => ({
    ...nothing,
    papers: [{ kind, lineId }],
  });
  const ofTable = (...tables: Corrected['tables']): Corrected => ({ ...nothing, tables });

  it.each([
    ['/documents/TEACHING_PLAN', ofPaper('TEACHING_PLAN'), true],
    ['/documents/TEACHING_PLAN', ofPaper('TEACHER_LIST'), false],
    ['/documents/TRAINING_PROOF', ofPaper('TRAINING_PROOF', 'lin_a'), true],
    ['/documents/ATTENDANCE', ofTable('attendance'), true],
    ['/lines/lin_a', ofLine('attendedHours'), true],
    ['/lines/lin_a', ofLine('state', 'baseFen'), false],
    ['/lines/lin_a', ofPaper('TRAINING_PROOF', 'lin_a'), true],
    ['/lines/lin_b', ofPaper('TRAINING_PROOF', 'lin_a'), false],
    ['/lines/lin_b', ofPaper('TEACHING_PLAN'), false],
    ['/lines/3', ofLine('attendedHours'), true],
    ['/lines/3/certificateNo', ofLine('attendedHours'), false],
    ['/lines/3/certificateNo', ofLine('certificate'), true],
    ['/lines/x', ofLine('attendedHours'), false],
    ['/lines/lin_b', ofLine('attendedHours'), false],
    ['/attendance', ofLine('attendedHours'), true],
    ['/attendance', ofTable('attendance'), true],
    ['/attendance', ofTable('results'), false],
    ['/attendance', ofLine('certificate'), false],
    ['/results', ofLine('certificate'), true],
    ['/results', ofTable('results'), true],
    ['/entries', ofLine('employer'), true],
    ['/entries', ofTable('entries'), true],
    ['/entries', ofLine('floatFen'), false],
    ['/payeeAccount', { ...nothing, isAccountChanged: true }, true],
    ['/payeeAccount', ofLine('account'), true],
    ['/payeeAccount', nothing, false],
    ['/something/else', nothing, false],
    ['/something/else', ofLine('state'), false],
    ['/something/else', ofLine('occupation'), true],
  ] as const)('at %s is answered by what changed there', (pointer, corrected, answered) => {
    expect(isAnswered(correctionSubject(pointer), corrected)).toBe(answered);
  });
});

describe('the moment that changes are compared with', () => {
  const at = new Date(0);
  const point = (revision: number, round: number, purpose = 'base') => ({ revision, round, purpose, at });
  const entries = [point(1, 1), point(2, 1), point(3, 2), point(4, 2), point(5, 3), point(9, 1, 'float')];
  const kept = [point(2, 1), point(4, 2)];
  const since = (asked: Parameters<typeof sinceOf>[0], purpose = 'base') => sinceOf(asked, purpose, { kept, entries });

  it('is the return that ended the round, or the last return', () => {
    expect(since({ of: 'round', number: 1 })).toEqual({ point: kept[0], kept: kept[0] });
    expect(since(null)).toEqual({ point: kept[1], kept: kept[1] });
    expect(sinceOf(null, 'base', { kept: [], entries })).toBeNull();
  });

  it('is the revision asked for, beside the claim as its round left it', () => {
    expect(since({ of: 'revision', number: 3 })).toEqual({ point: entries[2], kept: kept[1] });
    expect(since({ of: 'revision', number: 5 })).toEqual({ point: entries[4], kept: null });
  });

  it('is a round of the purpose under way, which has its own rounds', () => {
    expect(since({ of: 'round', number: 1 }, 'float')).toEqual({ point: entries[5], kept: null });
    expect(since({ of: 'round', number: 9 })).toBeNull();
    expect(since({ of: 'revision', number: 99 })).toBeNull();
  });
});
