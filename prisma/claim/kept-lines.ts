import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import { sqlList } from '../kernel/sql-list.ts';

/** In SQL: the lines of a claim `c` as a `KeptLine` each, in the order of their positions, as JSON. */
export const KEPT_LINES = `coalesce((SELECT jsonb_agg(jsonb_build_object('lineId', l.id, 'position', l.position,
    'traineeId', l.trainee_id, 'state', l.state, 'occupation', l.occupation_code, 'skillLevel', l.skill_level,
    'attendedHours', l.attended_hours, 'certificateKind', l.certificate_kind, 'certificateNo', l.certificate_no,
    'certificateDate', l.certificate_date, 'baseFen', l.base_fen, 'allowanceFen', l.allowance_fen, 'floatFen', l.float_fen,
    'account', encode(l.account_index, 'hex'), 'facts', n.facts,
    'evidence', CASE WHEN e.line_id IS NULL THEN NULL ELSE jsonb_build_object('signedOn', e.signed_on,
      'startsOn', e.starts_on, 'endsOn', e.ends_on, 'insuredMonths', e.insured_months, 'insuranceKinds', e.insurance_kinds) END)
    ORDER BY l.position)
  FROM claim_line l LEFT JOIN claim_entry n ON n.id = l.entry_id LEFT JOIN contract_evidence e ON e.line_id = l.id
  WHERE l.claim_id = c.id), '[]')`;

/** In SQL: what the lines of a claim `c` are worth for the purpose `p`, without those that are refused. In fen. */
export function keptAmount(purpose: string): string {
  return `coalesce((SELECT sum(CASE WHEN ${purpose} = 'float'
      THEN CASE WHEN l.state IN (${sqlList(TOP_UP_LINE_STATES)}) THEN l.float_fen ELSE 0 END
      ELSE CASE WHEN l.state = 'refused' THEN 0 ELSE l.base_fen END END)
    FROM claim_line l WHERE l.claim_id = c.id), 0)::bigint`;
}
