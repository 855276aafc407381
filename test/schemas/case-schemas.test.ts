import { describe, expect, it } from 'vitest';
import { CloseCaseBody, OpenCaseBody, RelationsBody } from '../../schemas/case-schemas.ts';

const OPENING = { partyId: 'pty_1', finding: 'SUBCONTRACTING', suspectedCrime: false, note: '转包' };

describe('the bodies of integrity cases', () => {
  it('R-125: name one of the forbidden acts, a party and what was found, and nothing else', () => {
    expect(OpenCaseBody.safeParse(OPENING).success).toBe(true);
    expect(OpenCaseBody.safeParse({ ...OPENING, filingId: 'fil_1' }).success).toBe(true);
    expect(OpenCaseBody.safeParse({ ...OPENING, finding: 'LATE' }).success).toBe(false);
    expect(OpenCaseBody.safeParse({ ...OPENING, note: ' ' }).success).toBe(false);
    expect(OpenCaseBody.safeParse({ ...OPENING, suspectedCrime: undefined }).success).toBe(false);
    expect(OpenCaseBody.safeParse({ ...OPENING, claimId: 'clm_1' }).success).toBe(false);
  });

  it('R-126: take an outcome as a code, and a transfer number that is not blank', () => {
    const closing = { outcome: 'WARNING', reason: '已整改' };
    expect(CloseCaseBody.safeParse(closing).success).toBe(true);
    expect(CloseCaseBody.safeParse({ ...closing, transferDocumentNo: '移送〔2025〕3号' }).success).toBe(true);
    expect(CloseCaseBody.safeParse({ ...closing, transferDocumentNo: '  ' }).success).toBe(false);
    expect(CloseCaseBody.safeParse({ ...closing, outcome: 'a warning' }).success).toBe(false);
  });

  it('R-134: declare each party once, or none', () => {
    expect(RelationsBody.safeParse({ partyIds: [] }).success).toBe(true);
    expect(RelationsBody.safeParse({ partyIds: ['pty_1', 'pty_1'] }).success).toBe(false);
    expect(RelationsBody.safeParse({ partyIds: ['per_1'] }).success).toBe(false);
  });
});
