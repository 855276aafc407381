import type pg from 'pg';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import type { ClaimMessage } from '../../domain/claim/claim-message.ts';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import type { ActVerifier } from '../kernel/act-signing.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { JUDGED_COLUMNS, judgeReport, type ReportToJudge } from './counting-report.ts';

// Locked, so that the recording reads what was judged here.
const reportOf = sqlText<
  ReportToJudge & Row<'payout_inbox', 'state'> & { readonly latest: Date },
  [claimId: string, inboxId: string, instructionId: string, purpose: string]
>(
  'recordings.reportOf',
  `SELECT ${JUDGED_COLUMNS}, x.state, greatest(x.received_at, i.state_since) AS latest
   FROM payout_inbox x JOIN payout_instruction i ON i.id = x.instruction_id
   WHERE x.id = $2 AND i.id = $3 AND i.claim_id = $1 AND i.purpose = $4 FOR NO KEY UPDATE OF x`,
);

/**
 * Whether a report in the inbox, which an API process took in, says this of the payment (S1). Its instant is the one at which
 * it came, or that of an earlier result of the payment.
 */
export async function asksByReport(
  client: pg.PoolClient,
  verify: ActVerifier,
  claimId: string,
  message: Extract<ClaimMessage, { kind: 'payoutReported' }>,
): Promise<Asking> {
  const { inboxId, instructionId, purpose, outcome, own = outcome, atMs } = message;
  const report = await fetchFirst(client, reportOf(claimId, inboxId, instructionId, purpose));
  if (report === undefined) {
    return 'never';
  }
  const verdict = judgeReport(verify, report);
  if (!verdict.ok) {
    return verdict.reason === 'notSigned' ? 'unsigned' : 'never';
  }
  const isInTime = report.received_at.getTime() <= atMs && atMs <= report.latest.getTime();
  if (!isInTime || reportedStateOf(report.type) !== own) {
    return 'never';
  }
  return report.state === 'new' ? 'asks' : 'noLonger';
}
