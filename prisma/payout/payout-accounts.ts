import type pg from 'pg';
import type { ClaimStore, PayeeLines } from '../../api/claim/claim-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { accountDigits } from '../../domain/intake/entry-content.ts';
import { judgeAccountHolder } from '../../domain/line/insurance-path.ts';
import { UNPAID_RESULTS } from '../../domain/payout/inbox-judgement.ts';
import { isAccountOfClaim, linesOfPayee } from '../../domain/payout/payee-lines.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { openPayee } from '../kernel/payee-account.ts';
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
  const isOwn = name === null || judgeAccountHolder(holder, sealer.open(name)).ok;
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

const uncorrected = sqlText<Row<'payout_instruction', 'purpose'>, [claimId: string, actId: string | null]>(
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
 */
export function accountWrites(
  sealer: Sealer,
  { claimId, actId, body }: { readonly claimId: string; readonly actId: string; readonly body: ActBody },
): readonly Statement<unknown>[] {
  if (body.payeeSealed === undefined) {
    return [];
  }
  const sealed = Buffer.from(body.payeeSealed, 'base64');
  const lines = body.payeeLines ?? [];
  return [
    setAccountOfClaim(claimId, sealed, lines.length),
    ...(lines.length === 0 ? [] : lineAccountWrites({ claimId, lines, sealed, index: accountIndex(sealer, sealed) })),
    forgetAccountOfAct(actId),
  ];
}

// A single person has one account, so the claim's and the line's are the same.
const setAccountOfClaim = sqlText<never, [claimId: string, sealed: Buffer, lines: number]>(
  'payout.setAccountOfClaim',
  `UPDATE claim SET payee_sealed = $2, payee_revision = payee_revision + 1 WHERE id = $1 AND ($3 = 0
     OR EXISTS (SELECT FROM party p WHERE p.id = claim.applicant_party_id AND p.kind = 'person'))`,
);

const forgetAccountOfAct = sqlText<never, [actId: string]>(
  'payout.forgetAccountOfAct',
  `UPDATE act SET body = body - 'payeeSealed' WHERE id = $1`,
);

function accountIndex(sealer: Sealer, sealed: Buffer): Buffer {
  return sealer.index(accountDigits(openPayee(sealer, sealed).number));
}

function lineAccountWrites(account: {
  readonly claimId: string;
  readonly lines: readonly string[];
  readonly sealed: Buffer;
  readonly index: Buffer;
}): readonly Statement<unknown>[] {
  const values = [account.claimId, account.lines, account.sealed, account.index] as const;
  return [setAccountOfLines(...values), setAccountOfEntries(...values), setAccountOnRoster(...values)];
}

type LineAccount = [claimId: string, lineIds: readonly string[], sealed: Buffer, index: Buffer];

const setAccountOfLines = sqlText<never, LineAccount>(
  'payout.setAccountOfLines',
  'UPDATE claim_line SET payee_sealed = $3, account_index = $4 WHERE claim_id = $1 AND id = ANY ($2)',
);

const setAccountOfEntries = sqlText<never, LineAccount>(
  'payout.setAccountOfEntries',
  `UPDATE claim_entry SET account_sealed = $3, account_index = $4
   WHERE claim_id = $1 AND id IN (SELECT entry_id FROM claim_line WHERE claim_id = $1 AND id = ANY ($2))`,
);

const setAccountOnRoster = sqlText<never, LineAccount>(
  'payout.setAccountOnRoster',
  `UPDATE roster_entry SET account_sealed = $3, account_index = $4
   WHERE filing_id = (SELECT filing_id FROM claim WHERE id = $1)
     AND trainee_id IN (SELECT trainee_id FROM claim_line WHERE claim_id = $1 AND id = ANY ($2))`,
);
