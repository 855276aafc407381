import { describe, expect, it } from 'vitest';
import type { PolicyLibrary } from '../../../domain/policy/policy-pack.ts';
import { valueWords } from '../../../domain/texts/parameter-words.ts';
import { routeWords } from '../../../api/law/law-view.ts';
import { PRACTICE_LIBRARY, shippedLibrary } from '../../support/policy-library.ts';

/** Days, numbers of occupations and of accounts, and Chinese names, which people read as they are. */
const NO_WORD = /^(?:[\d-]+|[\p{Script=Han}（）]+)$/u;
const CODE = /[A-Z]{2,}|_/;

const routeWord = routeWords(PRACTICE_LIBRARY);

function codedRows({ packs }: PolicyLibrary) {
  return packs
    .flatMap(({ parameters }) => parameters)
    .filter(({ unit, value }) => unit.startsWith('code') && value !== undefined && String(value) !== '');
}

describe('the value of a parameter in words', () => {
  it.each([
    ['practice', PRACTICE_LIBRARY],
    ['live', shippedLibrary({ practice: false })],
  ])('every code of every pack has a name in both languages, and no name is a code (%s)', (_mode, library) => {
    const rows = codedRows(library);
    expect(rows.length).toBeGreaterThan(60);
    const bare = rows.flatMap((row) => {
      const codes = typeof row.value === 'object' ? row.value : [String(row.value)];
      const words = valueWords(row, routeWord);
      const isNamed = words === null ? codes.every((code) => NO_WORD.test(code)) : !CODE.test(words.zh + words.en);
      return isNamed ? [] : [`${row.key}: ${words?.zh ?? codes.join()} · ${words?.en ?? ''}`];
    });
    expect(bare).toEqual([]);
  });

  it.each([
    ['filing.requiredDocs', ['TEACHING_PLAN', 'STUDENT_ROSTER'], '教学计划、学员名册', 'teaching plan, student list'],
    ['notice.unit', 'WORKING', '工作日', 'working days'],
    ['cert.accepted', ['QUALIFICATION'], '职业资格证书', 'qualification certificate'],
    ['directory.kinds', ['QUALIFICATION'], '职业资格目录', 'directory of qualifications'],
    ['organ.funding', ['FINANCE', 'AUDIT'], '财政局、审计局', 'Finance bureau, Audit office'],
    ['grant.instalments', ['6000', '4000'], '60 %、40 %', '60 %, 40 %'],
    ['payout.bankList.columns', ['no:序号', 'holder:户名'], '序号、户名', '序号, 户名'],
    ['grant.criteria', ['capacity:40'], '培训能力 40 分', 'Training capacity: 40 points'],
    ['group.freeGroups', ['VETERAN'], '退役军人', 'veterans'],
    ['post.highRiskRoutes', ['SAFETY_TRAINING'], '高危行业领域安全技能培训补贴', null],
  ])('%s %s: %s', (key, value, zh, en) => {
    const words = valueWords({ key, value, unit: typeof value === 'object' ? 'codes' : 'code' }, routeWord);
    expect(words?.zh).toBe(zh);
    expect(words?.en).toBe(en ?? words?.en);
  });

  it.each([
    ['limit.maxPerYear', 3, 'count'],
    ['plan.opensOn', '01-01', 'code'],
    ['upgrade.urgentOccupations', [], 'codes'],
    ['filing.pledge', true, 'bool'],
  ] as const)('%s needs none', (key, value, unit) => {
    expect(valueWords({ key, value, unit }, routeWord)).toBeNull();
  });
});
