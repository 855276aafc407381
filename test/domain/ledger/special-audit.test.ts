import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import {
  newSpecialAudit,
  type AuditedCase,
  type AuditedLine,
  type AuditedPayment,
} from '../../../domain/ledger/special-audit.ts';
import type { BookedPayments } from '../../../domain/ledger/fund-use.ts';

const PAYMENT: AuditedPayment = {
  instructionId: 'pin_1',
  batchNo: 'ZF1',
  lineId: null,
  fund: 'EMPLOYMENT_SUBSIDY',
  purpose: 'base',
  amountFen: 100,
  result: 'settled',
  valueDate: parseIsoDate('2025-06-30'),
  bookedOn: parseIsoDate('2025-06-30'),
  latePeriod: null,
  bankReference: null,
};
const line = (id: string, position: number): AuditedLine => ({
  id,
  position,
  state: 'paid',
  baseFen: 50,
  allowanceFen: 0,
  floatFen: 0,
});
const paper = (of: 'claim' | 'line', ownerId: string) => ({
  of,
  ownerId,
  fileId: `fle_${ownerId}`,
  kind: 'TRAINING_PROOF',
  version: 1,
  sha256: '00',
});
const CLAIM: AuditedCase = {
  kind: 'claim',
  id: 'clm_1',
  no: 'SL1',
  route: 'A',
  department: 'HRSS',
  lines: [line('lin_1', 1), line('lin_2', 2)],
  decisions: [],
  payments: [PAYMENT, { ...PAYMENT, instructionId: 'pin_2', lineId: 'lin_2', amountFen: 7 }],
  documents: [paper('claim', 'clm_1'), paper('line', 'lin_1')],
};
const FINANCE: BookedPayments = {
  fund: 'EMPLOYMENT_SUBSIDY',
  route: 'A',
  department: 'HRSS',
  payee: null,
  latePeriod: null,
  settledFen: 107,
  returnedFen: 0,
  payments: 2,
};

describe('the special audit', () => {
  it('R-133: has a row for each line, with what is of its claim or of itself', () => {
    const rows = newSpecialAudit().rowsOf(CLAIM);
    expect(rows.map((row) => [row.row, row.claimId, row.grantId, row.line?.id])).toEqual([
      ['line', 'clm_1', null, 'lin_1'],
      ['line', 'clm_1', null, 'lin_2'],
    ]);
    expect(rows.map(({ payments }) => payments.map(({ instructionId }) => instructionId))).toEqual([
      ['pin_1'],
      ['pin_1', 'pin_2'],
    ]);
    expect(rows.map(({ documents }) => documents.map(({ ownerId }) => ownerId))).toEqual([
      ['clm_1', 'lin_1'],
      ['clm_1'],
    ]);
  });

  it('R-133: has one row for a claim or grant without lines', () => {
    const [row, ...more] = newSpecialAudit().rowsOf({ ...CLAIM, kind: 'grant', id: 'grt_1', no: 'XM1', lines: [] });
    expect(more).toEqual([]);
    expect(row).toMatchObject({ row: 'grant', claimId: null, grantId: 'grt_1', grantNo: 'XM1', line: null });
    expect(row?.payments).toHaveLength(2);
  });

  it('R-133: sums each payment once by fund, a failed one in none, and says whether Finance counts the same', () => {
    const audit = newSpecialAudit();
    audit.rowsOf(CLAIM);
    audit.rowsOf({ ...CLAIM, lines: [], payments: [{ ...PAYMENT, result: 'failed' }] });
    const funds = [{ fund: 'EMPLOYMENT_SUBSIDY', settledFen: 107, returnedFen: 0, netFen: 107, payments: 2 }];
    expect(audit.totals([FINANCE])).toEqual({ rows: 3, funds, equalsFundUse: true });
    const later = { ...FINANCE, settledFen: 0, returnedFen: 100, payments: 0 };
    expect(audit.totals([FINANCE, later])).toEqual({ rows: 3, funds, equalsFundUse: false });
    audit.rowsOf({ ...CLAIM, payments: [{ ...PAYMENT, result: 'returned' }] });
    expect(audit.totals([FINANCE, later])).toMatchObject({ rows: 5, equalsFundUse: true });
    expect(audit.totals([FINANCE, later, { ...FINANCE, fund: 'TALENT_SPECIAL' }]).equalsFundUse).toBe(false);
  });
});
