import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Temporal stores a host's port as a smallint, so the system's own choice (32768 and up) will not do. */
const LOWEST = 15_000;
const HIGHEST = 31_999;

/** Asks by binding. Free now does not mean free later: the caller binds soon. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, host, () => probe.close(() => answer(true)));
  });
}

/** A free port from 15000 to 31999 that is not in `except`. */
export async function freePort(except: ReadonlySet<number> = new Set()): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (!except.has(port) && (await isPortFree(port))) {
      return port;
    }
  }
}

/** One port per name: the remembered one where it is still free, else a new one. */
export async function keepPorts<Name extends string>(
  names: readonly Name[],
  remembered: Readonly<Record<string, number>>,
): Promise<Record<Name, number>> {
  const taken = new Set<number>();
  const ports: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const known = remembered[name];
    const port = known !== undefined && !taken.has(known) && (await isPortFree(known)) ? known : await freePort(taken);
    taken.add(port);
    ports[name] = port;
  }
  if (!hasEvery(ports, names)) {
    throw new Error('A name was left without its port');
  }
  return ports;
}

function hasEvery<Name extends string>(
  ports: Partial<Record<Name, number>>,
  names: readonly Name[],
): ports is Record<Name, number> {
  return names.every((name) => ports[name] !== undefined);
}
