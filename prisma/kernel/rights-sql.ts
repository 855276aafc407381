import type { Rights } from './table-rights.ts';

/** The functions that change what no list above names, each after it has asked whether the change is lawful. */
export const APPLICATION_FUNCTIONS = [
  'accept_plan_lines',
  'bind_fund',
  'correct_claim_payee',
  'correct_entry_accounts',
  'correct_grant_payee',
  'correct_line_payees',
  'correct_roster_accounts',
  'count_approved',
  'forget_account_of_act',
  'holder_of_import',
  'lower_fund',
  'renew_password_hash',
  'rotate_machine_secret',
  'set_draft_payee',
] as const;

/** The SQL that gives a table its rights, and takes all others. */
export function rightsSql(table: string, rights: Rights): string {
  const granted = [
    'SELECT',
    ...(rights.insert ? ['INSERT'] : []),
    ...(rights.update.length === 0 ? [] : [`UPDATE (${rights.update.join(', ')})`]),
    ...(rights.delete ? ['DELETE'] : []),
  ];
  return `REVOKE ALL ON ${table} FROM butie_app;\nGRANT ${granted.join(', ')} ON ${table} TO butie_app;\n`;
}
