import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { PatientDesk } from './chaos-office.ts';

/** Of three seconds it is away for one. */
const PERIOD_MS = 3_000;
const AWAY_MS = 1_000;
/** A recovery sends what failed at once; more often it would only ask again for what is under way. */
const RECOVER_EVERY_MS = 5_000;

interface Arrived {
  readonly subject: string | null;
  readonly sequence: number | null;
}

/** Another system that asks for every event; it does not answer for a third of the time. */
export interface ChaosReceiver {
  readonly met: { readonly taken: number; readonly turnedAway: number };
  /** From now on it stays, and gets what it missed. */
  stay(): void;
  /** What it has not got, or got in another order than its subject has, or with a signature that is not ours. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Listens, and subscribes to every event from here on. */
export async function startChaosReceiver(operator: PatientDesk): Promise<ChaosReceiver> {
  const began = Date.now();
  const met = { taken: 0, turnedAway: 0 };
  const arrived = new Map<string, Arrived>();
  const known = { secret: '', stays: false, unsigned: 0 };
  const isAway = () => !known.stays && (Date.now() - began) % PERIOD_MS < AWAY_MS;
  const server = await listening((id, headers, text) => {
    if (isAway()) {
      met.turnedAway += 1;
      return false;
    }
    met.taken += 1;
    known.unsigned += isSigned(known.secret, headers, text) ? 0 : 1;
    if (!arrived.has(id)) {
      arrived.set(id, subjectOf(text));
    }
    return true;
  });
  const { endpointId, secret, after } = await subscribe(operator, server);
  known.secret = secret;
  let recoveredAt = 0;
  return {
    met,
    stay() {
      known.stays = true;
    },
    async faults() {
      const { state, backlog } = (await operator.get(`/api/v1/webhook-endpoints/${endpointId}`)).body;
      const waiting: number = backlog.waiting + backlog.held;
      if (waiting > 0 && Date.now() - recoveredAt > RECOVER_EVERY_MS) {
        recoveredAt = Date.now();
        await operator.post(`/api/v1/webhook-endpoints/${endpointId}/recovery`, {
          since: new Date(began).toISOString(),
        });
      }
      const missed = (await idsSince(operator, after)).filter((id) => !arrived.has(id));
      return [
        ...(state === 'active' ? [] : [`the endpoint is ${state}`]),
        ...(waiting === 0 ? [] : [`${waiting} events wait for the receiver`]),
        ...(missed.length === 0 ? [] : [`${missed.length} events never reached the receiver, ${missed[0]} first`]),
        ...(known.unsigned === 0 ? [] : [`${known.unsigned} events had another signature`]),
        ...outOfOrder([...arrived.values()]),
      ];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Take = (id: string, headers: IncomingHttpHeaders, text: string) => boolean;

function listening(take: Take): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      if (take(String(request.headers['webhook-id']), request.headers, text)) {
        response.writeHead(204).end();
      } else {
        request.socket.destroy();
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** @returns the endpoint, and the place after which it gets every event */
async function subscribe(operator: PatientDesk, server: Server) {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const wanted = { url: `http://127.0.0.1:${port}/events`, eventTypes: ['*'] };
  const { id, secret } = (await operator.post('/api/v1/webhook-endpoints', wanted)).body;
  let after = 0;
  for (let page = await pageAfter(operator, 0); page.items.length > 0; page = await pageAfter(operator, after)) {
    after = page.nextAfter;
  }
  return { endpointId: String(id), secret: String(secret), after };
}

async function idsSince(operator: PatientDesk, since: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let after = since;
  for (let page = await pageAfter(operator, after); page.items.length > 0; page = await pageAfter(operator, after)) {
    ids.push(...page.items.map(({ id }) => id));
    after = page.nextAfter;
  }
  return ids;
}

interface EventsPage {
  readonly items: readonly { readonly id: string }[];
  readonly nextAfter: number;
}

async function pageAfter(operator: PatientDesk, after: number): Promise<EventsPage> {
  return (await operator.get(`/api/v1/events?after=${after}&limit=200`)).body;
}

function isSigned(secret: string, headers: IncomingHttpHeaders, text: string): boolean {
  const signed = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  );
  try {
    new Webhook(secret).verify(text, signed);
    return true;
  } catch {
    return false;
  }
}

/** By which the events of one subject count; payments count in their claim's. */
function subjectOf(text: string): Arrived {
  const { data } = JSON.parse(text);
  const subject: unknown = data.recoveryId ?? data.claimId ?? data.noticeId ?? null;
  return {
    subject: typeof subject === 'string' ? subject : null,
    sequence: typeof data.sequence === 'number' ? data.sequence : null,
  };
}

/** Events in the order in which they first arrived. */
function outOfOrder(arrived: readonly Arrived[]): readonly string[] {
  const last = new Map<string, number>();
  const faults: string[] = [];
  for (const { subject, sequence } of arrived) {
    if (subject !== null && sequence !== null) {
      const former = last.get(subject) ?? 0;
      if (sequence < former) {
        faults.push(`event ${sequence} of ${subject} arrived after ${former}`);
      }
      last.set(subject, Math.max(former, sequence));
    }
  }
  return faults;
}
