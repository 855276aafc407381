import { describe, expect, it } from 'vitest';
import { countLines, type ClaimToCount, type CountedLines } from '../../../domain/line/count-lines.ts';
import type { StoredLine } from '../../../domain/line/counted-line.ts';
import type { LineSubject } from '../../../domain/line/line-subject.ts';
import type { RegisterAnswers } from '../../../domain/line/register-answers.ts';
import { CONTEXT, firstSnapshot, GOOD_LINE, held, rateOf, withLaw } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const ID_NUMBERS = { anna: '159901198809245647', bao: '159901197906112286' } as const;
type Who = keyof typeof ID_NUMBERS;

function subject(who: Who, change: Partial<LineSubject> = {}): LineSubject {
  const { classHours, attendedHours, opensOn, endsOn, occupation, skillLevel, categories, feeFen } = GOOD_LINE;
  const certificate = { kind: 'SKILL_LEVEL', certificateNo: `C-${who}`, issuedOn: day('2025-06-19') } as const;
  return {
    lineKey: who,
    traineeId: who,
    entryId: null,
    idNumber: ID_NUMBERS[who],
    personIndex: `index of ${who}`,
    phoneIndex: null,
    accountIndex: null,
    hasAccount: false,
    isOwnAccount: null,
    own: {
      classHours,
      attendedHours,
      opensOn,
      endsOn,
      occupation,
      skillLevel,
      categories,
      feeFen,
      result: { idNumber: ID_NUMBERS[who], hasPassed: true, certificate },
    },
    attendedDays: [],
    plausibility: [],
    month: null,
    trainingId: null,
    listedOccupations: null,
    ...change,
  };
}

/** Every register has answered for these people; the certificates know theirs. */
function answersFor(...people: readonly Who[]): RegisterAnswers {
  const nothing = new Map(people.map((who) => [`index of ${who}`, []]));
  const certificates = new Map(
    people.map((who) => [
      `index of ${who}`,
      [
        {
          certificateNo: `C-${who}`,
          name: who,
          occupation: GOOD_LINE.occupation,
          level: GOOD_LINE.skillLevel,
          date: day('2025-06-19'),
        },
      ],
    ]),
  );
  const connected = ['certificates', 'insurance'] as const;
  return { certificates, identity: nothing, subsidies: nothing, insurance: nothing, connected };
}

function count(lines: readonly LineSubject[], change: Partial<ClaimToCount> = {}): CountedLines {
  let made = 0;
  return countLines({
    subjects: { claimContext: CONTEXT, lines },
    snapshot: firstSnapshot(),
    submittedOn: day('2025-06-23'),
    calendar: undefined,
    answers: answersFor('anna', 'bao'),
    held: [],
    apprenticeships: new Map(),
    sharedByOthers: { phones: [], accounts: [] },
    stored: [],
    newLineId: () => `lin_${(made += 1)}`,
    ...change,
  });
}

function stored(who: Who, change: Partial<StoredLine> = {}): StoredLine {
  return {
    id: `lin_of_${who}`,
    lineKey: who,
    position: 7,
    refusals: [],
    acceptedRemark: null,
    certificateKind: 'SKILL_LEVEL',
    certificateNo: `C-${who}`,
    certificateDate: '2025-06-19',
    findings: [],
    ...change,
  };
}

/** The first route's law with an allowance of 25.00 a day. */
const WITH_ALLOWANCE = withLaw(
  { ...firstSnapshot(), allowance: rateOf('perDay', 2_500) },
  {
    'living.groups': ['TWO_AFTER_RURAL'],
    'living.twoAfterGroups': ['TWO_AFTER_RURAL'],
    'living.urbanLowIncomeOnlyTwoAfter': true,
    'living.maxDays': 180,
    'living.countOnline': false,
  },
);

/** Somebody of a group with an allowance and an account, who came on two days. */
function ofGroup(own: Partial<LineSubject['own']> = {}): LineSubject {
  const anna = subject('anna');
  const attendedDays = ['2025-05-26', '2025-05-27'].map((on) => ({ day: day(on), hours: 8, isOnline: false }));
  return {
    ...anna,
    hasAccount: true,
    attendedDays,
    own: { ...anna.own, categories: ['TWO_AFTER_RURAL'], ...own },
  };
}

const BY_REVIEWER = { code: 'OTHER', rule: 'R-039', detail: 'not there', by: 'reviewer', purpose: 'base' } as const;
const shown = ({ lines }: CountedLines) =>
  lines.map(({ id, state, refusals }) => [id, state, ...refusals.map(({ code }) => code)]);

const findingsOf = ({ lines }: CountedLines) => lines.map(({ findings }) => findings.map(({ code }) => code));

describe('counting the lines of a claim', () => {
  it('prices each line that no rule refuses and gives new ones their places behind those that are stored', () => {
    const { lines, waitsFor, leftIds } = count([subject('anna'), subject('bao')], { stored: [stored('bao')] });
    expect(lines.map(({ id, position, state, baseFen }) => [id, position, state, baseFen > 0])).toEqual([
      ['lin_1', 8, 'eligible', true],
      ['lin_of_bao', 7, 'eligible', true],
    ]);
    expect([waitsFor, leftIds]).toEqual([null, []]);
  });

  it('names the stored lines whose people left, and keeps no place for them', () => {
    const { lines, leftIds } = count([subject('anna')], { stored: [stored('bao')] });
    expect(leftIds).toEqual(['lin_of_bao']);
    expect(lines[0]?.position).toBe(1);
  });

  it('keeps what a reviewer refused refused, with its price for all to see', () => {
    const { lines } = count([subject('anna')], { stored: [stored('anna', { refusals: [BY_REVIEWER] })] });
    expect(lines[0]).toMatchObject({ state: 'refused', refusals: [BY_REVIEWER] });
    expect(lines[0]?.baseFen).toBeGreaterThan(0);
  });

  it('refuses a line for its whole base when a rule does, and wants no keys for it', () => {
    const { lines } = count([subject('anna', { own: { ...subject('anna').own, attendedHours: 10 } })]);
    expect(lines[0]).toMatchObject({ state: 'refused', baseFen: 0, wantedKeys: [] });
  });

  it('L14: pays who attended and failed, or missed the exam, the allowance alone, without slot or level (R-055)', () => {
    for (const result of [{ idNumber: ID_NUMBERS.anna, hasPassed: false, certificate: null }, null]) {
      const { lines, waitsFor } = count([ofGroup({ result })], { snapshot: WITH_ALLOWANCE });
      expect(lines[0]).toMatchObject({ state: 'allowanceOnly', baseFen: 0, allowanceFen: 5_000, wantedKeys: [] });
      expect(lines[0]?.refusals.map(({ code }) => code)).toEqual(['NOT_CERTIFIED']);
      expect(waitsFor).toBeNull();
    }
  });

  it('L14: refuses the line whole where attendance, the yearly number, or the account is wanting (R-036, R-055)', () => {
    const failed = { result: null };
    const absent = count([ofGroup({ ...failed, attendedHours: 10 })], { snapshot: WITH_ALLOWANCE });
    const noAccount = count([{ ...ofGroup(failed), hasAccount: false }], { snapshot: WITH_ALLOWANCE });
    const stranger = count([ofGroup({ ...failed, categories: [] })], { snapshot: WITH_ALLOWANCE });
    for (const { lines } of [absent, noAccount, stranger]) {
      expect(lines[0]).toMatchObject({ state: 'refused', baseFen: 0, allowanceFen: 0 });
    }
  });

  it('L14: waits for the registers that may still refuse the training (R-110)', () => {
    const answers = { ...answersFor('anna'), identity: new Map() };
    const { lines, waitsFor } = count([ofGroup({ result: null })], { snapshot: WITH_ALLOWANCE, answers });
    expect([lines[0]?.state, waitsFor]).toEqual(['proposed', 'identity']);
  });

  it('L12, L14: a line whose base another claim of the class pays keeps its allowance, and takes no key for it', () => {
    const besides = { ...ofGroup(), paidInClass: 'keptLine' } as const;
    const { lines } = count([besides], { snapshot: WITH_ALLOWANCE, stored: [stored('anna')] });
    expect(lines[0]).toMatchObject({ state: 'allowanceOnly', baseFen: 0, allowanceFen: 5_000, wantedKeys: [] });
    expect(lines[0]?.refusals.map(({ code }) => code)).toEqual(['CLAIMED_IN_CLASS']);
    const without = count([{ ...besides, attendedDays: [] }], { snapshot: WITH_ALLOWANCE, stored: [stored('anna')] });
    expect(without.lines[0]).toMatchObject({ state: 'refused', baseFen: 0, allowanceFen: 0 });
  });

  it('L12, L14: a new line for an allowance alone exists only where there is one', () => {
    const besides = { ...ofGroup(), paidInClass: 'newLine' } as const;
    const lost = count([besides], { snapshot: WITH_ALLOWANCE });
    expect(lost.lines).toMatchObject([{ state: 'allowanceOnly', allowanceFen: 5_000 }]);
    const nobody = { ...subject('bao'), paidInClass: 'newLine' } as const;
    const counted = count([nobody, subject('anna')], { stored: [stored('bao')] });
    expect(counted).toMatchObject({ lines: [{ subject: { lineKey: 'anna' } }], leftIds: [stored('bao').id] });
  });

  it('L14: keeps refused what a reviewer refused, allowance or not (R-102)', () => {
    const before = [stored('anna', { refusals: [BY_REVIEWER] })];
    const { lines } = count([ofGroup({ result: null })], { snapshot: WITH_ALLOWANCE, stored: before });
    expect(lines[0]?.state).toBe('refused');
  });

  it('refuses the later of two lines of one person for what the earlier one takes (R-049)', () => {
    const twice = [subject('anna'), subject('anna', { lineKey: 'anna again' })];
    expect(shown(count(twice))).toEqual([
      ['lin_1', 'eligible'],
      // L2: the certificate serves the first line already.
      ['lin_2', 'refused', 'COURSE_CLAIMED_OTHERWISE', 'SAME_OCCUPATION_LEVEL'],
    ]);
  });

  it('L2: refuses the certificate that another person claims, in this claim or another one, of the class too', () => {
    const certificate = subject('anna').own.result?.certificate ?? null;
    const result = { idNumber: ID_NUMBERS.bao, hasPassed: true, certificate };
    const copied = subject('bao', { own: { ...subject('bao').own, result } });
    const refused = ['refused', 'COURSE_CLAIMED_OTHERWISE'];
    expect(shown(count([subject('anna'), copied]))).toEqual([
      ['lin_1', 'eligible'],
      ['lin_2', ...refused],
    ]);
    const key = held('CERTIFICATE', 'SKILL_LEVEL/C-ANNA');
    const row = { ...key, traineeId: 'anna', lineId: 'x', certificateDate: null, endsOn: null, isOfClass: false };
    expect(shown(count([copied], { held: [row] }))).toEqual([['lin_1', ...refused]]);
    expect(shown(count([copied], { held: [{ ...row, isOfClass: true }] }))).toEqual([['lin_1', ...refused]]);
    expect(shown(count([subject('anna')], { held: [{ ...row, isOfClass: true }] }))).toEqual([['lin_1', 'eligible']]);
    expect(shown(count([subject('bao')], { held: [row] }))).toEqual([['lin_1', 'eligible']]);
  });

  it('counts what lines of other claims hold of a person (R-048, R-049)', () => {
    const key = held('OCCUPATION_LEVEL', `${GOOD_LINE.occupation}/${GOOD_LINE.skillLevel}`);
    const days = { certificateDate: day('2025-03-01'), endsOn: null };
    const row = { ...key, ...days, traineeId: 'anna', lineId: 'x', isOfClass: false };
    expect(shown(count([subject('anna'), subject('bao')], { held: [row] }))).toEqual([
      ['lin_1', 'refused', 'SAME_OCCUPATION_LEVEL'],
      ['lin_2', 'eligible'],
    ]);
  });

  it('leaves a line proposed whose register has not answered, and names the register (R-110)', () => {
    const { certificates, ...others } = answersFor('anna', 'bao');
    const answers = { ...others, certificates: new Map([...certificates].filter(([index]) => index.includes('bao'))) };
    const counted = count([subject('anna'), subject('bao')], { answers });
    expect(counted.lines.map(({ state }) => state)).toEqual(['proposed', 'eligible']);
    expect(counted.waitsFor).toBe('certificates');
  });

  it('L12: waits for no register for a line that a rule or a reviewer refused', () => {
    const refused = subject('anna', { own: { ...subject('anna').own, attendedHours: 10 } });
    const answers = { ...answersFor('anna'), certificates: new Map() };
    expect(count([refused], { answers }).waitsFor).toBeNull();
    const before = stored('anna', { refusals: [BY_REVIEWER] });
    expect(count([subject('anna')], { answers, stored: [before] }).waitsFor).toBeNull();
  });

  it('tells a certificate of another person of the claim from an unknown one (R-039)', () => {
    const answers = answersFor('anna', 'bao');
    const ofBao = { kind: 'SKILL_LEVEL', certificateNo: 'C-bao', issuedOn: day('2025-06-19') } as const;
    const own = {
      ...subject('anna').own,
      result: { idNumber: ID_NUMBERS.anna, hasPassed: true, certificate: ofBao },
    };
    const codes = (line: LineSubject) =>
      count([line, subject('bao')], { answers }).lines[0]?.findings.map((one) => one.code);
    expect(codes(subject('anna', { own }))).toEqual(['CERT_MISMATCH']);
    const unknown = { ...ofBao, certificateNo: 'C-nobody' };
    expect(codes(subject('anna', { own: { ...own, result: { ...own.result, certificate: unknown } } }))).toEqual([
      'CERT_UNVERIFIED',
    ]);
  });

  it('L4: compares nothing with a register of certificates that is not connected, and wants no decision', () => {
    const answers = { ...answersFor('anna'), certificates: new Map([['index of anna', []]]) };
    const apart = { ...answers, connected: [] };
    const [known] = count([subject('anna')], { answers }).lines;
    expect(known?.findings).toMatchObject([{ code: 'CERT_UNVERIFIED', wantsDecision: true }]);
    const [unknown] = count([subject('anna')], { answers: apart }).lines;
    expect([unknown?.state, unknown?.findings]).toMatchObject([
      'eligible',
      [{ code: 'NOT_COMPARED', wantsDecision: false }],
    ]);
  });

  it('keeps a reviewer’s acceptance only while certificate and findings are what was accepted (R-039)', () => {
    const accepted = stored('anna', { acceptedRemark: 'seen on paper' });
    expect(count([subject('anna')], { stored: [accepted] }).lines[0]?.acceptedRemark).toBe('seen on paper');
    const other = { ...accepted, certificateNo: 'C-other' };
    expect(count([subject('anna')], { stored: [other] }).lines[0]?.acceptedRemark).toBeNull();
  });

  it('finds one phone of two people, in the claim or beside it (R-130)', () => {
    const withPhone = [subject('anna', { phoneIndex: 'p' }), subject('bao', { phoneIndex: 'p' })];
    expect(findingsOf(count(withPhone))).toEqual([['SHARED_PHONE'], ['SHARED_PHONE']]);
    const others = { phones: [{ lineId: '', personId: 'somebody', value: 'p' }], accounts: [] };
    expect(findingsOf(count([subject('anna', { phoneIndex: 'p' })], { sharedByOthers: others }))).toEqual([
      ['SHARED_PHONE'],
    ]);
  });
});
