import { describe, expect, it } from 'vitest';
import {
  errorOfStatus,
  healthAfter,
  HEALTHY,
  LANES_OF_ENDPOINT,
  lanesOf,
  nextStep,
  RETRY_AFTER_MS,
  type Health,
  type Outcome,
} from '../../../domain/event/delivery-rules.ts';
import { hintOf, judgeRotation } from '../../../domain/event/secret-rotation.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const HOUR = 3_600_000;
const WELL: Health = { ...HEALTHY, slowedUntilMs: null };
const EVEN = { nowMs: NOW, dice: 0.5 };

function failed(status: number | null = 500, retryAfter: string | null = null): Outcome {
  return { status, error: status === null ? 'CONNECTION' : errorOfStatus(status), retryAfter };
}

const rotated = (expiresAtMs: number | null, overlapHours: number, nowMs: number, isOfThisRequest = false) =>
  judgeRotation({ expiresAtMs, isOfThisRequest }, overlapHours, nowMs);

const waitOf = (tries: number, outcome: Outcome, dice = 0.5): number | null => {
  const step = nextStep(tries, outcome, { nowMs: NOW, dice });
  return step.kind === 'again' ? step.atMs - NOW : null;
};

describe('the next attempt of a delivery', () => {
  it('follows the schedule of the Standard Webhooks text: ten attempts in about 75 hours', () => {
    const waits = RETRY_AFTER_MS.map((_, tries) => waitOf(tries, failed()));
    expect(waits).toEqual([5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)]);
    const all = RETRY_AFTER_MS.reduce<number>((sum, wait) => sum + wait, 0);
    expect(Math.round(all / HOUR)).toBe(76);
    expect(nextStep(RETRY_AFTER_MS.length, failed(), EVEN)).toEqual({ kind: 'exhausted' });
    expect(nextStep(0, { status: 204, error: null, retryAfter: null }, EVEN)).toEqual({ kind: 'delivered' });
  });

  it('is up to a tenth earlier or later, as the dice say', () => {
    expect([0, 0.5, 1].map((dice) => waitOf(1, failed(), dice))).toEqual([270_000, 300_000, 330_000]);
  });

  it('is when the receiver asks for it, where that is later, and within a day', () => {
    expect(waitOf(0, failed(503, '120'))).toBe(120_000);
    expect(waitOf(1, failed(503, '120'))).toBe(300_000);
    expect(waitOf(0, failed(429, new Date(NOW + HOUR).toUTCString()))).toBe(HOUR);
    expect(waitOf(0, failed(429, '999999999'))).toBe(24 * HOUR);
    expect(waitOf(0, failed(429, 'soon'))).toBe(5_000);
  });

  it('has failed by every answer but 2xx', () => {
    expect([200, 204, 299].map(errorOfStatus)).toEqual([null, null, null]);
    expect([301, 302, 307, 308].map(errorOfStatus)).toEqual(Array.from({ length: 4 }, () => 'REDIRECT'));
    expect([199, 400, 404, 410, 500].map(errorOfStatus)).toEqual(Array.from({ length: 5 }, () => 'STATUS'));
  });
});

/** An endpoint after failures, one each hour, of events in turn. */
function failing(failures: number, events: readonly string[], from: Health = WELL) {
  let judged: ReturnType<typeof healthAfter> = { health: from, disabled: null };
  for (let hour = 0; hour < failures; hour += 1) {
    const eventId = events[hour % events.length] ?? '';
    judged = healthAfter(judged.health, { eventId, outcome: failed() }, NOW + hour * HOUR);
  }
  return judged;
}

describe('an endpoint', () => {
  it('is gone with 410, whatever it answered before', () => {
    expect(healthAfter(WELL, { eventId: 'evo_1', outcome: failed(410) }, NOW).disabled).toBe('GONE');
  });

  it('is failing after 120 hours without a success and ten failures of two events, and not before', () => {
    expect(failing(120, ['evo_1', 'evo_2']).disabled).toBeNull();
    expect(failing(121, ['evo_1', 'evo_2']).disabled).toBe('FAILING');
    expect(failing(121, ['evo_1']).disabled).toBeNull();
    const few = healthAfter(WELL, { eventId: 'evo_1', outcome: failed() }, NOW).health;
    const late = healthAfter(few, { eventId: 'evo_2', outcome: failed() }, NOW + 500 * HOUR);
    expect(late).toMatchObject({ disabled: null, health: { failures: 2, failingSinceMs: NOW } });
  });

  it('begins the clock anew at the first failure after a success', () => {
    const { health } = failing(100, ['evo_1', 'evo_2']);
    const well = healthAfter(health, { eventId: 'evo_3', outcome: { ...failed(), error: null } }, NOW + 100 * HOUR);
    expect(well.health).toEqual(WELL);
    const again = healthAfter(well.health, { eventId: 'evo_4', outcome: failed() }, NOW + 200 * HOUR);
    expect(again.health).toMatchObject({ failingSinceMs: NOW + 200 * HOUR, failures: 1 });
  });

  it('gets half of its lanes for five minutes when it asks for less, and one while it fails', () => {
    expect(lanesOf(WELL, NOW)).toBe(LANES_OF_ENDPOINT);
    for (const status of [429, 502, 504]) {
      const { health } = healthAfter(WELL, { eventId: 'evo_1', outcome: failed(status) }, NOW);
      const { slowedUntilMs } = health;
      expect(slowedUntilMs).toBe(NOW + 300_000);
      // That answer is a failure, too.
      expect([NOW, NOW + 300_000].map((at) => lanesOf(health, at))).toEqual([LANES_OF_ENDPOINT / 2, 1]);
      const recovered = { failingSinceMs: null, slowedUntilMs };
      expect(lanesOf(recovered, NOW)).toBe(LANES_OF_ENDPOINT / 2);
      expect(lanesOf(recovered, NOW + 300_000)).toBe(LANES_OF_ENDPOINT);
    }
    expect(lanesOf({ failingSinceMs: NOW, slowedUntilMs: null }, NOW)).toBe(1);
  });
});

describe('a secret', () => {
  it('is followed by another one for some hours, by a third one only when those are over, or at once when it leaked', () => {
    const until = NOW + 24 * HOUR;
    expect(rotated(null, 24, NOW)).toEqual({ ok: true, value: { former: 'newest', previousExpiresAtMs: until } });
    expect(rotated(until, 24, NOW)).toEqual({ ok: false, reason: 'ROTATION_RUNNING' });
    expect(rotated(until, 24, until)).toMatchObject({ ok: true, value: { former: 'newest' } });
    expect(rotated(until, 0, NOW)).toEqual({ ok: true, value: { former: 'none', previousExpiresAtMs: null } });
    // The repeat of the request that rotated: nobody was told the secret that it made.
    expect(rotated(until, 24, NOW + HOUR, true)).toEqual({
      ok: true,
      value: { former: 'kept', previousExpiresAtMs: until },
    });
    expect(rotated(until, 24, until, true)).toMatchObject({ ok: true, value: { former: 'newest' } });
  });

  it('shows its last four characters', () => {
    expect(hintOf('whsec_abcdefgh')).toBe('…efgh');
  });
});
