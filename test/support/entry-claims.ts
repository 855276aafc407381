import type pg from 'pg';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { ClaimApp } from './claim-app.ts';
import { lettersOf } from './claim-classes.ts';
import type { HttpClient } from './http-client.ts';

/** Somebody who signs in for a party of their own kind, with the password of everybody. */
export async function applicantOf(
  app: Pick<ClaimApp, 'pool' | 'as'>,
  kind: PartyKind,
  username: string,
  name: string,
): Promise<HttpClient> {
  await addApplicant(app.pool, kind, username, name);
  return app.as(username);
}

async function addApplicant(pool: pg.Pool, kind: PartyKind, username: string, name: string): Promise<void> {
  await pool.query("INSERT INTO party (id, kind, name, jurisdiction) VALUES ($1, $2, $3, '150600')", [
    `pty_${username}`,
    kind,
    name,
  ]);
  await pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles, party_id)
     SELECT $1, $2, password_hash, $2, '150600', '{applicant}', $3 FROM person WHERE id = 'per_school'`,
    [`per_${username}`, username, `pty_${username}`],
  );
}

export interface Certified {
  readonly name: string;
  readonly idNumber: string;
  readonly date: string;
  readonly occupation?: string;
  readonly number?: string;
}

/** The body of a claim for one person's certificate (C06), paid to the person's own account. */
export function certificateClaim({ name, idNumber, date, occupation = '6-18-02-04', number }: Certified) {
  return {
    route: 'INDIVIDUAL_CERTIFICATE',
    jurisdiction: '150600',
    person: { name, idNumber, phone: '13900001234', worksAt: '150600', trainedAt: '150600' },
    certificate: {
      kind: 'SKILL_LEVEL',
      number: number ?? `Y-${lettersOf(idNumber)}`,
      date,
      occupation,
      skillLevel: 'LEVEL_5',
    },
    account: { bank: '中国银行', number: '6216610200000000018' },
  };
}

/** Puts a fee receipt as the proof of the training of every person of a draft (C06). */
export async function proveTraining(client: HttpClient, claimId: string): Promise<void> {
  const path = `/api/v1/claims/${claimId}/lines`;
  for (const { id } of (await client.send('GET', `${path}?limit=200`)).body.items) {
    await client.send('PUT', `${path}/${id}/documents/TRAINING_PROOF`, { text: '培训缴费凭证' });
  }
}

type Who = Pick<Certified, 'name' | 'idNumber'>;

/** The body of a claim for months of work for training of one person (C10). */
export const workClaim = (who: Who, months: readonly string[]) => ({
  route: 'WORK_FOR_TRAINING',
  jurisdiction: '150600',
  planLine: '150600/2025/HRSS/URBAN_EMPLOYMENT',
  payeeAccount: { holder: '示范合作社', bank: '中国银行', number: '6216610200000000018' },
  entries: [
    {
      name: who.name,
      idNumber: who.idNumber,
      phone: '13800004321',
      categories: ['EMPLOYMENT_DIFFICULTY'],
      employerKind: 'INSURED_ENTERPRISE',
      months: [...months],
    },
  ],
});

/** The body of a student's claim of 2,000.00 (C08). */
export const trialClaim = (who: Who, number: string) => ({
  route: 'TRIAL_ENTREPRENEURSHIP_2000',
  jurisdiction: '150600',
  person: { name: who.name, idNumber: who.idNumber, phone: '13700001111', graduatesOn: '2025-06-30' },
  certificate: { kind: 'TRAINING_COMPLETION', number, date: '2025-06-01' },
  account: { bank: '中国银行', number: '6216610200000000018' },
});

/** Trades of the practice directory. */
export const OCCUPATIONS = [
  '6-18-02-04',
  '6-31-01-03',
  '4-10-01-06',
  '4-10-01-05',
  '4-10-01-02',
  '4-03-02-01',
  '4-03-02-02',
];

/** The header of a file for C06. */
export const HEADER =
  '姓名,证件号码,手机号,求职就业地代码,证书类型,证书编号,发证日期,职业代码,技能等级,开户银行,银行账号';
let rows = 0;

/** One row of it, with a phone and an account of its own. */
export function row(who: Who, number: string, date = '2025-06-19'): string {
  rows += 1;
  const phone = `1390000${1_000 + rows}`;
  const account = `62166102000000${10_000 + rows}`;
  return `${who.name},${who.idNumber},${phone},150600,SKILL_LEVEL,${number},${date},6-18-02-04,LEVEL_5,中国银行,${account}`;
}
