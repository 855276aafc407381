import { describe, expect, it } from 'vitest';
import { parseFen } from '../../../domain/money.ts';
import { eligibilityParameters, judgeLine, type LineFacts } from '../../../domain/rules/eligibility.ts';
import { compareCertificate } from '../../../domain/rules/register-answers.ts';
import { day, practiceSnapshot, ROUTE } from '../../support/policy-library.ts';

const PARAMETERS = eligibilityParameters(practiceSnapshot());
const FOUND = { isAvailable: true, value: { kind: 'found' } } as const;
const DOWN = { isAvailable: false } as const;

const GOOD: LineFacts = {
  classHours: 80,
  attendedHours: 80,
  opensOn: day('2025-05-26'),
  endsOn: day('2025-06-10'),
  submittedOn: day('2025-06-23'),
  occupation: '6-18-02-04',
  skillLevel: 'LEVEL_5',
  categories: [],
  feeFen: parseFen(0),
  result: {
    idNumber: '159901198809245647',
    hasPassed: true,
    certificate: { kind: 'SKILL_LEVEL', certificateNo: 'A1', issuedOn: day('2025-06-19') },
  },
  certificateRegister: FOUND,
  identityRegister: { isAvailable: true, value: [] },
  subsidyRegister: { isAvailable: true, value: [] },
  ownSubsidies: [],
  isClaimedByOtherSide: false,
  plausibility: [],
};

const judge = (change: Partial<LineFacts>, parameters = PARAMETERS) => judgeLine({ ...GOOD, ...change }, parameters);
const codes = (change: Partial<LineFacts>, parameters = PARAMETERS) =>
  judge(change, parameters).refusals.map((one) => one.code);
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

describe('a trainee line', () => {
  it('is refused at 63 of 80 hours and eligible at 64 (R-036)', () => {
    expect(judge({ attendedHours: 63 })).toMatchObject({
      state: 'refused',
      refusals: [{ code: 'ATTENDANCE_TOO_LOW', rule: 'R-036', detail: { en: expect.stringContaining('78.75 %') } }],
    });
    expect(judge({ attendedHours: 64 }).state).toBe('eligible');
  });

  it('of a special-operation certificate is eligible, of a kind outside the list refused (R-046)', () => {
    expect(codes({ result: certified('SPECIAL_OPERATION', '2025-06-19') })).toEqual([]);
    const narrow = { ...PARAMETERS, acceptedCertificates: ['QUALIFICATION'] };
    expect(codes({}, narrow)).toEqual(['CERTIFICATE_NOT_ACCEPTED']);
  });

  it('without a certificate of this training is refused (R-070)', () => {
    expect(codes({ result: null })).toEqual(['NOT_CERTIFIED']);
    expect(codes({ result: { idNumber: 'x', hasPassed: true, certificate: null } })).toEqual(['NOT_CERTIFIED']);
    expect(codes({ result: certified('SKILL_LEVEL', '2025-05-25') })).toEqual(['NOT_CERTIFIED']);
  });

  it('is refused as the fourth of a calendar year and not in the next one (R-048)', () => {
    const value = earlier('2020-03-01', '2020-05-01', '2020-08-01');
    const subsidyRegister = { isAvailable: true, value } as const;
    const at = (issuedOn: string) => ({
      subsidyRegister,
      opensOn: day('2020-10-01'),
      result: certified('SKILL_LEVEL', issuedOn),
    });
    expect(codes(at('2020-11-01'))).toEqual(['YEARLY_LIMIT']);
    expect(codes(at('2021-01-05'))).toEqual([]);
    expect(codes(at('2021-01-05'), { ...PARAMETERS, yearBasis: 'ROLLING_12M' })).toEqual(['YEARLY_LIMIT']);
    expect(codes(at('2021-03-01'), { ...PARAMETERS, yearBasis: 'ROLLING_12M' })).toEqual([]);
  });

  it('counts its own slots in flight, and only the kinds of the list (R-048, R-050)', () => {
    const three = earlier('2025-01-01', '2025-02-01', '2025-03-01');
    expect(codes({ ownSubsidies: three })).toEqual(['YEARLY_LIMIT']);
    expect(codes({ ownSubsidies: three.map((row) => ({ ...row, route: 'LIVING_ALLOWANCE' })) })).toEqual([]);
  });

  it('repeats no occupation and level for life, while another level or trade is free (R-049)', () => {
    expect(codes({ ownSubsidies: paid('6-18-02-04', 'LEVEL_5') })).toEqual(['SAME_OCCUPATION_LEVEL']);
    expect(codes({ ownSubsidies: paid('6-18-02-04', 'LEVEL_4') })).toEqual([]);
    expect(codes({ ownSubsidies: paid('4-03-02-01', 'LEVEL_5') })).toEqual([]);
  });

  it('of a monthly pensioner is refused, of a pension that had ended or begins later not (R-052)', () => {
    expect(pension('2019-03-01', null)).toEqual(['PENSION_ELIGIBLE']);
    expect(pension(null, null)).toEqual(['PENSION_ELIGIBLE']);
    expect(pension('2019-03-01', '2025-05-25')).toEqual([]);
    expect(pension('2025-07-01', null)).toEqual([]);
  });

  it('of a veteran who paid 200.00 is refused, of a graduate who paid 300.00 not (R-053, R-054)', () => {
    expect(codes({ categories: ['VETERAN'], feeFen: parseFen(20_000) })).toEqual(['FREE_GROUP_CHARGED']);
    expect(codes({ categories: ['COLLEGE_GRADUATE'], feeFen: parseFen(30_000) })).toEqual([]);
  });

  it('that the other side has claimed is refused (R-066)', () => {
    expect(codes({ isClaimedByOtherSide: true })).toEqual(['ALREADY_CLAIMED_BY_INSTITUTION']);
  });

  it('with an unknown certificate is eligible and waits for a named decision (R-039)', () => {
    const judged = judge({ certificateRegister: { isAvailable: true, value: { kind: 'notFound' } } });
    expect(judged).toMatchObject({ state: 'eligible', findings: [{ code: 'CERT_UNVERIFIED', wantsDecision: true }] });
  });

  it('stays proposed while a register is down, unless a rule refuses it anyway (R-110)', () => {
    expect(judge({ certificateRegister: DOWN }).state).toBe('proposed');
    expect(judge({ identityRegister: DOWN }).state).toBe('proposed');
    expect(judge({ subsidyRegister: DOWN }).state).toBe('proposed');
    expect(judge({ subsidyRegister: DOWN, attendedHours: 1 }).state).toBe('refused');
  });

  it('with another status in the identity register is a finding that refuses nothing (R-130)', () => {
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

  it('finds, does not know, or names what differs (R-039)', () => {
    expect(compareCertificate(declared, [row])).toEqual({ kind: 'found' });
    expect(compareCertificate(declared, [{ ...row, certificateNo: 'A2' }])).toEqual({ kind: 'notFound' });
    expect(compareCertificate(declared, [{ ...row, idNumber: 'q', level: 'LEVEL_4' }])).toEqual({
      kind: 'mismatch',
      fields: ['idNumber', 'level'],
    });
  });
});
