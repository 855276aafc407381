import { describe, expect, it } from 'vitest';
import { screensOf, SCREENS, type Screen } from '../../../domain/authority/screens.ts';
import { ROLES } from '../../../domain/codes.ts';
import { PRACTICE_ACCOUNTS, PRACTICE_JURISDICTION } from '../../../main/office/practice-accounts.ts';

/** Everybody's who works in an office. */
const COMMON: readonly Screen[] = ['law', 'me', 'practice', 'print'];
const DEPARTMENT: readonly Screen[] = ['tasks', 'filings', 'claims', 'notices', 'stuck', 'recoveries', 'plans'];
const BUREAU_LEDGER: readonly Screen[] = ['ledger', 'ledgerUse'];
const BOOKS: readonly Screen[] = ['reconciliations', ...BUREAU_LEDGER, 'ledgerQuarters', 'ledgerAccounts'];
const BUREAU: readonly Screen[] = [
  'tasks',
  'claims',
  'notices',
  'stuck',
  'cases',
  'recoveries',
  'reports',
  'plans',
  ...BUREAU_LEDGER,
];
const FINANCE: readonly Screen[] = [
  'tasks',
  'claims',
  'payouts',
  'bankFiles',
  'stuck',
  'recoveries',
  'reports',
  ...BOOKS,
];
const GRANTS: readonly Screen[] = ['tasks', 'stuck', 'grants'];
const EXPERT: readonly Screen[] = ['tasks', 'grants'];

/** What each practice account is shown besides. */
const SHOWN: Readonly<Record<string, readonly Screen[]>> = {
  school: [],
  school2: [],
  factory: [],
  college: [],
  chain: [],
  person: [],
  person2: [],
  'dept.hr': [...DEPARTMENT, 'demand'],
  'dept.hr2': ['tasks', 'filings', 'claims', 'notices', 'stuck', 'recoveries', 'demand'],
  'dept.emergency': DEPARTMENT,
  'dept.education': DEPARTMENT,
  'dept.agriculture': DEPARTMENT,
  'dept.disabled': DEPARTMENT,
  'dept.union': DEPARTMENT,
  'dept.veterans': DEPARTMENT,
  'dept.justice': DEPARTMENT,
  'dept.industry': DEPARTMENT,
  'bureau.review': BUREAU,
  'bureau.review2': BUREAU,
  'finance.maker': FINANCE,
  'finance.checker': FINANCE,
  ops: ['tasks', 'claims', 'stuck', 'recoveries', 'endpoints'],
  ops2: ['tasks', 'claims', 'stuck', 'recoveries', 'ledger', 'ledgerQuarters', 'endpoints'],
  'policy.editor': [],
  'policy.approver': [],
  auditor: ['claims', 'stuck', 'recoveries', 'reports', 'reportsAudit', 'audit', ...BOOKS],
  'city.hr': GRANTS,
  'city.finance': GRANTS,
  'region.hr': ['tasks', 'claims', 'notices', 'stuck', 'recoveries', 'grants'],
  'region.hr2': ['tasks', 'claims', 'notices', 'stuck', 'recoveries', 'grants'],
  'region.lead': GRANTS,
  'region.finance': ['tasks', 'claims', 'notices', 'stuck', 'recoveries', 'grants'],
  'region.finance2': GRANTS,
  'region.pay.maker': [...FINANCE, 'grants'],
  'region.pay.checker': [...FINANCE, 'grants'],
  expert1: EXPERT,
  expert2: EXPERT,
  expert3: EXPERT,
  expert4: EXPERT,
  expert5: EXPERT,
  'region.auditor': ['claims', 'stuck', 'recoveries', 'reports', 'reportsAudit', 'audit', ...BOOKS],
};

const shownTo = (account: (typeof PRACTICE_ACCOUNTS)[number], isPractice: boolean) =>
  screensOf({ jurisdiction: PRACTICE_JURISDICTION, ...account }, { isPractice });

describe('the screens of the workbench', () => {
  it('are shown to each practice account as the permission table lets it use them', () => {
    const shown = Object.fromEntries(PRACTICE_ACCOUNTS.map((one) => [one.username, shownTo(one, true)]));
    const wanted = Object.entries(SHOWN).map(([username, screens]) => {
      const isApplicant = PRACTICE_ACCOUNTS.some((one) => one.username === username && one.roles.includes('applicant'));
      const all = new Set<Screen>(isApplicant ? [] : [...screens, ...COMMON]);
      return [username, SCREENS.filter((screen) => all.has(screen))];
    });
    expect(shown).toEqual(Object.fromEntries(wanted));
  });

  it('have the practice clock in practice mode alone', () => {
    for (const account of PRACTICE_ACCOUNTS) {
      expect(shownTo(account, false)).toEqual(shownTo(account, true).filter((screen) => screen !== 'practice'));
    }
  });

  it('are each shown to somebody', () => {
    const everybody = { roles: ROLES, jurisdiction: '150000' };
    expect(screensOf(everybody, { isPractice: true })).toEqual(SCREENS);
  });
});
