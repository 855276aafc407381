import { addDays, startOfDayMs, type IsoDate } from '../../domain/calendar.ts';
import { AUDITED_DECISIONS, type AuditedCase, type AuditedDecision } from '../../domain/ledger/special-audit.ts';
import type { AuditedAsked } from '../../api/ledger/ledger-ports.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchAll, sqlText, type Connection } from '../kernel/statements.ts';
import { COUNTED_FACT } from './booked-payments.ts';

type ReadCase = Omit<AuditedCase, 'kind' | 'decisions'> & {
  readonly decisions: readonly (Omit<AuditedDecision, 'at'> & { readonly at: string })[];
};

type Asked = [jurisdiction: string, from: IsoDate, to: IsoDate, since: Date, until: Date, after: string, limit: number];

/** A failed payment moved nothing; of several reports of it the first one counts. */
const FAILED_FACT = `f.state = 'failed' AND NOT EXISTS (SELECT FROM payout_fact other
     WHERE other.instruction_id = f.instruction_id AND other.id < f.id AND other.state = 'failed')`;

/** Results in the year ($2 to $3) of payments `i` of a case. */
const resultsOf = (ofCase: string) =>
  `payout_instruction i JOIN batch b ON b.id = i.batch_id JOIN payout_fact f ON f.instruction_id = i.id
     WHERE ${ofCase} AND b.jurisdiction = $1 AND f.booked_on BETWEEN $2::date AND $3::date
       AND (${COUNTED_FACT} OR ${FAILED_FACT})`;

const paymentsOf = (ofCase: string) => `(SELECT coalesce(json_agg(json_build_object('instructionId', i.id,
     'batchNo', b.batch_no, 'lineId', i.line_id, 'fund', i.fund, 'purpose', i.purpose, 'amountFen', f.amount_fen,
     'result', f.state, 'valueDate', f.value_date, 'bookedOn', f.booked_on, 'latePeriod', f.late_period,
     'bankReference', f.bank_reference) ORDER BY f.booked_on, f.id), '[]')
   FROM ${resultsOf(ofCase)})`;

const ACTS = sqlList(AUDITED_DECISIONS);

/** Decisions up to the end of the year ($5): on the case, and on the batches that paid it. */
const decisionsOf = (kind: string, id: string, ofCase: string) => `(SELECT coalesce(json_agg(json_build_object(
     'of', a.entity_kind, 'act', a.act, 'decision', a.facts ->> 'decision',
     'stage', coalesce(a.facts ->> 'decidedStage', a.facts ->> 'task', CASE a.entity_kind WHEN 'grant' THEN a.facts ->> 'stage' END),
     'personId', a.person_id, 'organ', a.organ, 'section', a.section, 'at', a.at) ORDER BY a.at, a.id), '[]')
   FROM (SELECT '${kind}' AS of_kind, ${id} AS of_id
       UNION SELECT 'batch', i.batch_id FROM payout_instruction i WHERE ${ofCase}) AS judged
     JOIN audit_entry a ON a.entity_kind = judged.of_kind AND a.entity_id = judged.of_id
   WHERE a.act IN (${ACTS}) AND a.at < $5)`;

/** Whether somebody decided on the case in the year. */
const isDecided = (kind: string, id: string) => `EXISTS (SELECT FROM audit_entry a
     WHERE a.entity_kind = '${kind}' AND a.entity_id = ${id} AND a.act IN (${ACTS}) AND a.at >= $4 AND a.at < $5)`;

/** Every version of every paper of these owners up to the end of the year. */
const documentsOf = (owners: string) => `(SELECT coalesce(json_agg(json_build_object('of', v.owner_kind,
     'ownerId', v.owner_id, 'fileId', v.file_id, 'kind', v.kind, 'version', v.version, 'sha256', encode(s.sha256, 'hex'))
     ORDER BY v.owner_kind, v.owner_id, v.kind, v.version), '[]')
   FROM (${owners}) AS owner JOIN document_version v ON v.owner_kind = owner.of_kind AND v.owner_id = owner.of_id
     JOIN stored_file s ON s.id = v.file_id WHERE v.uploaded_at < $5)`;

const OF_CLAIM = 'i.claim_id = c.id';
const OF_GRANT = 'i.grant_id = g.id';

/** R-133: claims of $1 with money or a decision in the year, in the order of their ids. */
const auditedClaims = sqlText<ReadCase, Asked>(
  'ledger.auditedClaims',
  `SELECT c.id, c.claim_no AS no, c.route, c.responsible_department AS department,
     (SELECT coalesce(json_agg(json_build_object('id', l.id, 'position', l.position, 'state', l.state, 'baseFen', l.base_fen,
         'allowanceFen', l.allowance_fen, 'floatFen', l.float_fen) ORDER BY l.position), '[]')
       FROM claim_line l WHERE l.claim_id = c.id) AS lines,
     ${decisionsOf('claim', 'c.id', OF_CLAIM)} AS decisions,
     ${paymentsOf(OF_CLAIM)} AS payments,
     ${documentsOf(`SELECT 'claim' AS of_kind, c.id AS of_id UNION ALL SELECT 'filing', c.filing_id
       UNION ALL SELECT 'line', l.id FROM claim_line l WHERE l.claim_id = c.id`)} AS documents
   FROM claim c WHERE c.jurisdiction = $1 AND c.id > $6
     AND (EXISTS (SELECT FROM ${resultsOf(OF_CLAIM)}) OR ${isDecided('claim', 'c.id')})
   ORDER BY c.id LIMIT $7`,
);

/** R-133: the same of grants, which have no lines. */
const auditedGrants = sqlText<ReadCase, Asked>(
  'ledger.auditedGrants',
  `SELECT g.id, g.grant_no AS no, g.route, NULL::text AS department, '[]'::json AS lines,
     ${decisionsOf('grant', 'g.id', OF_GRANT)} AS decisions,
     ${paymentsOf(OF_GRANT)} AS payments,
     ${documentsOf("SELECT 'grant' AS of_kind, g.id AS of_id")} AS documents
   FROM base_grant g WHERE g.jurisdiction = $1 AND g.id > $6
     AND (EXISTS (SELECT FROM ${resultsOf(OF_GRANT)}) OR ${isDecided('grant', 'g.id')})
   ORDER BY g.id LIMIT $7`,
);

/** R-133: one page of the export of a span of days, both ends included. */
export async function readAudited(
  connection: Connection,
  { kind, jurisdiction, span: { from, to }, after, limit }: AuditedAsked,
): Promise<readonly AuditedCase[]> {
  const [since, until] = [new Date(startOfDayMs(from)), new Date(startOfDayMs(addDays(to, 1)))];
  const page = kind === 'claim' ? auditedClaims : auditedGrants;
  const rows = await fetchAll(connection, page(jurisdiction, from, to, since, until, after, limit));
  return rows.map(({ decisions, ...row }) => ({
    kind,
    ...row,
    decisions: decisions.map((one) => ({ ...one, at: new Date(one.at) })),
  }));
}
