import { BONDS } from './act-keys.ts';
import { createAccountsStore } from '../../prisma/people/accounts-store.ts';
import { PRACTICE_HASH } from './practice-hash.ts';
import type { OrganCode, Role } from '../../domain/codes.ts';
import { sealerOf } from '../../main/office/process-parts.ts';
import type { Office } from '../../scripts/demo/office-client.ts';
import type { RunningOffice } from './running-office.ts';

interface ThirdAccount {
  /** The account of Ordos whose part it plays. */
  readonly plays: string;
  readonly organ: OrganCode | null;
  readonly section?: string;
  readonly roles: readonly Role[];
}

const PEOPLE: readonly ThirdAccount[] = [
  { plays: 'school', organ: null, roles: ['applicant'] },
  { plays: 'dept.hr', organ: 'HRSS', section: '就业服务', roles: ['departmentReviewer', 'noticeOfficer'] },
  { plays: 'dept.market', organ: 'MARKET_REGULATION', section: '质量监督', roles: ['departmentReviewer'] },
  { plays: 'bureau.review', organ: 'HRSS', section: '基金监督', roles: ['bureauReviewer', 'noticeOfficer'] },
  { plays: 'finance.maker', organ: 'FINANCE', section: '社保', roles: ['financeMaker'] },
  { plays: 'finance.checker', organ: 'FINANCE', section: '社保', roles: ['financeChecker'] },
];
const PARTY = { id: 'pty_third_school', kind: 'institution', name: '鄂尔多斯市示范职业技能培训学校' } as const;

/**
 * The same office as the people of another jurisdiction see it: who is asked for by a name of Ordos sits there. The bank's
 * machine reports for it, too.
 */
export async function openThirdOffice({ office, pool, config }: RunningOffice, jurisdiction: string): Promise<Office> {
  const accounts = createAccountsStore(pool, sealerOf(config), BONDS);
  await accounts.addParty({ ...PARTY, jurisdiction });
  const passwordHash = PRACTICE_HASH;
  for (const { plays, organ, section = null, roles } of PEOPLE) {
    await accounts.addPerson({
      id: `per_third_${plays}`,
      username: `third.${plays}`,
      displayName: plays,
      passwordHash,
      organ,
      section,
      roles,
      jurisdiction,
      partyId: organ === null ? PARTY.id : null,
    });
  }
  await pool.query('UPDATE machine_client SET jurisdictions = array_append(jurisdictions, $1)', [jurisdiction]);
  const sits = new Set(PEOPLE.map(({ plays }) => plays));
  return { ...office, desk: (username) => office.desk(sits.has(username) ? `third.${username}` : username) };
}
