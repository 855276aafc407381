import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import type { PolicySnapshot } from '../../../domain/policy/policy-snapshot.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineFacts } from '../../../domain/line/line-facts.ts';
import { compareCertificate } from '../../../domain/line/register-answers.ts';
import { DOWN, firstSnapshot, GOOD_LINE, withLaw } from '../../support/line-facts.ts';
import { day, ROUTE } from '../../support/policy-library.ts';

const LAW = firstSnapshot();

const judge = (change: Partial<LineFacts>, law: PolicySnapshot = LAW) => judgeLine({ ...GOOD_LINE, ...change }, law);
const codes = (change: Partial<LineFacts>, law: PolicySnapshot = LAW) =>
  judge(change, law).refusals.map((one) => one.code);
const certified = (kind: 'SPECIAL_OPERATION' | 'SKILL_LEVEL', issuedOn: string) => ({
  idNumber: 'x',
  hasPassed: true,
  certificate: { kind, certificateNo: 'A1', issuedOn: day(issuedOn) },
});
const earlier = (...dates: readonly string[]) =>
  dates.map((date, position) => ({
    route: ROUTE,
    occupation: `4-03-02-0${position}`,
    level: 'LEVEL_4',
    date: day(date),
  }));

const paid = (occupation: string, level: string) => [{ route: ROUTE, occupation, level, date: day('2019-05-01') }];
const pension = (since: string | null, until: string | null) => {
  const row = {
    status: 'MONTHLY_PENSION',
    since: since === null ? null : day(since),
    until: until === null ? null : day(until),
  };
  return codes({ identityRegister: { isAvailable: true, value: [row] } });
};

const found = (issuedOn: string) => {
  const { state, findings } = judge({ result: certified('SKILL_LEVEL', issuedOn) });
  return [state, ...findings.map(({ code, wantsDecision }) => `${code} ${wantsDecision}`)];
};

describe('a trainee line', () => {
  it('R-036: is refused at 63 of 80 hours and eligible at 64', () => {
    expect(judge({ attendedHours: 63 })).toMatchObject({
      state: 'refused',
      refusals: [{ code: 'ATTENDANCE_TOO_LOW', rule: 'R-036', detail: { en: expect.stringContaining('78.75 %') } }],
    });
    expect(judge({ attendedHours: 64 }).state).toBe('eligible');
  });

  it('R-046: of a special-operation certificate is eligible, of a kind outside the list refused', () => {
    expect(codes({ result: certified('SPECIAL_OPERATION', '2025-06-19') })).toEqual([]);
    const narrow = withLaw(LAW, { 'cert.accepted': ['QUALIFICATION'] });
    expect(codes({}, narrow)).toEqual(['CERTIFICATE_NOT_ACCEPTED']);
  });

  it('R-070: without a certificate of this training is refused', () => {
    expect(codes({ result: null })).toEqual(['NOT_CERTIFIED']);
    expect(codes({ result: { idNumber: 'x', hasPassed: true, certificate: null } })).toEqual(['NOT_CERTIFIED']);
    expect(codes({ result: certified('SKILL_LEVEL', '2025-05-25') })).toEqual(['NOT_CERTIFIED']);
  });

  it('L15: with a certificate of before the last day of the class wants a decision, of that day or later none', () => {
    expect(found('2025-05-25')).toEqual(['refused']);
    expect(found('2025-05-26')).toEqual(['eligible', 'CERT_BEFORE_CLASS_END true']);
    expect(found('2025-06-09')).toEqual(['eligible', 'CERT_BEFORE_CLASS_END true']);
    expect(found('2025-06-10')).toEqual(['eligible']);
    expect(found('2025-06-19')).toEqual(['eligible']);
  });

  it('R-048: is refused as the fourth of a calendar year and not in the next one', () => {
    const value = earlier('2020-03-01', '2020-05-01', '2020-08-01');
    const subsidyRegister = { isAvailable: true, value } as const;
    const at = (issuedOn: string) => ({
      subsidyRegister,
      opensOn: day('2020-10-01'),
      result: certified('SKILL_LEVEL', issuedOn),
    });
    expect(codes(at('2020-11-01'))).toEqual(['YEARLY_LIMIT']);
    expect(codes(at('2021-01-05'))).toEqual([]);
    expect(codes(at('2021-01-05'), withLaw(LAW, { 'limit.yearBasis': 'ROLLING_12M' }))).toEqual(['YEARLY_LIMIT']);
    expect(codes(at('2021-03-01'), withLaw(LAW, { 'limit.yearBasis': 'ROLLING_12M' }))).toEqual([]);
  });

  it('R-048, R-050: counts its own slots in flight, and only the kinds of the list', () => {
    const three = earlier('2025-01-01', '2025-02-01', '2025-03-01');
    expect(codes({ ownSubsidies: three })).toEqual(['YEARLY_LIMIT']);
    expect(codes({ ownSubsidies: three.map((row) => ({ ...row, route: 'LIVING_ALLOWANCE' })) })).toEqual([]);
  });

  it('R-049: repeats no occupation and level for life, while another level or trade is free', () => {
    expect(codes({ ownSubsidies: paid('6-18-02-04', 'LEVEL_5') })).toEqual(['SAME_OCCUPATION_LEVEL']);
    expect(codes({ ownSubsidies: paid('6-18-02-04', 'LEVEL_4') })).toEqual([]);
    expect(codes({ ownSubsidies: paid('4-03-02-01', 'LEVEL_5') })).toEqual([]);
  });

  it('R-052: of a monthly pensioner is refused, of a pension that had ended or begins later not', () => {
    expect(pension('2019-03-01', null)).toEqual(['PENSION_ELIGIBLE']);
    expect(pension(null, null)).toEqual(['PENSION_ELIGIBLE']);
    expect(pension('2019-03-01', '2025-05-25')).toEqual([]);
    expect(pension('2025-07-01', null)).toEqual([]);
  });

  it('R-053, R-054: of a veteran who paid 200.00 is refused, of a graduate who paid 300.00 not', () => {
    expect(codes({ categories: ['VETERAN'], feeFen: parseFen(20_000) })).toEqual(['FREE_GROUP_CHARGED']);
    expect(codes({ categories: ['COLLEGE_GRADUATE'], feeFen: parseFen(30_000) })).toEqual([]);
  });

  it('R-066: that the other side has claimed is refused', () => {
    expect(codes({ isClaimedByOtherSide: true })).toEqual(['ALREADY_CLAIMED_BY_INSTITUTION']);
  });

  it('R-039: with an unknown certificate is eligible and waits for a named decision', () => {
    const judged = judge({ certificateRegister: { isAvailable: true, value: { kind: 'notFound' } } });
    expect(judged).toMatchObject({ state: 'eligible', findings: [{ code: 'CERT_UNVERIFIED', wantsDecision: true }] });
  });

  it('R-110: stays proposed while a register is down, unless a rule refuses it anyway', () => {
    expect(judge({ certificateRegister: DOWN }).state).toBe('proposed');
    expect(judge({ identityRegister: DOWN }).state).toBe('proposed');
    expect(judge({ subsidyRegister: DOWN }).state).toBe('proposed');
    expect(judge({ subsidyRegister: DOWN, attendedHours: 1 }).state).toBe('refused');
  });

  it('R-130: with another status in the identity register is a finding that refuses nothing', () => {
    const value = [{ status: 'IN_CUSTODY', since: null, until: null }];
    expect(judge({ identityRegister: { isAvailable: true, value }, plausibility: ['SHARED_PHONE'] })).toMatchObject({
      state: 'eligible',
      findings: [{ code: 'IDENTITY_CONTRADICTION' }, { code: 'SHARED_PHONE' }],
    });
  });
});

describe('the certificate register', () => {
  const certificate = { kind: 'SKILL_LEVEL', certificateNo: 'A1', issuedOn: day('2025-06-19') } as const;
  const declared = { idNumber: 'p', occupation: '6-18-02-04', skillLevel: 'LEVEL_5', certificate } as const;
  const row = {
    certificateNo: 'A1',
    idNumber: 'p',
    occupation: '6-18-02-04',
    level: 'LEVEL_5',
    date: day('2025-06-19'),
  };

  it('R-039: finds, does not know, or names what differs', () => {
    expect(compareCertificate(declared, [row])).toEqual({ kind: 'found' });
    expect(compareCertificate(declared, [{ ...row, certificateNo: 'A2' }])).toEqual({ kind: 'notFound' });
    expect(compareCertificate(declared, [{ ...row, idNumber: 'q', level: 'LEVEL_4' }])).toEqual({
      kind: 'mismatch',
      fields: ['idNumber', 'level'],
    });
  });
});
