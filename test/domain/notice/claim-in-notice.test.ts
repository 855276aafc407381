import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { publishClaim, type ClaimToPublish } from '../../../domain/notice/claim-in-notice.ts';
import { amountsInNotice, isLineInNotice, type LineToPublish } from '../../../domain/notice/notice-items.ts';
import { LINE_STATES } from '../../../domain/line/line-state.ts';

const ON = parseIsoDate('2025-06-23');
const ADULT = '159901199003074526';
const MINOR = '159901201203074526';

const CLASS = {
  occupationCode: '6-18-02-04',
  occupationName: '焊工',
  skillLevel: 'LEVEL_4',
  classHours: 80,
  opensOn: parseIsoDate('2025-03-01'),
  endsOn: parseIsoDate('2025-05-01'),
};

const CLAIM: ClaimToPublish = {
  claimNo: 'BT-1',
  purpose: 'base',
  applicant: { name: '阿拉善技工学校', kind: 'institution' },
  route: '003.4.1',
  routeName: { zh: '培训补贴', en: 'Training subsidy' },
  routePayee: 'institution',
  noticeNames: 'masked',
  custodyGroups: ['PRISONER'],
  adultAge: 18,
  fund: 'EMPLOYMENT_SUBSIDY',
  funds: [{ purpose: 'base', fund: 'SKILL_ACTION_SPECIAL_ACCOUNT' }],
  advanceFen: 0,
  rosterSize: 30,
  class: CLASS,
};

function line(change: Partial<LineToPublish> = {}): LineToPublish {
  return {
    lineId: 'lin_1',
    lineKey: 'ent_1',
    person: { traineeId: 'trn_1', name: '张丽', idNumber: ADULT, categories: [] },
    title: null,
    isOfClass: true,
    occupationCode: '6-18-02-04',
    skillLevel: 'LEVEL_4',
    amountFen: 80_000,
    allowanceFen: 0,
    ...change,
  };
}

function person(id: string, change: Partial<NonNullable<LineToPublish['person']>>): LineToPublish {
  return line({
    lineId: `lin_${id}`,
    person: { traineeId: id, name: '王小强', idNumber: ADULT, categories: [], ...change },
  });
}

const publish = (claim: Partial<ClaimToPublish>, lines: readonly LineToPublish[]) =>
  publishClaim({ ...CLAIM, ...claim }, lines, ON);

const ofAmur = (idNumber: string) => [person('1', { name: '阿木尔', idNumber })];

describe('the items of a claim in a notice', () => {
  it('mask names and ID numbers (R-096)', () => {
    const { items } = publish({}, [person('1', {}), person('2', { name: '乌兰格日勒' })]);
    expect(items.map(({ name, idNumber }) => [name, idNumber])).toEqual([
      ['王*强', '15*************526'],
      ['乌***勒', '15*************526'],
    ]);
  });

  it('show no name of a minor on the day of publication, and neither name nor number of a person in custody (R-063)', () => {
    const { items } = publish({}, [person('1', { idNumber: MINOR }), person('2', { categories: ['PRISONER'] })]);
    expect(items.map(({ name, idNumber }) => [name, idNumber])).toEqual([
      ['***', '15*************526'],
      ['***', ''],
    ]);
  });

  it('L6: are one without names and with the whole amount for people in custody, and the usual ones for others (R-063)', () => {
    const custody = { categories: ['PRISONER'] };
    const lines = [person('1', custody), { ...person('2', custody), allowanceFen: 9_000 }];
    const { items, facts } = publish({ noticeNames: 'aggregate' }, lines);
    const group = { lineId: null, name: '***', idNumber: '', amountFen: 169_000, detail: null };
    expect(items).toEqual([group]);
    expect(facts.headcount).toBe(2);
    const mixed = publish({ noticeNames: 'aggregate' }, [
      ...lines,
      person('3', { categories: ['ENTERPRISE_EMPLOYEE'] }),
    ]);
    expect(mixed.items).toEqual([
      group,
      { lineId: 'lin_3', name: '王*强', idNumber: '15*************526', amountFen: 80_000, detail: null },
    ]);
    expect(mixed.facts).toMatchObject({ headcount: 3, amountFen: 249_000 });
  });

  it('L6: list nobody where the route asks for no names and its law names no groups', () => {
    const { items } = publish({ noticeNames: 'aggregate', custodyGroups: null }, [person('1', {}), person('2', {})]);
    expect(items).toEqual([{ lineId: null, name: '***', idNumber: '', amountFen: 160_000, detail: null }]);
  });

  it('name people where the snapshot is older than the field that says so', () => {
    expect(publish({ noticeNames: null }, [line()]).items).toMatchObject([{ lineId: 'lin_1', name: '张*' }]);
  });

  it('name a result by its title, and without a title by its organisation; numbers in such texts are starred (R-096)', () => {
    const results = [
      line({ person: null, title: `技能大赛 ${ADULT}` }),
      line({ lineId: 'lin_2', person: null, title: null }),
    ];
    const { items, facts } = publish({}, results);
    expect(items.map(({ name, idNumber }) => [name, idNumber])).toEqual([
      [`技能大赛 ${'*'.repeat(18)}`, ''],
      ['阿拉善技工学校', ''],
    ]);
    expect(facts.headcount).toBe(2);
  });

  it('say occupation, level, month and title only where they differ within the claim', () => {
    expect(publish({}, [line()]).items[0]?.detail).toBeNull();
    const alone = line({ isOfClass: false, lineKey: 'ent_1/2025-03', title: '高级技师', allowanceFen: 100 });
    expect(publish({ class: null }, [alone]).items[0]?.detail).toEqual({
      occupation: '6-18-02-04',
      skillLevel: 'LEVEL_4',
      month: '2025-03',
      title: '高级技师',
      allowanceFen: 100,
    });
  });
});

describe('the facts of a claim in a notice', () => {
  it('name an organisation that is paid as the payee', () => {
    const { facts } = publish({}, [line()]);
    expect(facts).toMatchObject({ payee: '阿拉善技工学校', headcount: 1, amountFen: 80_000 });
    expect(facts).not.toHaveProperty('applicant');
  });

  it('name an organisation as applicant only, where each person is paid (R-107)', () => {
    const { facts } = publish({ routePayee: 'person' }, [line()]);
    expect(facts).toMatchObject({
      payee: null,
      payeeWord: { en: 'each person, see the list' },
      applicant: '阿拉善技工学校',
    });
  });

  it('mask a single person who is the payee, and show no name of a minor (R-096)', () => {
    const applicant = { name: '阿木尔', kind: 'person' } as const;
    expect(publish({ applicant }, ofAmur(ADULT)).facts.payee).toBe('阿*尔');
    expect(publish({ applicant }, ofAmur(MINOR)).facts.payee).toBe('***');
    expect(publish({ applicant }, []).facts.payee).toBe('阿*尔');
  });

  it('star numbers in the names of organisations and occupations (R-096)', () => {
    const applicant = { name: `学校 ${ADULT}`, kind: 'institution' } as const;
    const ofClass = { ...CLASS, occupationName: `焊工 ${ADULT}` };
    const { facts } = publish({ applicant, class: ofClass }, [line()]);
    expect(JSON.stringify(facts)).not.toContain(ADULT);
    expect(facts.occupation).toEqual({ code: '6-18-02-04', name: `焊工 ${'*'.repeat(18)}` });
  });

  it('take the fund of the purpose, and the claim’s where the law names none; two funds where an allowance is paid (T-08)', () => {
    expect(publish({}, [line()]).facts.fund).toBe('SKILL_ACTION_SPECIAL_ACCOUNT');
    expect(publish({ funds: [] }, [line()]).facts).toMatchObject({ fund: 'EMPLOYMENT_SUBSIDY' });
    const both = publish({ funds: [...CLAIM.funds, { purpose: 'allowance', fund: 'UNEMPLOYMENT' }] }, [
      line({ allowanceFen: 9_000 }),
    ]);
    expect(both.facts).toMatchObject({
      amountFen: 89_000,
      funds: [
        { purpose: 'base', fund: 'SKILL_ACTION_SPECIAL_ACCOUNT', amountFen: 80_000 },
        { purpose: 'allowance', fund: 'UNEMPLOYMENT', amountFen: 9_000 },
      ],
    });
  });

  it('count each person once, and the whole class for an advance (R-072)', () => {
    const months = [line(), line({ lineId: 'lin_2', lineKey: 'ent_1/2025-04' })];
    expect(publish({}, months).facts.headcount).toBe(1);
    const advance = publish({ purpose: 'advance' }, [line({ person: null })]);
    expect(advance.facts.headcount).toBe(30);
  });

  it('say what an advance has already paid, for the base only (R-073)', () => {
    expect(publish({ advanceFen: 48_000 }, [line()]).facts.advanceFen).toBe(48_000);
    expect(publish({ advanceFen: 48_000, purpose: 'float' }, [line()]).facts).not.toHaveProperty('advanceFen');
  });

  it('are not published while the law has no age of minors: an age is never assumed (R-096)', () => {
    expect(() => publish({ adultAge: null }, [line()])).toThrow('PARAMETER_MISSING: notice.minorAge');
  });
});

const shown = (purpose: 'base' | 'float') => LINE_STATES.filter((state) => isLineInNotice(state, purpose));

describe('the lines in a notice', () => {
  it('are all that are not refused; of the +50 % those that claim it or have it', () => {
    expect(shown('base')).toEqual(LINE_STATES.filter((state) => state !== 'refused'));
    expect(shown('float')).toEqual(['floatClaimed', 'floatPaid']);
  });

  it('show what their purpose pays: the allowance only together with the base', () => {
    const fen = { baseFen: 100, allowanceFen: 20, floatFen: 50 };
    expect(amountsInNotice(fen, 'base')).toEqual({ amountFen: 100, allowanceFen: 20 });
    expect(amountsInNotice(fen, 'advance')).toEqual({ amountFen: 100, allowanceFen: 0 });
    expect(amountsInNotice(fen, 'float')).toEqual({ amountFen: 50, allowanceFen: 0 });
  });
});
