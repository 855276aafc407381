import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaksIn, mergeLeaks, type PrivateText } from '../../../domain/notice/leak-gate.ts';
import { maskIdNumber, maskName } from '../../../domain/notice/mask.ts';

const CLAIM = 'BT-1';
const name = (text: string): PrivateText => ({ kind: 'name', claimNo: CLAIM, text });
const idNumber = (text: string): PrivateText => ({ kind: 'idNumber', claimNo: CLAIM, text });
const WANG = name('王小明');

const kinds = (markup: string, texts: readonly PrivateText[], publicTexts: readonly string[] = []) =>
  leaksIn(markup, texts, publicTexts).map(({ kind, count }) => [kind, count]);

describe('the search of a page for whole values of persons (R-096)', () => {
  it('finds a whole name, wherever it stands in a text, and counts it', () => {
    expect(leaksIn('<td>王小明</td><td>学员王小明参赛</td>', [WANG], [])).toEqual([
      { kind: 'name', claimNo: CLAIM, count: 2 },
    ]);
    expect(kinds('<td>王 小 明</td>', [WANG])).toEqual([['name', 1]]);
    expect(kinds('<td>王*明</td><td class="王小明"></td>', [WANG])).toEqual([]);
  });

  it('takes no name of a body for the name of a person, but finds the person beside it', () => {
    const school = '王小明职业培训学校';
    expect(kinds(`<h2>${school}</h2>`, [WANG], [school])).toEqual([]);
    expect(kinds(`<h2>${school}</h2><td>王小明</td>`, [WANG], [school])).toEqual([['name', 1]]);
    expect(kinds('<h2>安全技能培训</h2>', [name('安全')], ['安全技能培训'])).toEqual([]);
  });

  it('finds numbers in any width, with blanks and dashes, also in an address, and never in parts', () => {
    const number = idNumber('15060119900307123X');
    expect(kinds('<td>150601 1990-0307 123x</td>', [number])).toEqual([['idNumber', 1]]);
    expect(kinds('<td>１５０６０１１９９００３０７１２３Ｘ</td>', [number])).toEqual([['idNumber', 1]]);
    expect(kinds('<a href="/?id=15060119900307123X">x</a>', [number])).toEqual([['idNumber', 1]]);
    expect(kinds('<td>150601</td><td>19900307123X</td>', [number])).toEqual([]);
    expect(kinds('<td>15*************23X</td>', [number])).toEqual([]);
    expect(kinds('<td>100</td>', [{ kind: 'accountNumber', claimNo: CLAIM, text: '100' }])).toEqual([]);
  });

  it('reads what the page escapes as people read it', () => {
    expect(kinds('<td>O&#39;Neil</td>', [name("O'Neil")])).toEqual([['name', 1]]);
  });

  it('tells kinds and claims apart, and two pages of one content count once', () => {
    const other: PrivateText = { kind: 'mobileNumber', claimNo: 'BT-2', text: '13800138000' };
    const found = leaksIn('<p>王小明 138 0013 8000</p>', [WANG, other], []);
    expect(found).toHaveLength(2);
    expect(mergeLeaks([found, found])).toEqual(found);
  });

  it('finds what was planted among masked rows, and nothing in them alone', () => {
    const person = fc.record({
      name: fc
        .array(fc.constantFrom('王', '李', '张', '刘', '陈', '明', '丽', '伟', '芳'), { minLength: 2, maxLength: 4 })
        .map((all) => all.join('')),
      idNumber: fc.stringMatching(/^[1-9]\d{16}[\dX]$/),
    });
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 20 }), fc.nat(), (people, pick) => {
        const rows = people.map((one) => `<td>${maskName(one.name)}</td><td>${maskIdNumber(one.idNumber)}</td>`);
        const texts = people.flatMap((one) => [name(one.name), idNumber(one.idNumber)]);
        const planted = people[pick % people.length];
        expect(kinds(rows.join(''), texts)).toEqual([]);
        expect(kinds(`${rows.join('')}<td>${planted?.name} ${planted?.idNumber}</td>`, texts)).toHaveLength(2);
      }),
    );
  });
});
