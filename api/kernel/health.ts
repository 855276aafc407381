/** The state of one part, in a few words. */
export interface Health {
  readonly ok: boolean;
  readonly says: string;
}

/** Each function checks one part; a thrown error means that the part fails. */
export interface HealthProbes {
  database(): Promise<Health>;
  temporal(): Promise<Health>;
  /** A worker that polls: its heartbeat is younger than 15 s. */
  worker(): Promise<Health>;
  /** The age of the oldest unsent message. */
  outbox(): Promise<Health>;
}

const PROBE_LIMIT_MS = 3_000;

/** One line per part; the process is ready only if every part is. */
export async function readiness(probes: HealthProbes): Promise<{ readonly isReady: boolean; readonly text: string }> {
  const parts = [
    ['database', () => probes.database()],
    ['temporal', () => probes.temporal()],
    ['worker', () => probes.worker()],
    ['outbox', () => probes.outbox()],
  ] as const;
  const found = await Promise.all(parts.map(async ([name, probe]) => ({ name, ...(await answered(probe)) })));
  return {
    isReady: found.every((part) => part.ok),
    text: found.map((part) => `${part.name}: ${part.ok ? 'ok' : 'failing'} ${part.says}`.trimEnd() + '\n').join(''),
  };
}

async function answered(probe: () => Promise<Health>): Promise<Health> {
  const late = new Promise<Health>((resolve) => {
    setTimeout(() => resolve({ ok: false, says: `no answer in ${PROBE_LIMIT_MS} ms` }), PROBE_LIMIT_MS).unref();
  });
  return Promise.race([probe().catch(() => ({ ok: false, says: 'not reached' })), late]);
}
