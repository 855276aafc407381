import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';

export interface ReceivedEvent {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // Tests look into bodies of every type.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

type Reply = (response: ServerResponse, event: ReceivedEvent) => void;

/** Another system that takes events: answers 204 unless a test says otherwise. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly ReceivedEvent[];
  /** From now on; `null`: 204 again. */
  replies(reply: Reply | null): void;
  close(): Promise<void>;
}

export async function startReceiver(path = '/events'): Promise<Receiver> {
  const received: ReceivedEvent[] = [];
  const behaviour: { reply: Reply | null } = { reply: null };
  const server = await listening(
    createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const event = {
          id: String(request.headers['webhook-id']),
          headers: request.headers,
          text,
          body: JSON.parse(text),
        };
        received.push(event);
        if (behaviour.reply === null) {
          response.writeHead(204).end();
        } else {
          behaviour.reply(response, event);
        }
      });
    }),
  );
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    port,
    received,
    replies(reply) {
      behaviour.reply = reply;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

export const answers =
  (status: number, headers: Readonly<Record<string, string>> = {}, text = ''): Reply =>
  (response) => {
    response.writeHead(status, headers).end(text);
  };

/** Whether a receiver that has this secret takes the event for ours. */
export function isVerified({ text, headers }: ReceivedEvent, secret: string, signature?: string): boolean {
  const signed = {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': signature ?? String(headers['webhook-signature']),
  };
  try {
    new Webhook(secret).verify(text, signed);
    return true;
  } catch {
    return false;
  }
}
