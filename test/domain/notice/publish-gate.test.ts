import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLeaks, publishedName, starLeaks } from '../../../domain/notice/publish-gate.ts';

describe('the publish gate (R-096)', () => {
  it.each([
    ['身份证 11010519491231002X', 'idNumber'],
    ['身份证１１０１０５１９４９１２３１００２Ｘ', 'idNumber'],
    ['电话 13800138000', 'mobileNumber'],
    ['电话+86 138 0013 8000', 'mobileNumber'],
    ['账号 6222 0200 1111 2222 333', 'accountNumber'],
    ['账号6222020011112222333', 'accountNumber'],
  ])('finds what must not be public in %s', (text, leak) => {
    expect(findLeaks(text)).toContain(leak);
  });

  it.each([
    '15*************234',
    '张*丽',
    'GS-150600-2025-7F3K9QXW',
    'SL-150600-2025-7F3K9QXW',
    '2025-06-09 – 2025-06-27',
    '28,800.00',
    '焊工 6-18-02-04',
    '鄂尔多斯市示范职业技能培训学校',
  ])('lets %s through', (text) => {
    expect(findLeaks(text)).toEqual([]);
  });

  it('stars numbers in free text so that nothing is found any more', () => {
    for (const text of ['学校13800138000', '甲 11010519491231002X 乙', '户 6222 0200 1111 2222 333']) {
      expect(findLeaks(starLeaks(text))).toEqual([]);
    }
    expect(starLeaks('第二职业学校 2025')).toBe('第二职业学校 2025');
  });
});

describe('F3: the name of a person', () => {
  it.each([
    ['张\u3000三', '张三'],
    ['李 四', '李四'],
    ['王\u200b五', '王五'],
    ['赵·六', '赵六'],
    ['Li\u00a0', 'Li'],
  ])('F3: is never published whole, whatever stands between its characters: %s', (name, whole) => {
    const letters = publishedName(name).replaceAll(/[^\p{L}]/gu, '');
    expect(letters.length).toBeLessThan(whole.length);
  });

  it('F3: is published as its mask otherwise (R-096)', () => {
    expect(['张三', '张小丽', '乌云其木格', '王'].map(publishedName)).toEqual(['张*', '张*丽', '乌***格', '*']);
  });

  test.prop([
    fc.array(fc.constantFrom('张', '三', '丽', ' ', '\u3000', '\u200b', '·', 'a', '*'), { minLength: 1, maxLength: 6 }),
  ])('F3: keeps at least one of its letters back, in any mixture of letters and blanks', (characters) => {
    const name = characters.join('');
    const [shown, all] = [publishedName(name), name].map((text) => text.match(/\p{L}/gu)?.length ?? 0);
    expect(all === 0 || (shown ?? 0) < (all ?? 0)).toBe(true);
  });
});
