import { describe, expect, it } from 'vitest';
import {
  judgeEvidenceLines,
  mayEarnTopUp,
  type EvidenceCheck,
  type EvidenceLine,
} from '../../../domain/line/judge-evidence.ts';
import { parseFen } from '../../../domain/money.ts';
import { LINE_STATES } from '../../../domain/line/line-state.ts';
import { findingRemark } from '../../../domain/texts/rule-texts.ts';
import { day, practiceSnapshot } from '../../support/policy-library.ts';

const CHECK: EvidenceCheck = {
  snapshot: practiceSnapshot(),
  opensOn: day('2025-05-26'),
  endsOn: day('2025-06-10'),
  dueOn: day('2026-01-10'),
  shared: null,
};

const LINE: EvidenceLine = {
  id: 'lin_1',
  baseFen: 64_001,
  refusals: [],
  findings: [],
  evidence: {
    contractSignedOn: day('2025-07-01'),
    contractStartsOn: day('2025-07-01'),
    contractEndsOn: day('2026-06-30'),
    employer: '鄂尔多斯机械厂',
    insuredMonths: 12,
    insuranceKinds: ['PENSION', 'MEDICAL', 'WORK_INJURY', 'UNEMPLOYMENT'],
  },
  releasedOn: null,
  insurance: { isAvailable: true, value: [] },
};

const ALL_KINDS = ['PENSION', 'MEDICAL', 'WORK_INJURY', 'UNEMPLOYMENT'] as const;
const PAID: EvidenceLine['insurance'] = {
  isAvailable: true,
  value: [{ employer: '鄂尔多斯机械厂', month: '2025-07', kinds: ALL_KINDS }],
};

const judge = (change: Partial<EvidenceLine> = {}) => judgeEvidenceLines([{ ...LINE, ...change }], CHECK);
const codesOf = (found: readonly { readonly code: string }[] | undefined) => found?.map(({ code }) => code);

const marksOf = (insurance: EvidenceLine['insurance']) =>
  judge({ insurance }).judged[0]?.findings.map(({ code, wantsDecision, purpose }) => [code, wantsDecision, purpose]);

describe('the end of the contract check (R-076 to R-082)', () => {
  it('claims half of the base, up to the fen, for evidence that qualifies', () => {
    expect(judge()).toMatchObject({ linesLeft: 1, amountFen: 32_001 });
    expect(judge().judged[0]).toMatchObject({ state: 'floatClaimed', floatFen: 32_001, refusals: [] });
  });

  it('L13: claims half of hours × rate where the fee is shared, and nothing where the base is the whole fee', () => {
    const line = { ...LINE, baseFen: 8_001 };
    const judgeFee = (feeFen: number) =>
      judgeEvidenceLines([line], {
        ...CHECK,
        shared: { feeFen: parseFen(feeFen), standardFen: parseFen(16_000) },
      });
    expect(judgeFee(20_000)).toMatchObject({ linesLeft: 1, amountFen: 8_000 });
    expect(judgeFee(12_000)).toMatchObject({ linesLeft: 1, amountFen: 3_999 });
    const { judged, linesLeft } = judgeFee(8_001);
    expect([linesLeft, judged[0]?.state, judged[0]?.floatFen]).toEqual([0, 'floatNotEarned', 0]);
    expect(codesOf(judged[0]?.refusals)).toEqual(['FEE_COVERED']);
  });

  it('ends a line without evidence with its code and the last day', () => {
    const { judged, linesLeft, amountFen } = judge({ evidence: null });
    expect([judged[0]?.state, linesLeft, amountFen]).toEqual(['floatNotEarned', 0, 0]);
    expect(codesOf(judged[0]?.refusals)).toEqual(['NO_EVIDENCE']);
  });

  it('leaves what the base was refused for, and a reviewer’s refusal of the +50 %', () => {
    const base = { code: 'OTHER', rule: 'R-039', detail: 'x', by: 'reviewer', purpose: 'base' } as const;
    const own = { ...base, purpose: 'float' } as const;
    expect(judge({ refusals: [base] }).judged[0]).toMatchObject({ state: 'floatClaimed', refusals: [base] });
    expect(judge({ refusals: [base, own] }).judged[0]).toMatchObject({ state: 'floatNotEarned', floatFen: 0 });
  });

  it('L4: leaves evidence to a decision while the register has not answered', () => {
    const { judged } = judge({ insurance: { isAvailable: false } });
    expect(judged[0]?.state).toBe('floatClaimed');
    expect(marksOf({ isAvailable: false })).toEqual([['INSURANCE_UNVERIFIED', true, 'float']]);
  });

  it('replaces that finding once the register has answered: a contradiction, or nothing', () => {
    const { judged } = judge({ insurance: { isAvailable: false } });
    const findings = judged[0]?.findings ?? [];
    expect(judge({ findings, insurance: PAID }).judged[0]?.findings).toEqual([]);
    const other = [{ employer: '别处', month: '2025-08', kinds: [] }];
    const contradicted = judge({ findings, insurance: { isAvailable: true, value: other } });
    expect(codesOf(contradicted.judged[0]?.findings)).toEqual(['INSURANCE_CONTRADICTION']);
    expect(contradicted.linesLeft).toBe(1);
  });

  it('L4: leaves a missing row and a contradicting row of a connected register to a decision', () => {
    const other = [{ employer: '别处', month: '2025-08', kinds: ALL_KINDS }];
    const partly = [{ employer: '鄂尔多斯机械厂', month: '2025-08', kinds: ['PENSION'] as const }];
    expect(marksOf({ isAvailable: true, value: [] })).toEqual([['INSURANCE_NOT_FOUND', true, 'float']]);
    expect(marksOf({ isAvailable: true, value: other })).toEqual([['INSURANCE_CONTRADICTION', true, 'float']]);
    expect(marksOf({ isAvailable: true, value: partly })).toEqual([['INSURANCE_CONTRADICTION', true, 'float']]);
    expect(marksOf(PAID)).toEqual([]);
  });

  it('L4: takes rows from before the contract’s month for no row', () => {
    const value = [{ employer: '鄂尔多斯机械厂', month: '2025-06', kinds: ALL_KINDS }];
    const { judged } = judge({ insurance: { isAvailable: true, value } });
    expect(codesOf(judged[0]?.findings)).toEqual(['INSURANCE_NOT_FOUND']);
  });

  it('L4: wants no decision where the register is not connected, and says that nothing was compared', () => {
    const { judged } = judge({ insurance: { isAvailable: true, value: [], isConnected: false } });
    expect(judged[0]).toMatchObject({
      state: 'floatClaimed',
      findings: [{ code: 'NOT_COMPARED', wantsDecision: false }],
    });
  });

  it('L4: keeps the findings of the base beside those of the +50 %, and counts each once', () => {
    const base = { ...findingRemark('NOT_COMPARED', false), detail: { zh: '证书', en: 'certificate' } };
    const first = judge({ findings: [base] }).judged[0]?.findings ?? [];
    expect(codesOf(first)).toEqual(['NOT_COMPARED', 'INSURANCE_NOT_FOUND']);
    expect(judge({ findings: first }).judged[0]?.findings).toEqual(first);
  });

  it('begins the window of a person in custody with the release (C22)', () => {
    const early = {
      ...LINE,
      evidence: LINE.evidence === null ? null : { ...LINE.evidence, contractSignedOn: day('2025-06-20') },
    };
    expect(judgeEvidenceLines([early], CHECK).linesLeft).toBe(1);
    expect(judgeEvidenceLines([{ ...early, releasedOn: day('2025-07-15') }], CHECK).linesLeft).toBe(0);
  });
});

const refusal = (by: 'rule' | 'reviewer', purpose: 'base' | 'float') => ({
  code: 'OTHER',
  rule: 'R-102',
  detail: '',
  by,
  purpose,
});

describe('a line may get evidence', () => {
  it('in every state but refused, paid its +50 % and without a base (R-079, L14)', () => {
    const closed = LINE_STATES.filter((state) => !mayEarnTopUp({ state, refusals: [] }));
    expect(closed).toEqual(['refused', 'floatPaid', 'allowanceOnly']);
  });

  it('until a reviewer refuses its +50 %; what a rule refused may be sent better (R-079)', () => {
    const open = (...refusals: readonly ReturnType<typeof refusal>[]) =>
      mayEarnTopUp({ state: 'floatNotEarned', refusals });
    expect(open(refusal('rule', 'float'), refusal('reviewer', 'base'))).toBe(true);
    expect(open(refusal('rule', 'float'), refusal('reviewer', 'float'))).toBe(false);
  });
});
