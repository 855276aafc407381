import type { Purpose } from '../../domain/claim/claim-course.ts';
import { sqlText, type Row } from './statements.ts';

type FundOfClaim = Row<'claim', 'fund'>;

const ADVANCE = 'advance' satisfies Purpose;

/**
 * SQL: the fund that pays a purpose of a claim `c`; null where nothing is approved for it. One claim may have two funds, of its
 * base and of an allowance (T-08); an advance is paid by a claim of its own, of the same class.
 * @param purpose SQL of the purpose
 */
const payingFund = (purpose: string): string =>
  `coalesce((SELECT paid.fund FROM claim_fund paid WHERE paid.claim_id = c.id AND paid.purpose = ${purpose}),
    CASE WHEN ${purpose} = '${ADVANCE}' THEN (SELECT paid.fund FROM claim a JOIN claim_fund paid ON paid.claim_id = a.id
      WHERE a.filing_id = c.filing_id AND a.kind = '${ADVANCE}' AND paid.purpose = '${ADVANCE}'
      ORDER BY paid.settled_fen DESC, a.id LIMIT 1) END)`;

/** The fund that a debt of a claim goes back to: the one that pays the purpose, or else the claim's own. */
export const fundOfPurpose = sqlText<FundOfClaim, [claimId: string, purpose: Purpose]>(
  'kernel.fundOfPurpose',
  `SELECT coalesce(${payingFund('$2')}, c.fund) AS fund FROM claim c WHERE c.id = $1`,
);

/**
 * SQL: the fund that a debt `r` of a claim `c` goes back to: where it was booked when it was found, so that its bookings net to
 * zero.
 */
export const DEBT_FUND = `coalesce((SELECT substr(e.account, length('fund:') + 1) FROM ledger_entry e
    WHERE e.claim_id = r.claim_id AND e.account LIKE 'fund:%' AND starts_with(e.transaction_id, r.id || '/opened')
    ORDER BY e.id DESC LIMIT 1), ${payingFund('r.purpose')}, c.fund)`;
