import type pg from 'pg';
import type { ClaimStore, PayeeLines } from '../../api/claim/claim-ports.ts';
import type { PayeeAccount } from '../../api/filing/filing-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { accountDigits } from '../../domain/intake/entry-content.ts';
import { judgeAccountHolder } from '../../domain/line/insurance-path.ts';
import { UNPAID_RESULTS } from '../../domain/payout/inbox-judgement.ts';
import { isAccountOfClaim, linesOfPayee } from '../../domain/payout/payee-lines.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { openPayeeHere, sealPayee } from '../kernel/payee-account.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { payeeOfAct, placeOf, type Place } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlList } from '../kernel/sql-list.ts';
import {
  fetchAll,
  fetchFirst,
  query,
  sqlText,
  type Connection,
  type Row,
  type Statement,
} from '../kernel/statements.ts';

/**
 * Finds the lines that an account belongs to. If the route pays persons, the claim's account can only be that of a
 * single person: either the claim has one person or the request names the line. Each person is paid only to an account
 * of their own.
 */
export async function findPayeeLines(
  pool: pg.Pool,
  sealer: Sealer,
  claimId: string,
  { holder, lineId }: Parameters<ClaimStore['payeeLines']>[1],
): Promise<PayeeLines> {
  const routePayee = (await fetchFirst(pool, payeeOfRoute(claimId)))?.payee ?? null;
  if (isAccountOfClaim(lineId, routePayee)) {
    return { kind: 'lines', lineIds: [] };
  }
  const found = linesOfPayee(await fetchAll(pool, personsOfClaim(claimId)), lineId);
  if (found.kind !== 'lines') {
    return { kind: found.kind };
  }
  const { name } = found.of;
  const isOwn =
    name === null || judgeAccountHolder(holder, sealer.open(name, placeOf('claim_line.name_sealed', found.of.id))).ok;
  return isOwn ? { kind: 'lines', lineIds: found.lineIds } : { kind: 'ofAnother' };
}

const payeeOfRoute = sqlText<{ readonly payee: RouteDefinition['payee'] | null }, [claimId: string]>(
  'payout.payeeOfRoute',
  `SELECT s.content #>> '{routeDefinition,payee}' AS payee
   FROM claim c LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id WHERE c.id = $1`,
);

function personsOfClaim(claimId: string) {
  return query
    .selectFrom('claim_line')
    .select(['id', 'trainee_id as traineeId', 'name_sealed as name'])
    .where('claim_id', '=', claimId)
    .orderBy('position');
}

/**
 * Purposes of which some money came back and whose payee has given no other account since: the claim's account for a
 * purpose paid as a whole, the line's own account with one payment per line. `actId`: a correction that is being
 * recorded counts too.
 */
export async function uncorrectedPurposes(
  connection: Connection,
  claimId: string,
  actId: string | null,
): Promise<readonly Purpose[]> {
  const rows = await fetchAll(connection, uncorrected(claimId, actId));
  return rows.map(({ purpose }) => purpose);
}

const uncorrected = sqlText<{ readonly purpose: Purpose }, [claimId: string, actId: string | null]>(
  'payout.uncorrectedPurposes',
  `SELECT DISTINCT last.purpose FROM (
     SELECT DISTINCT ON (i.purpose, i.line_id) i.purpose, i.line_id, i.state, i.state_since FROM payout_instruction i
     WHERE i.claim_id = $1 AND i.state <> 'cancelled' ORDER BY i.purpose, i.line_id, i.created_at DESC, i.id DESC) AS last
     JOIN claim c ON c.id = $1 JOIN party p ON p.id = c.applicant_party_id
   WHERE last.state IN (${sqlList(UNPAID_RESULTS)}) AND NOT EXISTS (SELECT FROM act a
     WHERE a.entity_kind = 'claim' AND a.entity_id = $1 AND a.act = 'correctAccount' AND a.at >= last.state_since
       AND (a.state = 'recorded' OR a.id = $2)
       AND CASE WHEN last.line_id IS NULL THEN p.kind = 'person' OR NOT a.body ? 'payeeLines'
         ELSE a.body -> 'payeeLines' ? last.line_id END)`,
);

/**
 * Changes the account only together with the act that asks the bureau to check it, and then removes the account from
 * the act's row. A person's account is also changed where it was handed in, so that a later count finds it.
 * @throws RefusedForGood if the act's account was changed or is of another claim (S13)
 */
export async function accountWrites(
  client: Connection,
  sealer: Sealer,
  { claimId, actId, body }: { readonly claimId: string; readonly actId: string; readonly body: ActBody },
): Promise<readonly Statement<unknown>[]> {
  if (body.payeeSealed === undefined) {
    return [];
  }
  const account = openPayeeHere(sealer, Buffer.from(body.payeeSealed, 'base64'), payeeOfAct(claimId));
  if (account === null) {
    throw new RefusedForGood('PAYEE_CHANGED');
  }
  const lines = body.payeeLines ?? [];
  return [
    setAccountOfClaim(claimId, actId, sealPayee(sealer, account, placeOf('claim.payee_sealed', claimId)), lines.length),
    ...(await lineAccountWrites(client, sealer, { claimId, actId, lines, account })),
    forgetAccountOfAct(actId),
  ];
}

// Each of these functions asks whether the act is under way and corrects this account (S14). A single person has one account,
// so the claim's and the line's are the same.
const setAccountOfClaim = sqlText<never, [claimId: string, actId: string, sealed: Buffer, lines: number]>(
  'payout.setAccountOfClaim',
  'SELECT correct_claim_payee($1, $2, $3, $4)',
);

const forgetAccountOfAct = sqlText<never, [actId: string]>(
  'payout.forgetAccountOfAct',
  'SELECT forget_account_of_act($1)',
);

/** Each row keeps the account sealed for its own place. */
async function lineAccountWrites(
  client: Connection,
  sealer: Sealer,
  {
    claimId,
    actId,
    lines,
    account,
  }: {
    readonly claimId: string;
    readonly actId: string;
    readonly lines: readonly string[];
    readonly account: PayeeAccount;
  },
): Promise<readonly Statement<unknown>[]> {
  if (lines.length === 0) {
    return [];
  }
  const rows = await fetchAll(client, rowsOfLines(claimId, lines));
  const index = sealer.index(accountDigits(account.number));
  const sealed = (place: Place) => sealPayee(sealer, account, place);
  const ids = rows.map(({ id }) => id);
  const entries = [...new Set(rows.flatMap(({ entry_id: entryId }) => entryId ?? []))];
  const filingId = rows[0]?.filing_id ?? null;
  const trainees = filingId === null ? [] : [...new Set(rows.flatMap(({ trainee_id: trainee }) => trainee ?? []))];
  return [
    setAccountOfLines(
      claimId,
      actId,
      ids,
      ids.map((id) => sealed(placeOf('claim_line.payee_sealed', id))),
      index,
    ),
    setAccountOfEntries(
      claimId,
      actId,
      entries,
      entries.map((id) => sealed(placeOf('claim_entry.account_sealed', id))),
      index,
    ),
    setAccountOnRoster(
      claimId,
      actId,
      trainees,
      trainees.map((id) => sealed(placeOf('roster_entry.account_sealed', filingId ?? '', id))),
      index,
    ),
  ];
}

const rowsOfLines = sqlText<
  Row<'claim_line', 'id' | 'entry_id' | 'trainee_id'> & Row<'claim', 'filing_id'>,
  [claimId: string, lineIds: readonly string[]]
>(
  'payout.rowsOfLines',
  `SELECT l.id, l.entry_id, l.trainee_id, c.filing_id FROM claim_line l JOIN claim c ON c.id = l.claim_id
   WHERE l.claim_id = $1 AND l.id = ANY ($2) ORDER BY l.id`,
);

type AccountsOfRows = [
  claimId: string,
  actId: string,
  ids: readonly string[],
  sealed: readonly Buffer[],
  index: Buffer,
];

const setAccountOfLines = sqlText<never, AccountsOfRows>(
  'payout.setAccountOfLines',
  'SELECT correct_line_payees($1, $2, $3, $4, $5)',
);

const setAccountOfEntries = sqlText<never, AccountsOfRows>(
  'payout.setAccountOfEntries',
  'SELECT correct_entry_accounts($1, $2, $3, $4, $5)',
);

const setAccountOnRoster = sqlText<never, AccountsOfRows>(
  'payout.setAccountOnRoster',
  'SELECT correct_roster_accounts($1, $2, $3, $4, $5)',
);
