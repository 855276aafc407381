import type { Database } from '../../prisma/kernel/connection.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import { BONDS } from './act-keys.ts';
import { PRACTICE_HASH } from './practice-hash.ts';
import { createAccountsStore, type PersonToAdd } from '../../prisma/people/accounts-store.ts';

const SCHOOL = {
  id: 'pty_school',
  kind: 'institution',
  name: '鄂尔多斯市示范职业技能培训学校',
  jurisdiction: '150600',
} as const;
const SCHOOL2 = {
  id: 'pty_school2',
  kind: 'institution',
  name: '鄂尔多斯市第二示范职业技能培训学校',
  jurisdiction: '150600',
} as const;
const FACTORY = {
  id: 'pty_factory',
  kind: 'enterprise',
  name: '鄂尔多斯市示范装备制造有限公司',
  jurisdiction: '150600',
} as const;

/** Three applicants, reviewers of two organs, an auditor and the finance system; everybody's password is `practice`. */
export async function addAccounts({ pool }: Database, sealer: Sealer): Promise<void> {
  const store = createAccountsStore(pool, sealer, BONDS);
  for (const party of [SCHOOL, SCHOOL2, FACTORY]) {
    await store.addParty(party);
  }
  const people = [
    person('school', { roles: ['applicant'], partyId: SCHOOL.id }),
    person('school2', { roles: ['applicant'], partyId: SCHOOL2.id }),
    person('factory', { roles: ['applicant'], partyId: FACTORY.id }),
    person('dept.hr', {
      roles: ['departmentReviewer', 'noticeOfficer', 'planOfficer'],
      organ: 'HRSS',
      section: '就业服务',
    }),
    person('dept.union', { roles: ['departmentReviewer', 'noticeOfficer', 'planOfficer'], organ: 'TRADE_UNION' }),
    person('bureau.review', { roles: ['bureauReviewer', 'noticeOfficer'], organ: 'HRSS', section: '基金监督' }),
    person('auditor', { roles: ['auditor'], organ: 'AUDIT' }),
    person('elsewhere', { roles: ['bureauReviewer'], organ: 'HRSS', jurisdiction: '150200' }),
    person('finance-system', { roles: ['financeSystem'], passwordHash: null }),
  ];
  for (const one of people) {
    await store.addPerson(one);
  }
  await store.addMachineClient({
    id: 'mcl_1',
    name: 'finance-system',
    personId: 'per_finance-system',
    jurisdictions: ['150600', '150000'],
    apiKey: 'bt_test',
    webhookSecret: 'whsec_test',
  });
}

function person(username: string, of: Partial<PersonToAdd>): PersonToAdd {
  return {
    id: `per_${username.replaceAll('.', '')}`,
    username,
    passwordHash: PRACTICE_HASH,
    displayName: username,
    organ: null,
    section: null,
    jurisdiction: '150600',
    roles: [],
    partyId: null,
    ...of,
  };
}
