import { describe, expect, it } from 'vitest';
import { missingClaimDocuments } from '../../../domain/filing/filing-rules.ts';
import { accountDigits, entryContent } from '../../../domain/intake/entry-content.ts';
import type { Entry } from '../../../domain/intake/entry.ts';
import { parseFen } from '../../../domain/money.ts';
import { advanceFormula } from '../../../domain/recovery/advance-formula.ts';
import { accountWords, payeeWord } from '../../../domain/texts/route-words.ts';

const ENTRY: Entry = {
  name: '甲',
  idNumber: '150602199001010011',
  phone: null,
  account: { holder: '甲', bank: '中国银行', number: '6216 6102 0000' },
  facts: { employer: '乙厂', occupation: '6-11' },
};

describe('the content of a row', () => {
  it('is the same whatever the order of its facts and the grouping of its account', () => {
    const other: Entry = {
      ...ENTRY,
      account: { holder: '甲', bank: '中国银行', number: '6216-6102-0000' },
      facts: { occupation: '6-11', employer: '乙厂' },
    };
    expect(entryContent(other)).toBe(entryContent(ENTRY));
    expect(accountDigits('6216 6102-0000')).toBe('621661020000');
  });

  it('is another for another person, account or fact', () => {
    const others: readonly Entry[] = [
      { ...ENTRY, name: '丙' },
      { ...ENTRY, phone: '13900000000' },
      { ...ENTRY, account: null },
      { ...ENTRY, facts: { employer: '乙厂' } },
    ];
    expect(new Set([ENTRY, ...others].map(entryContent)).size).toBe(5);
  });
});

describe('sentences of a claim', () => {
  it('R-071: say what is advanced of what, in yuan', () => {
    expect(advanceFormula(parseFen(4_500_000), parseFen(9_000_000), 5000)).toEqual({
      zh: '先行拨付 45,000.00 元（预计补贴 90,000.00 元，不超过 50%）',
      en: 'Advance 45,000.00 CNY of an expected 90,000.00 CNY, at most 50%',
    });
  });

  it('name people by their rows, twenty at most, and a payee by its kind', () => {
    expect(accountWords([2, 5]).zh).toBe('第 2、5 行人员的银行账号');
    const many = accountWords(Array.from({ length: 21 }, (_, row) => row + 1));
    expect([many.zh.includes('20 行等'), many.en.endsWith('20 …')]).toEqual([true, true]);
    expect(payeeWord({ payee: 'person', applicants: ['institution'] }).en).toBe('the person');
    expect(payeeWord({ payee: 'institution', applicants: ['college'] }).zh).toBe('院校');
    expect(payeeWord({ payee: 'institution', applicants: ['college', 'enterprise'] }).zh).toBe('申报单位');
  });

  it('R-040: name the papers of the claim that are missing, not those that are tables or of the filing', () => {
    const label = { zh: '', en: '' };
    const documents = [
      { code: 'INVOICE', required: true, label, when: 'claim' },
      { code: 'PHOTO', required: false, label, when: 'claim' },
      { code: 'ATTENDANCE', required: true, label, when: 'claim' },
      { code: 'PLAN', required: true, label, when: 'filing' },
      { code: 'LEDGER', required: true, label, when: 'claim' },
    ] as const;
    expect(missingClaimDocuments({ documents }, [])).toEqual(['INVOICE', 'LEDGER']);
    expect(missingClaimDocuments({ documents }, ['INVOICE'])).toEqual(['LEDGER']);
  });
});
