import type pg from 'pg';
import type { Finding } from '../../api/recovery/recovery-ports.ts';
import { PURPOSES, type Purpose } from '../../domain/claim/claim-course.ts';
import { ENTITIES } from '../../domain/entities.ts';
import { judgeFinding, type FindingRefusal } from '../../domain/recovery/recovery-finding.ts';
import { ledgerOfDebt } from '../../domain/recovery/advance-debt.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction, violates } from '../kernel/connection.ts';
import { fundOfPurpose } from '../kernel/debt-fund.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import {
  fetchAll,
  fetchFirst,
  jsonText,
  query,
  sendTogether,
  sqlText,
  type Row,
  type Statement,
} from '../kernel/statements.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { ledgerWrite } from './ledger-write.ts';

type ClaimRow = Row<
  'claim',
  'id' | 'jurisdiction' | 'applicant_party_id' | 'kind' | 'responsible_department' | 'filing_id'
>;

const lockClaim = sqlText<ClaimRow, [claimId: string]>(
  'recovery.lockClaimToAskBack',
  `SELECT id, jurisdiction, applicant_party_id, kind, responsible_department, filing_id FROM claim
   WHERE id = $1 AND submitted_at IS NOT NULL FOR NO KEY UPDATE`,
);

const roomOf = sqlText<{ readonly purpose: Purpose; readonly room: number }, [claimId: string]>(
  'recovery.room',
  `SELECT p.purpose, (recovery_settled($1, p.purpose) - recovery_asked($1, p.purpose))::bigint AS room
   FROM unnest(ARRAY[${sqlList(PURPOSES)}]) AS p (purpose)`,
);

const linesOf = sqlText<Row<'claim_line', 'id'>, [claimId: string, ids: readonly string[]]>(
  'recovery.linesOfClaim',
  'SELECT id FROM claim_line WHERE claim_id = $1 AND id = ANY ($2)',
);

const caseOf = sqlText<Row<'integrity_case', 'id'>, [caseId: string, partyId: string]>(
  'recovery.caseOfParty',
  'SELECT id FROM integrity_case WHERE id = $1 AND party_id = $2',
);

/** Writes what a person found, with its booking and its audit entry, and asks for its workflow (D4, R-074). */
export async function addFinding(pool: pg.Pool, finding: Finding): Promise<Verdict<string, FindingRefusal>> {
  const id = idOfCreation(ENTITIES.recovery.idPrefix, finding.caller.personId, finding.key);
  try {
    return await inTransaction(pool, (client) => write(client, id, finding));
  } catch (error) {
    if (violates(error, 'recovery_within_settled')) {
      return refused('ABOVE_PAID');
    }
    throw error;
  }
}

async function write(client: pg.PoolClient, id: string, finding: Finding): Promise<Verdict<string, FindingRefusal>> {
  const { claimId, lines, caseId, caller } = finding;
  const claim = await fetchFirst(client, lockClaim(claimId));
  if (claim === undefined) {
    return refused('NOT_FOUND');
  }
  const known = await fetchFirst(client, query.selectFrom('recovery').select('id').where('id', '=', id));
  if (known !== undefined) {
    return granted(id);
  }
  const rooms = await fetchAll(client, roomOf(claimId));
  const ids = lines.map(({ lineId }) => lineId);
  const [ownLines, ownCase] = await Promise.all([
    fetchAll(client, linesOf(claimId, ids)),
    caseId === null ? undefined : fetchFirst(client, caseOf(caseId, claim.applicant_party_id)),
  ]);
  const verdict = judgeFinding(finding, caller, {
    jurisdiction: claim.jurisdiction,
    responsibleDepartment: claim.responsible_department,
    isAdvance: claim.kind === 'advance',
    rooms: new Map(PURPOSES.map((purpose) => [purpose, rooms.find((one) => one.purpose === purpose)?.room ?? 0])),
    hasLines: ownLines.length === new Set(ids).size,
    hasCase: caseId === null || ownCase !== undefined,
  });
  if (!verdict.ok) {
    return verdict;
  }
  const fund = (await fetchFirst(client, fundOfPurpose(claimId, verdict.value)))?.fund ?? null;
  await sendTogether(client, findingWrites(id, { ...claim, fund }, finding, verdict.value));
  return granted(id);
}

/** The row, its booking and its audit entry. */
function findingWrites(
  id: string,
  claim: ClaimRow & Row<'claim', 'fund'>,
  finding: Finding,
  purpose: Purpose,
): readonly Statement<unknown>[] {
  const { claimId, cause, amountFen, lines, note, caseId, caller, at } = finding;
  const { personId, organ, section } = caller;
  return [
    query.insertInto('recovery').values({
      id,
      claim_id: claimId,
      party_id: claim.applicant_party_id,
      jurisdiction: claim.jurisdiction,
      purpose,
      cause,
      amount_fen: amountFen,
      found_fen: amountFen,
      found_by: personId,
      note,
      case_id: caseId,
      lines: jsonText(lines),
      state: 'found',
      state_since: at,
      opened_at: at,
      start_requested_at: at,
    }),
    ledgerWrite(ledgerOfDebt({ recoveryId: id, claimId, amountFen, fund: claim.fund }, null), at),
    ...auditWrites({
      entityKind: 'recovery',
      entityId: id,
      revision: null,
      act: 'found',
      actId: null,
      person: { personId, organ, section },
      at,
      facts: { claimId, cause, amountFen, purpose, lines: lines.length, caseId },
    }),
  ];
}
