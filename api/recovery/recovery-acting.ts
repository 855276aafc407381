import type { RecoveryCourse, RecoveryMessage } from '../../domain/recovery/recovery-course.ts';
import { judgeOnClaim } from '../../domain/recovery/recovery-judging.ts';
import type { ActBody } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { Problem } from '../kernel/problem.ts';
import { actAndRead } from '../kernel/read-passed.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import type { RecoveryRecord, RecoveryStore } from './recovery-ports.ts';
import { recoveryView } from './recovery-view.ts';

/** Who asks for an act on a recovery, when, and under which key. */
export interface RecoveryAsked {
  readonly recoveryId: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly idempotencyKey: string;
  readonly language: Language;
  readonly headers: ReadTag;
}

/** `If-Match` may name the recovery that was read; without it the act is judged as the recovery stands. */
interface ReadTag {
  readonly 'if-match'?: string | undefined;
}

export const RECOVERY_PROBLEMS = [
  'NOT_FOUND',
  'INVALID',
  'WRONG_STATE',
  'ACT_IN_PROGRESS',
  'FORBIDDEN',
  'ROLE_REQUIRED',
  'OTHER_ORGAN',
  'SAME_PERSON_FORBIDDEN',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
  'STALE',
] as const;

/** @throws Problem NOT_FOUND */
export async function findRecovery(
  recoveries: RecoveryStore,
  recoveryId: string,
  caller: Caller,
): Promise<RecoveryRecord> {
  const found = await recoveries.find(recoveryId, caller);
  if (found === null) {
    throw new Problem('NOT_FOUND');
  }
  return found;
}

/** A recovery of a claim; one of a grant is acted on at the grant. @throws Problem NOT_FOUND, WRONG_STATE */
export async function requireConducted(recoveries: RecoveryStore, recoveryId: string, caller: Caller) {
  const row = await findRecovery(recoveries, recoveryId, caller);
  const { conducted, claimId } = row;
  if (conducted === null || claimId === null) {
    throw new Problem('WRONG_STATE');
  }
  return { row, conducted, claimId };
}

/** The revision that was read; undefined where none is named. @throws Problem IF_MATCH_ANY, IF_MATCH_INVALID */
export function revisionRead({ 'if-match': header }: ReadTag): number | undefined {
  return header === undefined || header.trim() === '' ? undefined : parseIfMatch(header);
}

/** Sends one act to the recovery's workflow, and answers the recovery as it stands then. */
export async function actOnRecovery(
  deps: AdvanceDependencies,
  asked: RecoveryAsked,
  wanted: {
    readonly messageOf: (actId: string, course: RecoveryCourse) => RecoveryMessage;
    readonly body: ActBody;
  },
) {
  const { recoveries, desk } = deps;
  const { recoveryId, caller, idempotencyKey } = asked;
  const { row, conducted, claimId } = await requireConducted(recoveries, recoveryId, caller);
  const { personId } = caller;
  const messageOf = (actId: string) => wanted.messageOf(actId, conducted.course);
  if (!(await recoveries.isActKept(personId, idempotencyKey))) {
    const verdict = judgeOnClaim(conducted, messageOf(''));
    if (!verdict.ok) {
      throw new Problem(problemOfRefusal(verdict.reason));
    }
    if ((revisionRead(asked.headers) ?? row.revision) !== row.revision) {
      throw new Problem('STALE');
    }
  }
  const act = () =>
    desk.act({
      personId,
      idempotencyKey,
      taskId: null,
      body: wanted.body,
      message: (actId) => ({ entity: 'recovery', id: recoveryId, message: messageOf(actId) }),
    });
  const read = () => findRecovery(recoveries, recoveryId, caller);
  const after = await actAndRead(act, read, ({ state }) => state === 'approved');
  await tellOthers(deps, { recoveryId, claimId });
  return showRecovery(recoveries, after, asked);
}

/** The claim hears at once what is no longer owed, and the recovery what a claim has changed; else the relay tells them. */
export async function tellOthers(
  { recoveries, deliver }: AdvanceDependencies,
  of: { readonly recoveryId: string; readonly claimId: string },
): Promise<void> {
  for (const actId of await recoveries.untold(of)) {
    await deliver(actId);
  }
}

export async function showRecovery(
  recoveries: RecoveryStore,
  row: RecoveryRecord,
  { caller, at, language }: Pick<RecoveryAsked, 'caller' | 'at' | 'language'>,
) {
  const workerAgeMs = await recoveries.workerAge();
  return { body: recoveryView(row, { caller, at, language, workerAgeMs }), revision: row.revision };
}
