import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import type { GrantMessage } from '../../domain/grant/grant-course.ts';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import { fetchAll, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { seat, type Asker } from './asking-statements.ts';
import { JUDGED_COLUMNS, judgeReport, type ReportToJudge } from './counting-report.ts';
import { isRecordedActOf, recordedActs } from './kept-act.ts';
import type { RecordingContext } from './recording-context.ts';

type Of<Kind extends GrantMessage['kind']> = Extract<GrantMessage, { readonly kind: Kind }>;

/** With the seats as they are now: if one changed since the batch asked, the grant is asked in another batch. */
const instalmentReleasing = sqlText<
  Asker,
  [
    grantId: string,
    batchId: string,
    instalmentNo: number,
    maker: string,
    makerSeat: string,
    checker: string,
    checkerSeat: string,
  ]
>(
  'recordings.instalmentReleasing',
  `SELECT b.state = 'releasing' AND ${seat('m')} = $5::jsonb AND ${seat('c')} = $7::jsonb AND i.state = 'draft' AS stands
   FROM batch b JOIN person m ON m.id = b.maker_id JOIN person c ON c.id = b.checker_id
     JOIN payout_instruction i ON i.batch_id = b.id AND i.grant_id = $1 AND i.instalment_no = $3
   WHERE b.id = $2 AND m.id = $4 AND c.id = $6 LIMIT 1`,
);

/** A batch speaks to a grant only with the signed release of its checker (D5). */
export async function asksByRelease(
  client: pg.PoolClient,
  trust: Pick<RecordingContext, 'verify' | 'keyed'>,
  grantId: string,
  { batchId, instalmentNo, maker, checker, actId }: Of<'payoutReleasing'>,
): Promise<Asking> {
  const isWhole = [batchId, maker?.personId, checker?.personId].every((id) => typeof id === 'string');
  if (!isWhole || !Number.isSafeInteger(instalmentNo) || !actId.startsWith(`${batchId}/releasing/`)) {
    return 'never';
  }
  const asker = instalmentReleasing(
    grantId,
    batchId,
    instalmentNo,
    maker.personId,
    seatOf(maker),
    checker.personId,
    seatOf(checker),
  );
  const [row, released] = await Promise.all([
    fetchFirst(client, asker),
    fetchAll(client, recordedActs('batch', batchId, 'release')),
  ]);
  const isReleased = released.some(
    (act) =>
      act.person_id === checker.personId &&
      isRecordedActOf(trust, act, { entity: 'batch', id: batchId, kind: 'release' }),
  );
  if (row === undefined || !isReleased) {
    return 'never';
  }
  return row.stands ? 'asks' : 'noLonger';
}

function seatOf({ organ, section, jurisdiction }: Actor): string {
  return JSON.stringify([organ, section, jurisdiction]);
}

// Locked, so that the recording reads what was judged here.
const reportOfInstalment = sqlText<
  ReportToJudge & Row<'payout_inbox', 'state'> & { readonly latest: Date },
  [grantId: string, inboxId: string, instructionId: string, instalmentNo: number]
>(
  'recordings.reportOfInstalment',
  `SELECT ${JUDGED_COLUMNS}, x.state, greatest(x.received_at, i.state_since) AS latest
   FROM payout_inbox x JOIN payout_instruction i ON i.id = x.instruction_id
   WHERE x.id = $2 AND i.id = $3 AND i.grant_id = $1 AND i.instalment_no = $4 FOR NO KEY UPDATE OF x`,
);

/** Whether a report in the inbox, which an API process took in, says this of the instalment (S1). */
export async function asksByInstalmentReport(
  client: pg.PoolClient,
  { verify }: Pick<RecordingContext, 'verify'>,
  grantId: string,
  { inboxId, instructionId, instalmentNo, outcome, atMs, actId }: Of<'payoutReported'>,
): Promise<Asking> {
  if (typeof inboxId !== 'string' || typeof instructionId !== 'string' || !Number.isSafeInteger(instalmentNo)) {
    return 'never';
  }
  const report = await fetchFirst(client, reportOfInstalment(grantId, inboxId, instructionId, instalmentNo));
  if (report === undefined || actId !== `payout/${inboxId}`) {
    return 'never';
  }
  const verdict = judgeReport(verify, report);
  if (!verdict.ok) {
    return verdict.reason === 'notSigned' ? 'unsigned' : 'never';
  }
  const isInTime = report.received_at.getTime() <= atMs && atMs <= report.latest.getTime();
  if (!isInTime || reportedStateOf(report.type) !== outcome) {
    return 'never';
  }
  return report.state === 'new' ? 'asks' : 'noLonger';
}
