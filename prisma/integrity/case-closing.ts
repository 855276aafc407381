import pg from 'pg';
import type { CaseBy, CaseStore } from '../../api/integrity/case-ports.ts';
import { judgeCloser, judgeConfirmer, type CloserRefusal } from '../../domain/integrity/case-authority.ts';
import { judgeClosing } from '../../domain/integrity/integrity-cases.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { releaseClaims } from './case-holds.ts';
import {
  auditCase,
  caseSightOf,
  INVOLVED,
  involvementOf,
  VISIBLE_CASE,
  type CaseSight,
  type InvolvementRow,
} from './case-rows.ts';

type Closing = Parameters<CaseStore['close']>[0];
type Closed = Awaited<ReturnType<CaseStore['close']>>;
type Confirmed = Awaited<ReturnType<CaseStore['confirm']>>;

/** How a case ends: by people who have no part in it (S3). */
export function createCaseClosing(pool: pg.Pool): Pick<CaseStore, 'close' | 'confirm'> {
  return {
    close: (closing, by) => orRefused(inTransaction(pool, (client) => closeCase(client, closing, by))),
    confirm: (caseId, by) => orRefused(inTransaction(pool, (client) => confirmClosing(client, caseId, by))),
  };
}

/** What the constraints refuse that was not seen before: a decision on a claim that was under way. */
const REFUSING: Readonly<Record<string, CloserRefusal>> = {
  integrity_case_uninvolved: 'SAME_PERSON_FORBIDDEN',
  integrity_case_two_persons: 'SAME_PERSON_FORBIDDEN',
  integrity_case_other_section: 'SAME_SECTION_FORBIDDEN',
  integrity_case_of_bureau: 'ROLE_REQUIRED',
};

async function orRefused<Written>(
  written: Promise<Written>,
): Promise<Written | { readonly ok: false; readonly reason: CloserRefusal }> {
  try {
    return await written;
  } catch (error) {
    const reason = error instanceof pg.DatabaseError ? REFUSING[error.constraint ?? ''] : undefined;
    if (reason === undefined) {
      throw error;
    }
    return { ok: false, reason };
  }
}

const lockCase = sqlText<
  InvolvementRow & Row<'integrity_case', 'suspected_crime' | 'closing_asked_by' | 'closed_at' | 'outcome'>,
  [...CaseSight, caseId: string]
>(
  'integrity.lockCase',
  `SELECT k.jurisdiction, ${INVOLVED}, k.suspected_crime, k.closing_asked_by, k.closed_at, k.outcome
   FROM integrity_case k WHERE ${VISIBLE_CASE} AND k.id = $3 FOR UPDATE OF k`,
);

async function closeCase(
  client: pg.PoolClient,
  { caseId, outcome, transferDocumentNo, reason }: Closing,
  by: CaseBy,
): Promise<Closed> {
  const { caller, at } = by;
  const row = await fetchFirst(client, lockCase(...caseSightOf(caller), caseId));
  if (row === undefined || row.closed_at !== null || row.closing_asked_by === caller.personId) {
    return { ok: false, reason: row === undefined ? 'NOT_FOUND' : 'WRONG_STATE' };
  }
  const closer = judgeCloser(caller, involvementOf(row));
  if (!closer.ok) {
    return closer;
  }
  const verdict = judgeClosing({ isSuspectedCrime: row.suspected_crime, transferDocumentNo });
  if (!verdict.ok) {
    return verdict;
  }
  const said = { outcome, transfer_document_no: transferDocumentNo, closing_reason: reason };
  const who = row.suspected_crime
    ? { closing_asked_by: caller.personId, closing_asked_at: at }
    : { closed_by: caller.personId, closed_at: at };
  const closing = query.updateTable('integrity_case').set({ ...said, ...who });
  await execute(client, closing.where('id', '=', caseId));
  if (row.suspected_crime) {
    await auditCase(client, { caseId, act: 'decide', facts: { outcome, transferDocumentNo } }, by);
    return { ok: true, caseId, actIds: [] };
  }
  return released(client, { caseId, facts: { outcome, transferDocumentNo } }, by);
}

async function confirmClosing(client: pg.PoolClient, caseId: string, by: CaseBy): Promise<Confirmed> {
  const { caller, at } = by;
  const row = await fetchFirst(client, lockCase(...caseSightOf(caller), caseId));
  if (row === undefined || row.closed_at !== null) {
    return { ok: false, reason: row === undefined ? 'NOT_FOUND' : 'WRONG_STATE' };
  }
  const verdict = judgeConfirmer(caller, involvementOf(row), row.closing_asked_by);
  if (!verdict.ok) {
    return verdict;
  }
  const closing = query.updateTable('integrity_case').set({ closed_by: caller.personId, closed_at: at });
  await execute(client, closing.where('id', '=', caseId));
  return released(client, { caseId, facts: { outcome: row.outcome, confirmed: row.closing_asked_by } }, by);
}

async function released(
  client: pg.PoolClient,
  { caseId, facts }: { readonly caseId: string; readonly facts: Readonly<Record<string, unknown>> },
  by: CaseBy,
): Promise<{ readonly ok: true; readonly caseId: string; readonly actIds: readonly string[] }> {
  const actIds = await releaseClaims(client, caseId, by.at);
  await auditCase(client, { caseId, act: 'closed', facts: { ...facts, claims: actIds.length } }, by);
  return { ok: true, caseId, actIds };
}
