import type { Purpose } from '../../domain/claim/claim-course.ts';
import { sql } from 'kysely';
import type pg from 'pg';
import type { ClaimLineRecord, PayoutRecord, TimelineRecord } from '../../api/claim/claim-ports.ts';
import { CLAIM_AUDIT_ACTS } from '../../domain/act-words.ts';
import { oneOf } from '../filing/filing-rows.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, query, type Row } from '../kernel/statements.ts';
import { contractOf } from '../line/contract-evidence.ts';
import { labelOf } from './priced-line-read.ts';

/** Reads a claim's lines from a position on and opens their seals. The caller has checked who may read them. */
export async function readLines(
  pool: pg.Pool,
  claimId: string,
  { limit, after }: { readonly limit: number; readonly after: number },
  sealer: Sealer,
): Promise<readonly ClaimLineRecord[]> {
  const rows = await fetchAll(
    pool,
    query
      .selectFrom('claim_line as l')
      .leftJoin('trainee as t', 't.id', 'l.trainee_id')
      .leftJoin('contract_evidence as e', 'e.line_id', 'l.id')
      .leftJoin('claim_entry as n', 'n.id', 'l.entry_id')
      .select(['l.id', 'l.position', 'l.line_key', 'l.entry_id', 'l.name_sealed', 'n.facts'])
      .select(['l.trainee_id', 't.id_number_sealed'])
      .select(['l.occupation_code', 'l.skill_level', 'l.state', 'l.attended_hours', 'l.refusals', 'l.findings'])
      .select(['l.certificate_kind', 'l.certificate_no', 'l.certificate_date', 'l.accepted_remark'])
      .select(['l.base_fen', 'l.allowance_fen', 'l.float_fen', 'l.float_accepted_remark'])
      .select(['l.formula', 'l.allowance_formula'])
      .select(['e.signed_on', 'e.starts_on', 'e.ends_on', 'e.employer_sealed', 'e.insured_months', 'e.insurance_kinds'])
      .where('l.claim_id', '=', claimId)
      .where('l.position', '>', after)
      .orderBy('l.position')
      .limit(limit + 1),
  );
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    entryId: row.entry_id,
    name: row.name_sealed === null ? '' : sealer.open(row.name_sealed, placeOf('claim_line.name_sealed', row.id)),
    idNumber: idNumberOf(row, sealer),
    occupation: row.occupation_code,
    skillLevel: row.skill_level,
    facts: row.facts,
    // The key of a month's line is the key of its entry, followed by the month.
    month: row.entry_id === null ? null : (row.line_key.split('/')[1] ?? null),
    state: row.state,
    attendedHours: row.attended_hours,
    certificateKind: row.certificate_kind,
    certificateNo: row.certificate_no,
    certificateDate: row.certificate_date,
    baseFen: row.base_fen,
    allowanceFen: row.allowance_fen,
    floatFen: row.float_fen,
    formula: labelOf(row.formula),
    allowanceFormula: row.allowance_formula === null ? null : labelOf(row.allowance_formula),
    refusals: row.refusals.map(({ code, rule, detail, purpose }) => ({
      code,
      rule,
      detail,
      purpose: purpose ?? 'base',
    })),
    findings: row.findings,
    acceptedRemark: row.accepted_remark,
    floatAcceptedRemark: row.float_accepted_remark,
    contract: contractOf(row, row.id, sealer),
  }));
}

function idNumberOf(
  { trainee_id: traineeId, id_number_sealed: sealed }: OfTrainee,
  sealer: Sealer,
): ClaimLineRecord['idNumber'] {
  return traineeId === null || sealed === null
    ? ''
    : sealer.open(sealed, placeOf('trainee.id_number_sealed', traineeId));
}

interface OfTrainee extends Pick<Row<'claim_line'>, 'trainee_id'> {
  readonly id_number_sealed: Buffer | null;
}

/** The history of a claim, oldest first, from its audit entries. */
export async function readTimeline(
  pool: pg.Pool,
  claimId: string,
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<readonly TimelineRecord[]> {
  const rows = await fetchAll(
    pool,
    query
      .selectFrom('audit_entry as a')
      .leftJoin('person as p', 'p.id', 'a.person_id')
      .leftJoin('party as y', 'y.id', 'p.party_id')
      .leftJoin('act as kept', 'kept.id', 'a.act_id')
      .leftJoin('task as t', (join) => join.onRef('t.id', '=', 'kept.task_id').onRef('t.done_by', '=', 'a.person_id'))
      .leftJoin('person as absent', (join) => join.on('absent.id', '=', absentInEntry))
      .select([
        'a.seq',
        'a.revision',
        'a.act',
        'a.at',
        'a.organ',
        'a.section',
        'p.display_name as displayName',
        'y.kind as actorKind',
        'absent.display_name as onBehalfOf',
        'a.facts',
      ])
      .where('a.entity_kind', '=', 'claim')
      .where('a.entity_id', '=', claimId)
      .where('a.seq', '>', after)
      .orderBy('a.seq')
      .limit(limit + 1),
  );
  return rows.map(({ actorKind, ...row }) => ({
    ...row,
    act: oneOf(CLAIM_AUDIT_ACTS, row.act),
    isPrivate: actorKind === 'person',
  }));
}

/** Who was away, of an act of the deputy or of what the system did with the absent person's task. */
const absentInEntry = sql<string>`coalesce(t.on_behalf_of,
  CASE WHEN a.facts ->> 'reason' = 'ABSENT' THEN a.facts ->> 'assigneeBefore' END)`;

export function readPayouts(pool: pg.Pool, claimId: string): Promise<readonly PayoutRecord[]> {
  return fetchAll(
    pool,
    query
      .selectFrom('payout_instruction')
      .select([
        'id',
        'batch_id as batchId',
        'purpose',
        'payee_masked as payee',
        'amount_fen as amountFen',
        'fund',
        'state',
      ])
      .select(['reason_code as reasonCode', 'state_since as stateSince', 'created_at as createdAt'])
      .where('claim_id', '=', claimId)
      .$narrowType<{ purpose: Purpose }>()
      .orderBy('created_at')
      .orderBy('id'),
  );
}
