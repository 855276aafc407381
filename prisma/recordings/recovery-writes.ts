import type { ActBody } from '../../api/kernel/desk-port.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  forgivenFenOf,
  isRecoveryEnded,
  openFenOf,
  type RecoveryCourse,
  type RecoveryMessage,
} from '../../domain/recovery/recovery-course.ts';
import type { RecoveryLaw } from '../../domain/policy/law-on-day.ts';
import { linesAsked } from '../../domain/recovery/recovery-letter.ts';
import { announced } from '../../domain/event/announced.ts';
import { recoveryTopics } from '../../domain/recovery/recovery-event.ts';
import { ledgerOfForgiven, ledgerOfWriteOff } from '../../domain/recovery/recovery-ledger.ts';
import { isToldToWorkflow, ledgerOfRepayment } from '../../domain/recovery/recovery-steps.ts';
import { LAST_DUNNING_LEVEL } from '../../domain/recovery/recovery-words.ts';
import { unreachable } from '../../domain/verdict.ts';
import type { JsonText } from '../kernel/column-types.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { jsonText, query, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { financeSeatsWrite, requireEntered, type KeptEntry } from './kept-entry.ts';
import { ledgerWrite } from './ledger-write.ts';
import type { RecordingContext } from './recording-context.ts';
import type { LockedRecovery } from './recovery-recording.ts';
import { entryStepWrites } from './recovery-steps.ts';
import { recoveredAct } from './recovery-tellings.ts';

interface RecoveryAct {
  readonly context: RecordingContext;
  readonly law: RecoveryLaw;
  readonly row: LockedRecovery;
  readonly kept: KeptEntry | null;
  readonly before: RecoveryCourse;
  readonly after: RecoveryCourse;
  readonly message: RecoveryMessage;
  readonly body: ActBody;
}

/** What an act of a recovery writes besides its tasks, and what it adds to the audit entry. */
export function recoveryWrites(act: RecoveryAct): {
  readonly statements: readonly Statement<unknown>[];
  readonly audit: Readonly<Record<string, unknown>>;
} {
  const { row, before, after, message, body } = act;
  const repaid = message.kind === 'repaid' ? repaidWrites(act, message) : null;
  const at = new Date(message.atMs);
  return {
    statements: [
      ...(repaid?.statements ?? []),
      ...rowWrites(act),
      ...letterWrites(act),
      ...forgivenWrites(act),
      ...(isClaimTold(act) ? [recoveredAct(row.claim_id, message.atMs)] : []),
      ...(isLastReminder(before, after) ? [creditCandidate(row.id, row.party_id, openFenOf(after), at)] : []),
      ...eventWrites(act),
    ],
    audit: {
      claimId: row.claim_id,
      cause: row.cause,
      ...repaid?.audit,
      ...(message.kind === 'timerFired' && { timer: message.timer }),
      ...(message.kind === 'ruleAppeal' && { ruling: message.ruling }),
      ...(body.reason !== undefined && message.kind !== 'appeal' && { reason: body.reason }),
      ...(body.documentNo !== undefined && { documentNo: body.documentNo }),
    },
  };
}

/** Money came back, as one person of Finance entered it and another confirms (R-074, S4). */
function repaidWrites(
  { context, row, kept }: RecoveryAct,
  { actor, maker, entryId, amountFen, actId, atMs }: Extract<RecoveryMessage, { kind: 'repaid' }>,
) {
  const entered = requireEntered(context.verify, kept, 'repayment');
  const { entry } = entered;
  const isSame = entry.recovery_id === row.id && entry.amount_fen === amountFen && entry.id === entryId;
  if (!isSame || canonicalJson(entered.maker) !== canonicalJson(maker)) {
    throw new ForgedAct('otherContent');
  }
  const at = new Date(atMs);
  const claimId = row.claim_id;
  return {
    statements: [
      ...entryStepWrites(row.id, entry, { kind: 'repaid', setOffClaimId: null, decidedBy: actor.personId, actId, at }),
      ledgerWrite(ledgerOfRepayment({ recoveryId: row.id, actId, claimId, amountFen }), at),
      financeSeatsWrite({ kind: 'claim', id: claimId }, { makerId: maker.personId, checkerId: actor.personId }),
    ],
    audit: { entryId, makerId: maker.personId, movedFen: amountFen, bankReference: entry.bank_reference },
  };
}

const moveRow = sqlText<
  never,
  [
    id: string,
    revision: number,
    course: JsonText<RecoveryCourse>,
    state: Row<'recovery'>['state'],
    at: Date,
    amountFen: number,
    recoveredFen: number,
    hasEnded: boolean,
    payBy: IsoDate | null,
    appealBy: IsoDate | null,
    approvedBy: string | null,
  ]
>(
  'recordings.moveRecovery',
  `UPDATE recovery SET revision = $2, course = $3, state = $4, started_at = coalesce(started_at, $5), amount_fen = $6,
     recovered_fen = $7, state_since = CASE WHEN state = $4 THEN state_since ELSE $5 END,
     closed_at = CASE WHEN $8 THEN coalesce(closed_at, $5) END, pay_by = $9, appeal_by = $10, approved_by = $11
   WHERE id = $1`,
);

function rowWrites({ row, after, message, body }: RecoveryAct): readonly Statement<unknown>[] {
  const own = ownColumns(message, body);
  const moved = moveRow(
    row.id,
    after.revision,
    jsonText(after),
    after.state,
    new Date(message.atMs),
    after.amountFen,
    after.recoveredFen,
    isRecoveryEnded(after),
    after.payBy,
    after.appealBy,
    after.approverId,
  );
  return [...(own === null ? [] : [query.updateTable('recovery').set(own).where('id', '=', row.id)]), moved];
}

/** What some acts keep besides the course. */
function ownColumns(message: RecoveryMessage, body: ActBody) {
  switch (message.kind) {
    case 'sendNotice':
      return { noticed_on: dayAt(message.atMs) };
    case 'appeal':
      return { appeal_statement: body.statement ?? '' };
    case 'ruleAppeal':
      return { ruled_by: message.actor.personId };
    case 'proposeWriteOff':
      return { write_off_reason: body.reason ?? '', write_off_document_no: body.documentNo ?? '' };
    case 'confirmWriteOff':
      return { written_off_by: message.actor.personId };
    case 'begin':
    case 'approve':
    case 'refuse':
    case 'timerFired':
    case 'repaid':
    case 'debtChanged':
    case 'proposeInstalments':
    case 'confirmInstalments':
      return null;
    default:
      return unreachable(message);
  }
}

/** The letter is kept as it goes out: what becomes of the debt later does not change it. */
function letterWrites({ law, row, after, message }: RecoveryAct): readonly Statement<unknown>[] {
  const { revision, amountFen, payBy, appealBy } = after;
  if (message.kind !== 'sendNotice' || payBy === null || appealBy === null) {
    return [];
  }
  return [
    query.insertInto('recovery_letter').values({
      recovery_id: row.id,
      revision,
      noticed_on: dayAt(message.atMs),
      pay_by: payBy,
      appeal_by: appealBy,
      amount_fen: amountFen,
      lines: jsonText(linesAsked(row.lines, amountFen)),
      law: jsonText(law.ofLetter({ cause: row.cause, fund: row.fund })),
    }),
  ];
}

/** What is not asked any more goes back to its fund; what is written off is its loss (D9). */
function forgivenWrites({ row, after, message }: RecoveryAct): readonly Statement<unknown>[] {
  const was = { state: row.state, foundFen: row.found_fen, amountFen: row.amount_fen, recoveredFen: row.recovered_fen };
  const amountFen = forgivenFenOf({ ...after, foundFen: row.found_fen }) - forgivenFenOf(was);
  if (amountFen <= 0) {
    return [];
  }
  const booked = { recoveryId: row.id, claimId: row.claim_id, actId: message.actId, amountFen, fund: row.fund };
  const rows = after.state === 'writtenOff' ? ledgerOfWriteOff(booked) : ledgerOfForgiven(booked);
  return [ledgerWrite(rows, new Date(message.atMs))];
}

/**
 * The claim whose settlement asks something back hears how much of it is no longer owed, whatever ended it. Of a change that
 * another claim made, that claim told it.
 */
function isClaimTold({ row, after, message }: RecoveryAct): boolean {
  const { state, amount_fen: amountFen, recovered_fen: recoveredFen } = row;
  const isChanged = openFenOf(after) !== openFenOf({ state, amountFen, recoveredFen });
  return row.found_by === null && isToldToWorkflow(row.claim_kind) && message.kind !== 'debtChanged' && isChanged;
}

const creditCandidate = sqlText<never, [recoveryId: string, partyId: string, openFen: number, at: Date]>(
  'recordings.creditCandidate',
  `INSERT INTO credit_candidate (recovery_id, party_id, open_fen, at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (recovery_id) DO NOTHING`,
);

/** the third reminder is out, so the credit file takes the debt over. */
function isLastReminder(before: RecoveryCourse, after: RecoveryCourse): boolean {
  return after.dunningLevel === LAST_DUNNING_LEVEL && before.dunningLevel < LAST_DUNNING_LEVEL;
}

function eventWrites({ row, before, after, message }: RecoveryAct): readonly Statement<unknown>[] {
  const openFen = openFenOf(after);
  const wasFen = openFenOf({ state: row.state, amountFen: row.amount_fen, recoveredFen: row.recovered_fen });
  const facts = {
    recoveryId: row.id,
    claimId: row.claim_id,
    grantId: null,
    cause: row.cause,
    amountFen: after.amountFen,
    openFen,
    state: after.state,
    payBy: after.payBy,
    ...(message.kind === 'repaid' && { movedFen: wasFen - openFen }),
  };
  const at = new Date(message.atMs);
  return recoveryTopics(before, after, message).map((topic) => outboxWrite(announced(topic, at, facts)));
}
