import { actWrite } from '../kernel/act-store.ts';
import type { Statement } from '../kernel/statements.ts';

/** The act that tells the indebted claim what is no longer owed; the relay sends it. */
export function recoveredAct(claimId: string, atMs: number): Statement<unknown> {
  return actWrite({
    personId: null,
    idempotencyKey: null,
    taskId: null,
    body: {},
    message: (actId) => ({ entity: 'claim', id: claimId, message: { kind: 'recovered', actId, atMs } }),
  });
}

/** The act that tells a recovery that a claim changed what is owed; the relay sends it. */
export function debtChangedAct(recoveryId: string, atMs: number): Statement<unknown> {
  return actWrite({
    personId: null,
    idempotencyKey: null,
    taskId: null,
    body: {},
    message: (actId) => ({ entity: 'recovery', id: recoveryId, message: { kind: 'debtChanged', actId, atMs } }),
  });
}
