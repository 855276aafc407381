import type { OrganCode, Role } from '../../../domain/codes.ts';
import { PRACTICE_ACCOUNTS, PRACTICE_PARTIES } from '../../../main/office/practice-accounts.ts';
import { BONDS } from '../act-keys.ts';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { hashPassword } from '../../../prisma/people/password-hash.ts';
import type { HostedApp } from '../hosted-app.ts';
import type { Asker } from './oracle.ts';

/** The region above, a banner below, and a city elsewhere. */
const ELSEWHERE = ['150000', '150621', '990100'] as const;

interface Part {
  readonly plays: string;
  readonly organ: OrganCode | null;
  readonly section?: string;
  readonly roles: readonly Role[];
}

const PARTS: readonly Part[] = [
  { plays: 'school', organ: null, roles: ['applicant'] },
  {
    plays: 'dept.hr',
    organ: 'HRSS',
    section: '就业服务',
    roles: ['departmentReviewer', 'noticeOfficer', 'planOfficer'],
  },
  { plays: 'dept.union', organ: 'TRADE_UNION', roles: ['departmentReviewer', 'noticeOfficer', 'planOfficer'] },
  { plays: 'bureau.review', organ: 'HRSS', section: '基金监督', roles: ['bureauReviewer', 'noticeOfficer'] },
  { plays: 'finance.maker', organ: 'FINANCE', roles: ['financeMaker'] },
  { plays: 'finance.checker', organ: 'FINANCE', roles: ['financeChecker'] },
  { plays: 'ops', organ: null, roles: ['operator', 'operatorApprover'] },
  { plays: 'policy', organ: 'HRSS', roles: ['policyEditor', 'policyApprover'] },
  { plays: 'auditor', organ: 'AUDIT', roles: ['auditor'] },
  { plays: 'expert', organ: null, roles: ['expert'] },
  { plays: 'demand', organ: 'HRSS', section: '就业服务', roles: ['demandOfficer'] },
];

/** Every practice account, the like of them in three other jurisdictions, the machine client, and nobody. */
export async function signInAll(app: Pick<HostedApp, 'pool' | 'sealer' | 'tokenOf'>): Promise<readonly Asker[]> {
  await addPeople(app);
  const { rows } = await app.pool.query<Omit<Asker, 'token' | 'personId' | 'partyId'> & PersonRow>(
    `SELECT id, username, roles, organ, jurisdiction, party_id FROM person WHERE password_hash IS NOT NULL ORDER BY username`,
  );
  const askers: Asker[] = [];
  for (const { id, party_id: partyId, ...person } of rows) {
    askers.push({ ...person, personId: id, partyId, token: await app.tokenOf(person.username) });
  }
  const machine = { roles: ['financeSystem'] as const, organ: 'FINANCE', jurisdiction: '150600', partyId: null };
  const none = { roles: [], organ: null, jurisdiction: '', partyId: null, personId: null };
  return [
    ...askers,
    { ...machine, username: 'finance-system', personId: 'per_finance-system', token: 'bt_test' },
    { ...none, username: 'nobody', token: null },
  ];
}

interface PersonRow {
  readonly id: string;
  readonly party_id: string | null;
}

async function addPeople({ pool, sealer }: Pick<HostedApp, 'pool' | 'sealer'>): Promise<void> {
  const accounts = createAccountsStore(pool, sealer, BONDS);
  const passwordHash = await hashPassword('practice');
  for (const { key, kind, name } of PRACTICE_PARTIES) {
    await accounts.addParty({ id: `pty_${key}`, kind, name, jurisdiction: '150600' });
  }
  for (const { party, jurisdiction = '150600', ...account } of PRACTICE_ACCOUNTS) {
    const id = `per_practice_${account.username}`;
    const partyId = party === undefined ? null : `pty_${party}`;
    await accounts.addPerson({ ...account, id, passwordHash, jurisdiction, partyId });
  }
  // Who entered nothing of what the first maker entered.
  const maker = { id: 'per_maker2', username: 'finance.maker2', displayName: 'finance.maker2', section: null } as const;
  const seat = { organ: 'FINANCE', jurisdiction: '150600', roles: ['financeMaker'], partyId: null } as const;
  await accounts.addPerson({ ...maker, ...seat, passwordHash });
  for (const jurisdiction of ELSEWHERE) {
    const party = {
      id: `pty_${jurisdiction}`,
      kind: 'institution',
      name: `一所${jurisdiction}的学校`,
      jurisdiction,
    } as const;
    await accounts.addParty(party);
    for (const { plays, organ, section = null, roles } of PARTS) {
      const username = `${jurisdiction}.${plays}`;
      const person = { id: `per_${username}`, username, displayName: username, passwordHash, organ, section, roles };
      await accounts.addPerson({ ...person, jurisdiction, partyId: plays === 'school' ? party.id : null });
    }
  }
}
