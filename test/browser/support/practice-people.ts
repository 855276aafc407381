import { PRACTICE_ACCOUNTS } from '../../../main/office/practice-accounts.ts';
import { bindPasswords } from '../../../prisma/people/password-bonds.ts';
import { BONDS } from '../../support/act-keys.ts';
import { grantOfficeOf, type GrantOffice } from '../../support/grant-office.ts';
import { httpClient } from '../../support/http-client.ts';
import type { Workbench } from './workbench.ts';

const SEATS = ['dept', 'dept2', 'union', 'bureau', 'maker', 'checker', 'ops'] as const;

/** Everybody whom `npm start` knows sits in this office, with their own roles, section and name, and signs in with a password. */
export async function invitePracticePeople({ office }: Workbench): Promise<GrantOffice> {
  const { base, tokenOf, pool } = office;
  const everybody = await grantOfficeOf({
    ...office,
    as: async (username: string) => httpClient(base, await tokenOf(username)),
  });
  for (const { username, displayName, section, roles } of PRACTICE_ACCOUNTS) {
    await pool.query('UPDATE person SET display_name = $2, section = $3, roles = $4 WHERE username = $1', [
      username,
      displayName,
      section,
      roles,
    ]);
  }
  await bindPasswords(pool, BONDS);
  for (const seat of SEATS) {
    await office.signInAgain(seat);
  }
  return everybody;
}
