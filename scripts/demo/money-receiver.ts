import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { Webhook } from 'standardwebhooks';
import type { Answer, Desk } from './office-client.ts';

type Body = Answer['body'];

interface TakenEvent {
  readonly id: string;
  readonly body: Body;
}

/** What the receiver found of the events that concern some ids. */
export interface ReceivedFigures {
  /** How many of each type, each event once. */
  readonly types: Readonly<Record<string, number>>;
  readonly badSignatures: number;
  /** Events that came in another order than their subject has. */
  readonly outOfOrder: readonly string[];
  /** Events that can be pulled and were not pushed, or in other words. */
  readonly missing: readonly string[];
  /** What was turned away, and whether it came again. */
  readonly cameAgain: readonly string[];
}

/** Another system with an endpoint of its own on loopback: it believes what is signed, and keeps what it takes. */
export interface MoneyReceiver {
  /** Waits for that many events of each type about these ids, and judges what was pushed by what can be pulled. */
  figuresOf(ids: readonly string[], wanted: Readonly<Record<string, number>>): Promise<ReceivedFigures>;
  close(): Promise<void>;
}

/** The first of this type is turned away once, so that the office has to send it again. */
const TURNED_AWAY = 'payout.failed';
const PATIENCE_MS = 60_000;

/** Listens, and subscribes to every event from here on. */
export async function startMoneyReceiver(operator: Desk): Promise<MoneyReceiver> {
  const taken = new Map<string, TakenEvent>();
  const met = { secret: Promise.resolve(''), badSignatures: 0, turnedAway: '' };
  const server = await listening(async (id, headers, text) => {
    // An event may come before the answer that tells the secret.
    if (!isSigned(await met.secret, headers, text)) {
      met.badSignatures += 1;
      return 401;
    }
    const body: Body = JSON.parse(text);
    if (met.turnedAway === '' && body.type === TURNED_AWAY) {
      met.turnedAway = id;
      return 503;
    }
    if (!taken.has(id)) {
      taken.set(id, { id, body });
    }
    return 204;
  });
  met.secret = subscribe(operator, server);
  await met.secret;
  return {
    async figuresOf(ids, wanted) {
      const concerns = ({ data }: Body): boolean => ids.some((id) => JSON.stringify(data).includes(`"${id}"`));
      const own = () => [...taken.values()].filter(({ body }) => concerns(body));
      await untilTrue(() => Object.entries(wanted).every(([type, count]) => (typesOf(own())[type] ?? 0) >= count));
      const pulled = (await everyEvent(operator)).filter((event) => concerns(event));
      const missing = () => pulled.filter((event) => !isSame(event, taken.get(event.id)?.body));
      await untilTrue(() => missing().length === 0);
      return {
        types: typesOf(own()),
        badSignatures: met.badSignatures,
        outOfOrder: outOfOrder(own()),
        missing: missing().map(({ id, type }) => `${type} ${id}`),
        cameAgain: own().flatMap(({ id, body }) => (id === met.turnedAway ? [body.type] : [])),
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

type Take = (id: string, headers: IncomingHttpHeaders, text: string) => Promise<number>;

function listening(take: Take): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      void take(String(request.headers['webhook-id']), request.headers, text).then((status) =>
        response.writeHead(status).end(),
      );
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** @returns the secret that signs */
async function subscribe(operator: Desk, server: Server): Promise<string> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const wanted = { url: `http://127.0.0.1:${port}/events`, eventTypes: ['*'], description: '练习：财政系统' };
  return (await operator.post('/api/v1/webhook-endpoints', wanted)).body.secret;
}

function isSigned(secret: string, headers: IncomingHttpHeaders, text: string): boolean {
  const signed = {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  };
  try {
    new Webhook(secret).verify(text, signed);
    return true;
  } catch {
    return false;
  }
}

async function everyEvent(operator: Desk): Promise<readonly Body[]> {
  const events: Body[] = [];
  let after = 0;
  for (;;) {
    const { items, nextAfter } = (await operator.get(`/api/v1/events?after=${after}&limit=200`)).body;
    if (items.length === 0) {
      return events;
    }
    events.push(...items);
    after = nextAfter;
  }
}

/** Pushed as it is pulled; the pull names the id and the place beside it. */
function isSame({ type, timestamp, data }: Body, pushed: Body): boolean {
  return isDeepStrictEqual(pushed, { type, timestamp, data });
}

function typesOf(events: readonly TakenEvent[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { body } of events) {
    counts[body.type] = (counts[body.type] ?? 0) + 1;
  }
  return counts;
}

/** Events in the order of their first arrival: the number of each subject only rises. */
function outOfOrder(events: readonly TakenEvent[]): readonly string[] {
  const last = new Map<string, number>();
  return events.flatMap(({ id, body: { type, data } }) => {
    const subject = subjectOf(type, data);
    const isLater = data.sequence > (last.get(subject) ?? 0);
    last.set(subject, data.sequence);
    return isLater ? [] : [`${type} ${id}`];
  });
}

/** What the sequence of an event counts; a payment is an event of its claim. */
function subjectOf(type: string, data: Body): string {
  const [kind = ''] = type.split('.');
  const own: Readonly<Record<string, unknown>> = { recovery: data.recoveryId, notice: data.noticeId };
  return String(own[kind] ?? (type === 'payout.unmatched' ? data.eventId : data.claimId));
}

/** Returns after a while also if it does not become true: the figures say what is missing. */
async function untilTrue(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!isTrue() && Date.now() < end) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
