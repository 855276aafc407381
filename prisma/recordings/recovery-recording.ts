import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import { isPlain, type Asking } from '../../domain/authority/authentic-act.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import { isStartedAsOwn } from '../../domain/authority/own-turn.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { RecoveryLaw } from '../../domain/policy/law-on-day.ts';
import {
  forgivenFenOf,
  openFenOf,
  type RecoveryCourse,
  type RecoveryFacts,
  type RecoveryMessage,
  type RecoveryPlan,
} from '../../domain/recovery/recovery-course.ts';
import { judgeOnClaim } from '../../domain/recovery/recovery-judging.ts';
import { moveRecovery } from '../../domain/recovery/recovery-moves.ts';
import { wantedRecoveryTasks } from '../../domain/recovery/recovery-tasks.ts';
import { recoveryTimer } from '../../domain/recovery/recovery-timer.ts';
import { DEBT_FUND } from '../kernel/debt-fund.ts';
import { recoveryStart } from '../kernel/recovery-start.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { lockKeptEntry, type KeptEntry } from './kept-entry.ts';
import { recordAct, type RecordedRead, type RecordedWork } from './record-act.ts';
import type { RecordingContext } from './recording-context.ts';
import { recoveryWrites } from './recovery-writes.ts';
import { taskWrites } from './task-reconciling.ts';

type RecoveryRecording = Recording<RecoveryCourse, RecoveryMessage, RecoveryPlan>;

const lockRecovery = sqlText<Row<'recovery', 'revision' | 'course'>, [id: string]>(
  'recordings.lockRecovery',
  'SELECT revision, course FROM recovery WHERE id = $1 FOR UPDATE',
);

/** A recovery with what its acts read of the claim that owes. */
export type LockedRecovery = Row<'recovery'> & {
  /** Where it was booked. */
  readonly fund: Row<'claim', 'fund'>['fund'];
  readonly claim_kind: Row<'claim', 'kind'>['kind'];
  readonly claim_no: Row<'claim', 'claim_no'>['claim_no'];
  readonly subject: string;
  /** Who decided on the claim. */
  readonly deciders: readonly string[];
};

const lockedRecovery = sqlText<LockedRecovery, [id: string]>(
  'recordings.lockedRecovery',
  `SELECT r.*, ${DEBT_FUND} AS fund, c.kind AS claim_kind, c.claim_no,
     concat_ws(' · ', '追回', f.occupation_name, f.skill_level, CASE WHEN p.kind <> 'person' THEN p.name END, c.claim_no) AS subject,
     ARRAY(SELECT d.person_id FROM claim_decider d WHERE d.claim_id = c.id) AS deciders
   FROM recovery r JOIN claim c ON c.id = r.claim_id JOIN party p ON p.id = r.party_id LEFT JOIN filing f ON f.id = c.filing_id
   WHERE r.id = $1`,
);

interface RecoveryRead {
  readonly row: LockedRecovery;
  readonly kept: KeptEntry | null;
}

/** Records one act of a recovery with all its changes in one transaction (D2, R-074). */
export function recordRecovery(
  context: RecordingContext,
  recording: RecoveryRecording,
): Promise<Recorded<RecoveryCourse, RecoveryFacts>> {
  const { recoveryId } = recording.plan;
  const entity = { kind: 'recovery', id: recoveryId } as const;
  return recordAct<RecoveryCourse, RecoveryMessage, RecoveryPlan, RecoveryFacts, RecoveryRead>(
    context,
    entity,
    recording,
    {
      lock: lockRecovery,
      asking: (client) => askingOf(client, recoveryId, recording.message),
      read: (client) => read(client, recording),
      isStartedAsOwn: (_client, { row }, isBegun) => {
        const own = recoveryStart(row, 0);
        const { before: course, plan } = recording;
        return Promise.resolve(isStartedAsOwn({ course, plan }, isBegun ? { ...own, course: null } : own));
      },
      dueAtMs: () => (recording.message.kind === 'timerFired' ? (recoveryTimer(recording.before)?.atMs ?? null) : null),
      decide: (_client, found) => Promise.resolve(decide(context, recording, found)),
    },
  );
}

const debtChanged = sqlText<{ readonly stands: boolean | null }, [id: string]>(
  'recordings.debtChanged',
  `SELECT amount_fen <> (course ->> 'amountFen')::bigint OR recovered_fen <> (course ->> 'recoveredFen')::bigint AS stands
   FROM recovery WHERE id = $1`,
);

/**
 * A claim that changed what is owed says so in the recovery's row. Before its first course nobody asks: what begins reads the
 * amounts of the row.
 */
function askingOf(client: pg.PoolClient, recoveryId: string, message: RecoveryMessage): Promise<Asking> | null {
  if (message.kind !== 'debtChanged' || !isPlain(message)) {
    return null;
  }
  return fetchFirst(client, debtChanged(recoveryId)).then((row) => {
    const stands = row?.stands ?? null;
    const asks = stands === true ? 'asks' : 'noLonger';
    return stands === null ? 'never' : asks;
  });
}

async function read(client: pg.PoolClient, { plan, message }: RecoveryRecording): Promise<RecoveryRead> {
  const [row, kept] = await Promise.all([
    fetchFirst(client, lockedRecovery(plan.recoveryId)),
    message.kind === 'repaid' ? lockKeptEntry(client, message.entryId) : null,
  ]);
  if (row === undefined) {
    throw new RangeError(`No recovery ${plan.recoveryId}`);
  }
  return { row, kept };
}

function decide(
  context: RecordingContext,
  { before, message, plan }: RecoveryRecording,
  { row, kept, openTasks, body }: RecoveryRead & RecordedRead,
): RecordedWork<RecoveryCourse, RecoveryFacts> {
  const law = lawOf(context, plan.jurisdiction, message.atMs);
  const standing = { ...before, amountFen: row.amount_fen, recoveredFen: row.recovered_fen };
  requireStill(standing, message, { plan, row });
  const facts: RecoveryFacts = {
    ...amountsAfter(row, message),
    payDays: law.payDays,
    appealDays: law.appealDays,
    reminderDays: law.reminderDays,
  };
  const after = moveRecovery(before, message, facts);
  const ofTasks = {
    owner: { kind: 'recovery', id: plan.recoveryId, jurisdiction: plan.jurisdiction, subject: row.subject },
    snapshot: law.ofTasks,
    calendar: context.calendar,
    atMs: message.atMs,
    doneBy: senderOf(message)?.personId ?? null,
    act: message.kind === 'ruleAppeal' ? message.ruling : message.kind,
  } as const;
  const wanted = wantedRecoveryTasks(after);
  // Each proposal has its own task: who read the one before decides nothing about this one.
  const isProposed = message.kind === 'proposeInstalments';
  const writes = recoveryWrites({ context, law, row, kept, before, after, message, body });
  return {
    facts,
    after,
    audit: {
      amountFen: after.amountFen,
      recoveredFen: after.recoveredFen,
      openFen: openFenOf(after),
      forgivenFen: forgivenFenOf({ ...after, foundFen: row.found_fen }),
      ...writes.audit,
    },
    writes: [
      ...writes.statements,
      ...taskWrites({ ...ofTasks, open: openTasks, wanted: isProposed ? [] : wanted }),
      ...(isProposed ? taskWrites({ ...ofTasks, open: [], wanted }) : []),
    ],
  };
}

/** The amounts of the row may have moved since the workflow judged, and it does not know who decided on the claim. */
function requireStill(
  standing: RecoveryCourse,
  message: RecoveryMessage,
  { plan, row }: { readonly plan: RecoveryPlan; readonly row: LockedRecovery },
): void {
  if (message.kind === 'begin') {
    return;
  }
  const verdict = judgeOnClaim({ course: standing, plan, deciders: row.deciders }, message);
  if (!verdict.ok) {
    throw new RefusedForGood(verdict.reason);
  }
}

/** @throws RangeError if this process has no law of recoveries */
function lawOf({ recoveryLawOn }: RecordingContext, jurisdiction: string, atMs: number): RecoveryLaw {
  if (recoveryLawOn === undefined) {
    throw new RangeError('No law of recoveries');
  }
  return recoveryLawOn(jurisdiction, dayAt(atMs));
}

function amountsAfter(
  { amount_fen: amountFen, recovered_fen: recoveredFen }: LockedRecovery,
  message: RecoveryMessage,
): Pick<RecoveryFacts, 'amountFen' | 'recoveredFen'> {
  if (message.kind === 'approve') {
    return { amountFen: message.amountFen ?? amountFen, recoveredFen };
  }
  if (message.kind === 'ruleAppeal') {
    const isReduced = message.ruling === 'uphold' && (message.amountFen ?? 0) > 0;
    return { amountFen: isReduced ? (message.amountFen ?? amountFen) : amountFen, recoveredFen };
  }
  return { amountFen, recoveredFen: message.kind === 'repaid' ? recoveredFen + message.amountFen : recoveredFen };
}
