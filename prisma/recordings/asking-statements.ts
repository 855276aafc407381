import { CLOCK_SLACK_MS } from '../../domain/authority/own-turn.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import type { RuledObjection } from '../../domain/notice/objections.ts';
import { RUNNING_JUMP_STATES } from '../../domain/codes.ts';
import { DROPPED_RECOVERY_STATES } from '../../domain/recovery/recovery-words.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { firstEntryOf, lastEntryOf, lastRecordOf, type EntryJson } from '../kernel/course-digests.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { sqlText, type Row } from '../kernel/statements.ts';

/** Whether the row that asks, which names this entity, is where it would ask this; no row: nobody asks. */
export interface Asker {
  readonly stands: boolean;
}

/** A notice and what its sides are. */
export interface AskingNotice extends Asker, Row<'notice', 'jurisdiction' | 'responsible_department'> {}

/**
 * The instant of the business clock, or of the running jump of the practice clock: workflows arrive there before the
 * clock's row does (D19).
 */
export const BUSINESS_NOW = `(SELECT now() + interval '1 millisecond' * greatest(e.clock_offset_ms,
    (SELECT max(to_offset_ms) FROM clock_jump WHERE state IN (${sqlList(RUNNING_JUMP_STATES)}))) FROM environment e)`;

/** SQL: whether the business clock has come to an instant. */
export const isReached = (at: string) => `${at} <= ${BUSINESS_NOW} + interval '${CLOCK_SLACK_MS} milliseconds'`;

/** The entries that tie a claim `$1` to a notice `$2`, whatever stands in their rows. */
const TYING = `${lastEntryOf("'notice'", '$2')} AS last_entry, ${firstEntryOf("'notice'", '$2', 'draft')} AS draft_entry,
  ${lastRecordOf("'claim'", '$1', ['noticeOpening', 'noticeClosed'])} AS claim_entry`;

export interface TyingEntries {
  readonly last_entry: EntryJson | null;
  readonly draft_entry: EntryJson | null;
  /** The claim's last that names a notice. */
  readonly claim_entry: EntryJson | null;
}

export const noticeOpening = sqlText<AskingNotice & TyingEntries, [claimId: string, noticeId: string]>(
  'recordings.noticeOpening',
  `SELECT n.jurisdiction, n.responsible_department, c.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) AS stands, ${TYING}
   FROM notice n JOIN notice_claim c ON c.notice_id = n.id WHERE n.id = $2 AND c.claim_id = $1`,
);

/** Clean: the claim is open in this very notice, whose period is over, and no objection to it is open. */
export const noticeClosed = sqlText<
  AskingNotice & TyingEntries & Row<'notice', 'ends_at' | 'policy_snapshot_id'>,
  [claimId: string, noticeId: string, outcome: string, at: Date]
>(
  'recordings.noticeClosed',
  `SELECT n.jurisdiction, n.responsible_department, n.ends_at, n.policy_snapshot_id,
     CASE WHEN $3 = 'clean' THEN coalesce(c.state = 'open' AND n.ends_at <= $4 AND ${isReached('$4')}
         AND NOT EXISTS (SELECT FROM objection o WHERE o.notice_id = n.id AND o.claim_id = $1 AND o.state = 'open'), false)
       ELSE c.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)}) END AS stands, ${TYING}
   FROM notice n JOIN notice_claim c ON c.notice_id = n.id WHERE n.id = $2 AND c.claim_id = $1`,
);

export const ruledObjections = sqlText<RuledObjection, [claimId: string, noticeId: string]>(
  'recordings.ruledObjections',
  `SELECT id, item_no AS "itemNo", line_id AS "lineId", state, ruled_by AS "ruledBy", ruled_at AS "ruledAt",
     coalesce(refuse_lines, '{}') AS "refusedLines"
   FROM objection WHERE claim_id = $1 AND notice_id = $2 AND state <> 'open'`,
);

export const seat = (person: string) => `jsonb_build_array(${person}.organ, ${person}.section, ${person}.jurisdiction)`;

/** With the seats as they are now: if one changed since the batch asked, the claim is asked in another batch. */
export const batchReleasing = sqlText<
  Asker,
  [
    claimId: string,
    batchId: string,
    purpose: string,
    maker: string,
    makerSeat: string,
    checker: string,
    checkerSeat: string,
  ]
>(
  'recordings.batchReleasing',
  `SELECT b.state = 'releasing' AND ${seat('m')} = $5::jsonb AND ${seat('c')} = $7::jsonb
     AND EXISTS (SELECT FROM payout_instruction i
       WHERE i.batch_id = b.id AND i.claim_id = $1 AND i.purpose = $3 AND i.state = 'draft') AS stands
   FROM batch b JOIN person m ON m.id = b.maker_id JOIN person c ON c.id = b.checker_id
   WHERE b.id = $2 AND m.id = $4 AND c.id = $6
     AND EXISTS (SELECT FROM payout_instruction i WHERE i.batch_id = b.id AND i.claim_id = $1 AND i.purpose = $3)`,
);

export const registerWaited = sqlText<Asker, [claimId: string]>(
  'recordings.registerWaited',
  'SELECT waiting_register IS NOT NULL AS stands FROM claim WHERE id = $1',
);

export const setOffOf = sqlText<Asker, [claimId: string]>(
  'recordings.setOffOf',
  `SELECT true AS stands FROM recovery r WHERE r.claim_id = $1 AND r.found_by IS NULL
     AND (r.recovered_fen > 0 OR r.amount_fen < r.found_fen OR r.state IN (${sqlList(DROPPED_RECOVERY_STATES)})) LIMIT 1`,
);

export const returnOf = sqlText<
  {
    readonly [Column in 'return_starts_on' | 'return_days' | 'return_unit' | 'return_due_on']: NonNullable<
      Row<'claim', Column>[Column]
    >;
  } & { readonly timer_at: Date },
  [claimId: string]
>(
  'recordings.returnOf',
  `SELECT return_starts_on, return_days, return_unit, return_due_on, timer_at FROM claim
   WHERE id = $1 AND course #>> '{timer,kind}' = 'resubmission' AND return_due_on IS NOT NULL`,
);

/** A claim of the class that was submitted, and the last one that the class has. */
export const claimOfFiling = sqlText<Asker, [filingId: string]>(
  'recordings.claimOfFiling',
  `SELECT bool_or(c.submitted_at IS NOT NULL AND c.kind <> 'advance' AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
     AND c.instalment >= coalesce(f.training_years, 1)) AS stands
   FROM claim c JOIN filing f ON f.id = c.filing_id WHERE f.id = $1 HAVING count(*) > 0`,
);

export const objectionOfNotice = sqlText<Asker, [noticeId: string, objectionId: string]>(
  'recordings.objectionOfNotice',
  `SELECT state = 'open' AS stands FROM objection WHERE notice_id = $1 AND id = $2`,
);
