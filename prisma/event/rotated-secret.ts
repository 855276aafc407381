import type { Buffer } from 'node:buffer';
import type { NewSecret } from '../../api/event/event-ports.ts';
import { judgeRotation } from '../../domain/event/secret-rotation.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';
import { idOfCreation } from '../kernel/id-maker.ts';
import type { Place } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** The secrets of an endpoint or a machine as they are kept. */
export interface KeptSecret {
  readonly newest: Buffer;
  readonly former: Buffer | null;
  /** Until when the former one counts. */
  readonly expiresAt: Date | null;
  /** The request that made the newest one; null before the first rotation. */
  readonly rotationId: string | null;
}

/**
 * What is kept after a rotation: the newest secret moves beside the new one, sealed for its new place. A repeat of the
 * request that made the newest one replaces that one alone.
 * @param now real time
 */
export function rotateSecret(
  sealer: Sealer,
  kept: KeptSecret | undefined,
  {
    to: { secret, overlapHours, key },
    places,
    personId,
    now,
  }: {
    readonly to: NewSecret;
    readonly places: { readonly newest: Place; readonly former: Place };
    readonly personId: string;
    readonly now: Date;
  },
): Verdict<KeptSecret & { readonly rotationId: string }, 'ROTATION_RUNNING' | 'NOT_FOUND'> {
  if (kept === undefined) {
    return refused('NOT_FOUND');
  }
  const rotationId = idOfCreation('rot', personId, key);
  const previous = { expiresAtMs: kept.expiresAt?.getTime() ?? null, isOfThisRequest: rotationId === kept.rotationId };
  const verdict = judgeRotation(previous, overlapHours, now.getTime());
  if (!verdict.ok) {
    return verdict;
  }
  const { former, previousExpiresAtMs } = verdict.value;
  const beside = {
    none: () => null,
    newest: () => sealer.move(kept.newest, places.newest, places.former),
    kept: () => kept.former,
  };
  return granted({
    newest: sealer.seal(secret, places.newest),
    former: beside[former](),
    expiresAt: previousExpiresAtMs === null ? null : new Date(previousExpiresAtMs),
    rotationId,
  });
}
