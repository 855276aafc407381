import type pg from 'pg';
import { inTransaction } from '../kernel/connection.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { noteForgery, type Forged } from '../kernel/forged-act.ts';
import { regionPrefixSql } from '../kernel/jurisdictions.ts';
import { fetchAll, fetchFirst, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { holdClaims, LIVING, NOT_TAKEN, releaseClaims, TO_RELEASE } from './case-holds.ts';
import { OF_PLACE, resumeTitles, suspendTitles, TITLED, TO_RESUME, TO_SUSPEND } from './case-suspensions.ts';
import {
  CASE_OF_RECORD,
  isEndedAsSigned,
  isInForce,
  isOpenedAsSigned,
  SIGNED_CASE,
  type CaseOfRecord,
  type SignedCase,
} from './kept-case.ts';

/** The keys whose signatures and keyed hashes count, and where an unsigned word of a case is noted. */
export interface CaseTrust {
  readonly verify: ActVerifier;
  readonly keyed: KeyedHashes;
  readonly onForged: (forged: Forged) => void;
}

/**
 * Stores the acts that cases still lack: holds of claims that were submitted while a case was in force, and releases of
 * holds that were recorded only after their case had closed. A sweep queries for them and not the submission:
 * submission and opening of a case do not see each other's open transactions, so each could miss the other; a query
 * that is repeated until it finds nothing misses no claim, however the claim was submitted. In the half second before,
 * at most a review can happen: no claim is paid without its notice. Returns the acts to send.
 */
export function createCaseKeeping(pool: pg.Pool, trust: CaseTrust): (atMs: number) => Promise<readonly string[]> {
  // A closed case stays as it is, so its signatures are judged once.
  const over = new Set<string>();
  return async (atMs) => {
    const at = new Date(atMs);
    return [...(await holdNewClaims(pool, trust, over, at)), ...(await releaseClaimsLeft(pool, trust, at))];
  };
}

async function holdNewClaims(pool: pg.Pool, trust: CaseTrust, over: Set<string>, at: Date): Promise<readonly string[]> {
  const { verify } = trust;
  const actIds: string[] = [];
  for await (const page of pagesOf(pool, (after) => casesWithNewClaims(after, [...over]))) {
    const inForce = page.filter((one) => isInForce(trust, one));
    for (const { id } of inForce.filter((one) => one.lacks_holds)) {
      actIds.push(...(await inTransaction(pool, (client) => holdInForce(client, trust, id, at))));
    }
    page.filter((one) => one.closed_at !== null && !inForce.includes(one)).forEach(({ id }) => over.add(id));
    const unopened = page.filter((one) => one.closed_at === null && !isOpenedAsSigned(verify, one));
    await noteUnsigned(pool, trust, 'hold', unopened);
    const unended = inForce.filter((one) => one.closed_at !== null);
    await noteUnsigned(pool, trust, 'release', unended);
  }
  return actIds;
}

async function holdInForce(
  client: pg.PoolClient,
  trust: CaseTrust,
  caseId: string,
  at: Date,
): Promise<readonly string[]> {
  const found = await fetchFirst(client, lockCase(caseId));
  if (found === undefined || !isInForce(trust, found)) {
    return [];
  }
  const locked = { ...found, partyId: found.party_id, filingId: found.filing_id };
  return [...(await holdClaims(client, locked, at)), ...(await suspendTitles(client, locked, at))];
}

const lockCase = sqlText<
  CaseOfRecord & Row<'integrity_case', 'jurisdiction' | 'party_id' | 'filing_id' | 'finding'>,
  [caseId: string]
>(
  'integrity.lockCaseToHold',
  `SELECT k.jurisdiction, k.party_id, k.filing_id, k.finding, ${CASE_OF_RECORD}
   FROM integrity_case k WHERE k.id = $1 FOR UPDATE OF k`,
);

async function releaseClaimsLeft(pool: pg.Pool, trust: CaseTrust, at: Date): Promise<readonly string[]> {
  const actIds: string[] = [];
  for await (const page of pagesOf(pool, casesWithHoldsLeft)) {
    const ended = page.filter((one) => isEndedAsSigned(trust.verify, one));
    for (const { id } of ended) {
      actIds.push(
        ...(await inTransaction(pool, async (client) => [
          ...(await releaseClaims(client, id, at)),
          ...(await resumeTitles(client, id, at)),
        ])),
      );
    }
    const unended = page.filter((one) => !ended.includes(one));
    await noteUnsigned(pool, trust, 'release', unended);
  }
  return actIds;
}

const PAGE = 100;

/** All of them, by id: signatures are judged here, so cases that do not count leave no other one out (S3). */
async function* pagesOf<Case extends SignedCase>(
  pool: pg.Pool,
  casesAfter: (after: string) => Statement<Case>,
): AsyncGenerator<readonly Case[]> {
  let page: readonly Case[] = [];
  do {
    page = await fetchAll(pool, casesAfter(page.at(-1)?.id ?? ''));
    yield page;
  } while (page.length === PAGE);
}

/** At each claim and title of these cases, and once a day: the sweep comes again until the row is repaired (S3). */
async function noteUnsigned(
  pool: pg.Pool,
  { onForged }: CaseTrust,
  act: keyof typeof claimsToNote,
  cases: readonly SignedCase[],
): Promise<void> {
  const caseIds = cases.map(({ id }) => id);
  if (caseIds.length === 0) {
    return;
  }
  const [claims, titles] = await Promise.all([
    fetchAll(pool, claimsToNote[act](caseIds)),
    fetchAll(pool, titlesToNote[act](caseIds)),
  ]);
  const forged: readonly Forged[] = [
    ...claims.map(({ id }) => ({ entityKind: 'claim', entityId: id, act, cause: 'notSigned' }) as const),
    ...titles.map(({ id }) => ({ entityKind: 'grant', entityId: id, act: OF_TITLE[act], cause: 'notSigned' }) as const),
  ];
  for (const one of forged) {
    onForged(one);
    await noteForgery(pool, one);
  }
}

/** What a claim calls the beginning and the end of its hold, a title calls otherwise. */
const OF_TITLE = { hold: 'suspend', release: 'resume' } as const;

const notNotedAt = (kind: 'claim' | 'grant', id: string, act: string) => `NOT EXISTS (SELECT FROM forged_act f
     WHERE f.entity_kind = '${kind}' AND f.entity_id = ${id} AND f.act = '${act}' AND f.cause = 'notSigned'
       AND f.last_at > now() - interval '1 day')`;
const notNoted = (act: keyof typeof OF_TITLE) => notNotedAt('claim', 'c.id', act);

const IN_REGION = `c.jurisdiction LIKE ${regionPrefixSql('k.jurisdiction')} || '%'`;

/** An unsigned opening is noted at the claims that the case would hold, an unsigned end at those that it holds. */
const claimsToNote = {
  hold: sqlText<Row<'claim', 'id'>, [caseIds: readonly string[]]>(
    'integrity.claimsOfUnsignedOpenings',
    `SELECT DISTINCT c.id FROM integrity_case k
       JOIN claim c ON k.filing_id IS NULL AND c.applicant_party_id = k.party_id OR c.filing_id = k.filing_id
     WHERE k.id = ANY ($1) AND ${IN_REGION} AND ${LIVING} AND ${NOT_TAKEN} AND ${notNoted('hold')}`,
  ),
  release: sqlText<Row<'claim', 'id'>, [caseIds: readonly string[]]>(
    'integrity.claimsOfUnsignedEnds',
    `SELECT DISTINCT c.id FROM integrity_case_claim taken JOIN claim c ON c.id = taken.claim_id
       JOIN hold ON hold.id = taken.hold_id AND hold.released_at IS NULL
     WHERE taken.case_id = ANY ($1) AND ${LIVING} AND ${notNoted('release')}`,
  ),
};

/** The same of titles. */
const titlesToNote = {
  hold: sqlText<Row<'base_grant', 'id'>, [caseIds: readonly string[]]>(
    'integrity.titlesOfUnsignedOpenings',
    `SELECT DISTINCT g.id FROM integrity_case k JOIN base_grant g ON k.filing_id IS NULL AND g.applicant_party_id = k.party_id
     WHERE k.id = ANY ($1) AND ${OF_PLACE} AND ${TITLED} AND ${TO_SUSPEND} AND ${notNotedAt('grant', 'g.id', OF_TITLE.hold)}`,
  ),
  release: sqlText<Row<'base_grant', 'id'>, [caseIds: readonly string[]]>(
    'integrity.titlesOfUnsignedEnds',
    `SELECT DISTINCT g.id FROM integrity_case_grant taken JOIN integrity_case k ON k.id = taken.case_id
       JOIN base_grant g ON g.id = taken.grant_id
     WHERE taken.case_id = ANY ($1) AND ${TITLED} AND ${TO_RESUME} AND ${notNotedAt('grant', 'g.id', OF_TITLE.release)}`,
  ),
};

// Whether a case has ended is no question to its columns: SQL can write them. So each that they say has ended comes once,
// to be judged; looking for claims that all of them lack, turn by turn, would cost more.
const casesWithNewClaims = sqlText<
  CaseOfRecord & { readonly lacks_holds: boolean },
  [after: string, over: readonly string[]]
>(
  'integrity.casesWithNewClaims',
  `SELECT ${CASE_OF_RECORD}, lacking.lacks_holds FROM integrity_case k CROSS JOIN LATERAL (SELECT
    EXISTS (SELECT FROM claim c WHERE k.filing_id IS NULL AND c.applicant_party_id = k.party_id
      AND ${IN_REGION} AND ${LIVING} AND ${NOT_TAKEN})
    OR EXISTS (SELECT FROM claim c WHERE c.filing_id = k.filing_id
      AND ${IN_REGION} AND ${LIVING} AND ${NOT_TAKEN})
    OR k.filing_id IS NULL AND EXISTS (SELECT FROM base_grant g WHERE g.applicant_party_id = k.party_id
      AND ${OF_PLACE} AND ${TITLED} AND ${TO_SUSPEND}) AS lacks_holds) AS lacking
   WHERE k.id > $1 AND k.id <> ALL ($2) AND (k.closed_at IS NOT NULL OR lacking.lacks_holds) ORDER BY k.id LIMIT ${PAGE}`,
);

const casesWithHoldsLeft = sqlText<SignedCase, [after: string]>(
  'integrity.casesWithHoldsLeft',
  `SELECT ${SIGNED_CASE} FROM integrity_case k WHERE k.id > $1 AND k.closed_at IS NOT NULL AND (EXISTS (
     SELECT FROM integrity_case_claim taken JOIN hold ON hold.id = taken.hold_id AND hold.released_at IS NULL
       JOIN claim c ON c.id = taken.claim_id WHERE taken.case_id = k.id AND ${TO_RELEASE} AND ${LIVING})
     OR EXISTS (SELECT FROM integrity_case_grant taken JOIN base_grant g ON g.id = taken.grant_id
       WHERE taken.case_id = k.id AND ${TITLED} AND ${TO_RESUME}))
   ORDER BY k.id LIMIT ${PAGE}`,
);
