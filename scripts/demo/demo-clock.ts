import type { Office } from './office-client.ts';

/** The shared clock of lives that run at the same time. */
export interface SharedClock {
  /** The office for one player: a move waits until all players wait, then the clock moves to the earliest instant. */
  readonly office: Office;
  /** Reports that a player has ended, with or without an error. */
  leave(): void;
}

interface Waiting {
  readonly at: number;
  wake(now: string): void;
  fail(reason: unknown): void;
}

/**
 * Lets several lives share one practice clock, which never goes backwards: each is played by the days of its own files,
 * alone or among others. A player waits for one move at a time.
 */
export function shareClock(office: Office, players: number): SharedClock {
  const waiting = new Set<Waiting>();
  let playing = players;
  let isMoving = false;
  let reached = Number.NEGATIVE_INFINITY;

  const goOn = async (): Promise<void> => {
    if (isMoving || waiting.size === 0 || waiting.size < playing) {
      return;
    }
    const at = Math.min(...[...waiting].map((one) => one.at));
    const due = [...waiting].filter((one) => one.at === at);
    due.forEach((one) => waiting.delete(one));
    isMoving = true;
    try {
      const now = await office.moveClock({ advanceTo: new Date(at).toISOString() });
      reached = at;
      due.forEach((one) => one.wake(now));
    } catch (error) {
      due.forEach((one) => one.fail(error));
    } finally {
      isMoving = false;
    }
  };

  const moveClock: Office['moveClock'] = (to) => {
    if (!('advanceTo' in to)) {
      throw new RangeError('A shared clock is moved to an instant, never by days');
    }
    const at = Date.parse(to.advanceTo);
    if (at <= reached) {
      return Promise.resolve(new Date(reached).toISOString());
    }
    return new Promise((wake, fail) => {
      waiting.add({ at, wake, fail });
      void goOn();
    });
  };

  return {
    office: { ...office, moveClock },
    leave() {
      playing -= 1;
      void goOn();
    },
  };
}
