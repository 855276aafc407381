import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { PayableQuery, PayableRecord } from '../../api/payout/payable-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { FundCode } from '../../domain/codes.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import {
  PAYABLE_CLAIM_STATES,
  PAYABLE_ROW_STATES,
  payableAmount,
  payableGlance,
  type PayableRowState,
} from '../../domain/payout/payable-glance.ts';
import { sqlList } from '../kernel/sql-list.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, sqlText, type Row } from '../kernel/statements.ts';
import { payeesOf, readSealedPayees } from './approved-payees.ts';
import { draftedClaim, PAYABLE_COLUMNS, PAYABLE_TABLES, readPayableLines, type PayableRow } from './claims-to-pay.ts';

/** The claims of the caller's jurisdiction that have money due or an open notice, those that wait longest first. */
export async function listPayables(
  pool: pg.Pool,
  { fund, limit, after }: PayableQuery,
  { caller, at, sealer }: { readonly caller: Caller; readonly at: Date; readonly sealer: Sealer },
): Promise<readonly PayableRecord[]> {
  const [afterMs, afterId] = after ?? [null, null];
  const afterAt = afterMs === null ? null : new Date(afterMs);
  const rows = await fetchAll(pool, payableClaims(caller.jurisdiction, fund ?? null, afterAt, afterId, limit + 1));
  const ids = rows.map(({ id }) => id);
  const lines = await readPayableLines(pool, ids);
  const payees = new Map((await readSealedPayees(pool, ids)).map((row) => [row.id, payeesOf(sealer, row)]));
  return rows.map((row) => {
    const claim = draftedClaim(row, dayAt(at.getTime()));
    const ofClaim = lines.get(row.id) ?? [];
    const none = { approved: null, isCountedSince: false, stored: null };
    const known = { payees: payees.get(row.id) ?? none, hasOpenObjection: row.has_open_objection, reader: caller };
    const { code, parts } = payableGlance(claim, ofClaim, known);
    const shown = fund === undefined ? parts : parts.filter((part) => part.fund === fund);
    const amounts = { approvedFen: row.approved_fen, floatFen: row.float_fen };
    return {
      claimId: row.id,
      claimNo: row.claim_no,
      route: row.route,
      state: row.state,
      purpose: row.purpose,
      applicant: { id: row.party_id, name: row.party_name, kind: row.party_kind },
      fund: shown[0]?.fund ?? row.notice_fund,
      amountFen: payableAmount(claim, ofClaim, { parts: shown, ...amounts }),
      parts: shown,
      noticeEndsOn: row.notice_ends_on,
      stateSince: row.state_since,
      code,
    };
  });
}

type ListedRow = PayableRow &
  Row<'claim', 'route' | 'purpose' | 'approved_fen' | 'float_fen' | 'state_since'> & {
    readonly party_id: Row<'party'>['id'];
    readonly party_name: Row<'party'>['name'];
    readonly party_kind: Row<'party'>['kind'];
    readonly state: PayableRowState;
    /** The fund of the claim where no approved amount names one yet. */
    readonly notice_fund: FundCode | null;
    readonly has_open_objection: boolean;
    readonly notice_ends_on: Row<'notice'>['ends_on'];
  };

const PAYABLE = sqlList(PAYABLE_CLAIM_STATES);
const SHOWN = sqlList(PAYABLE_ROW_STATES);
const LIVE = sqlList(LIVE_NOTICE_CLAIM_STATES);

const payableClaims = sqlText<
  ListedRow,
  [jurisdiction: string, fund: FundCode | null, afterAt: Date | null, afterId: string | null, limit: number]
>(
  'payout.payableClaims',
  `SELECT ${PAYABLE_COLUMNS}, c.route, c.state, c.purpose, c.approved_fen, c.float_fen, c.state_since,
     p.id AS party_id, p.name AS party_name, p.kind AS party_kind, c.fund AS notice_fund,
     EXISTS (SELECT FROM objection o WHERE o.claim_id = c.id AND o.state = 'open') AS has_open_objection,
     (SELECT max(n.ends_on) FROM notice_claim nc JOIN notice n ON n.id = nc.notice_id
       WHERE nc.claim_id = c.id AND nc.state IN (${LIVE})) AS notice_ends_on
   FROM ${PAYABLE_TABLES}
   WHERE c.jurisdiction = $1 AND c.state IN (${SHOWN}) AND c.course ->> 'state' IN (${PAYABLE})
     AND (c.course ->> 'state' = 'noticeOpen'
       OR jsonb_path_exists(c.course -> 'payments', '$.* ? (@.state == "due")'))
     AND ($2::text IS NULL
       OR EXISTS (SELECT FROM claim_fund a WHERE a.claim_id = c.id AND a.fund = $2 AND a.approved_fen > 0)
       OR (c.fund = $2 AND NOT EXISTS (SELECT FROM claim_fund a WHERE a.claim_id = c.id)))
     AND ($3::timestamptz IS NULL OR (c.state_since, c.id) > ($3, $4))
   ORDER BY c.state_since, c.id LIMIT $5`,
);
