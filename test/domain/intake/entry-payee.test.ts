import { describe, expect, it } from 'vitest';
import { accountAfterChange, accountOfDraft } from '../../../domain/intake/entry-payee.ts';

const OF_SCHOOL = { holder: '某学校', bank: '银行', number: '1' };
const OF_ZHANG = { holder: '张三', bank: '银行', number: '2' };
const OF_LI = { holder: '李四', bank: '银行', number: '3' };
const [zhang, li] = [{ account: OF_ZHANG }, { account: OF_LI }];
const NOBODY = { holder: '某单位', bank: '', number: '' };

describe('the account of a claim without a class', () => {
  it('R-107: is the entered one, else that of its single person, else nobody’s', () => {
    expect(accountOfDraft(OF_SCHOOL, [zhang], '某单位')).toEqual(OF_SCHOOL);
    expect(accountOfDraft(null, [zhang], '某单位')).toEqual(OF_ZHANG);
    expect(accountOfDraft(null, [zhang, li], '某单位')).toEqual(NOBODY);
    expect(accountOfDraft(null, [{ account: null }], '某单位')).toEqual(NOBODY);
  });

  it('R-107: follows the rows of a draft only where persons are paid', () => {
    expect(accountAfterChange({ payee: 'person' }, [zhang], '某单位')).toEqual(OF_ZHANG);
    expect(accountAfterChange({ payee: 'person' }, [zhang, li], '某单位')).toEqual(NOBODY);
    expect(accountAfterChange({ payee: 'institution' }, [zhang], '某单位')).toBeNull();
  });
});
