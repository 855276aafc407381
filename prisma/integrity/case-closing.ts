import pg from 'pg';
import type { CaseBy, CaseStore } from '../../api/integrity/case-ports.ts';
import { judgeCloser, judgeConfirmer, type CloserRefusal } from '../../domain/integrity/case-authority.ts';
import { judgeClosing } from '../../domain/integrity/integrity-cases.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { releaseClaims } from './case-holds.ts';
import { resumeTitles } from './case-suspensions.ts';
import {
  factOfClosing,
  factOfConfirmation,
  isClosingSigned,
  SIGNED_CASE,
  type CaseSigning,
  type SignedCase,
} from './kept-case.ts';
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
export function createCaseClosing(pool: pg.Pool, signing: CaseSigning): Pick<CaseStore, 'close' | 'confirm'> {
  return {
    close: (closing, by) => orRefused(inTransaction(pool, (client) => closeCase(client, signing, closing, by))),
    confirm: (caseId, by) => orRefused(inTransaction(pool, (client) => confirmClosing(client, signing, caseId, by))),
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
  InvolvementRow & SignedCase & Row<'integrity_case', 'closing_asked_by'>,
  [...CaseSight, caseId: string]
>(
  'integrity.lockCase',
  `SELECT k.jurisdiction, ${INVOLVED}, k.closing_asked_by, ${SIGNED_CASE}
   FROM integrity_case k WHERE ${VISIBLE_CASE} AND k.id = $3 FOR UPDATE OF k`,
);

async function closeCase(
  client: pg.PoolClient,
  { sign }: CaseSigning,
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
  const signed = { outcome, transferDocumentNo, reason, by: caller.personId, at: at.getTime() };
  const signature = sign(factOfClosing(caseId, signed));
  const closing = query.updateTable('integrity_case').set({ ...said, ...who, closing_signature: signature });
  await execute(client, closing.where('id', '=', caseId));
  if (row.suspected_crime) {
    await auditCase(client, { caseId, act: 'decide', facts: { outcome, transferDocumentNo } }, by);
    return { ok: true, caseId, actIds: [] };
  }
  return released(client, { caseId, facts: { outcome, transferDocumentNo } }, by);
}

async function confirmClosing(
  client: pg.PoolClient,
  { sign, verify }: CaseSigning,
  caseId: string,
  by: CaseBy,
): Promise<Confirmed> {
  const { caller, at } = by;
  const row = await fetchFirst(client, lockCase(...caseSightOf(caller), caseId));
  if (row === undefined || row.closed_at !== null) {
    return { ok: false, reason: row === undefined ? 'NOT_FOUND' : 'WRONG_STATE' };
  }
  const verdict = judgeConfirmer(caller, involvementOf(row), row.closing_asked_by);
  if (!verdict.ok) {
    return verdict;
  }
  // Nobody confirms what nobody entered: another investigator enters the end anew.
  if (!isClosingSigned(verify, row)) {
    return { ok: false, reason: 'WRONG_STATE' };
  }
  const { outcome, transferDocumentNo, reason } = row.closing;
  const end = { outcome, transferDocumentNo, reason, askedBy: row.closing_asked_by };
  const signature = sign(factOfConfirmation(caseId, { ...end, by: caller.personId, at: at.getTime() }));
  const closing = query
    .updateTable('integrity_case')
    .set({ closed_by: caller.personId, closed_at: at, confirmation_signature: signature });
  await execute(client, closing.where('id', '=', caseId));
  return released(client, { caseId, facts: { outcome, confirmed: row.closing_asked_by } }, by);
}

async function released(
  client: pg.PoolClient,
  { caseId, facts }: { readonly caseId: string; readonly facts: Readonly<Record<string, unknown>> },
  by: CaseBy,
): Promise<{ readonly ok: true; readonly caseId: string; readonly actIds: readonly string[] }> {
  const claimActs = await releaseClaims(client, caseId, by.at);
  const titleActs = await resumeTitles(client, caseId, by.at);
  const counts = { claims: claimActs.length, titles: titleActs.length };
  await auditCase(client, { caseId, act: 'closed', facts: { ...facts, ...counts } }, by);
  return { ok: true, caseId, actIds: [...claimActs, ...titleActs] };
}
