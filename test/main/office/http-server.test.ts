import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpServer, listen } from '../../../main/office/http-server.ts';
import type { ConnectionLimits } from '../../../main/office/edges.ts';

const LONG: ConnectionLimits = { headerMs: 600_000, bodyMs: 600_000, idleMs: 600_000, connections: 100 };

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that reads whole requests and answers 204. */
async function listening(limits: Partial<ConnectionLimits>): Promise<number> {
  const server = httpServer(
    (request, response) => {
      request.resume().on('end', () => response.writeHead(204).end());
    },
    { ...LONG, ...limits },
  );
  servers.push(server);
  return listen(server, { port: 0, host: '127.0.0.1' });
}

async function opened(port: number, text: string): Promise<{ readonly socket: Socket; readonly said: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (bytes) => {
    said += bytes.toString('latin1');
  });
  await once(socket, 'connect');
  if (text !== '') {
    socket.write(text);
  }
  return { socket, said: () => said };
}

// Each test waits for the fact: without the limit it would wait for ten minutes.
describe('S11: a connection', () => {
  it.each([
    ['half of the headers', 'GET / HTTP/1.1\r\nHost: butie\r\n', { headerMs: 50 }, 'HTTP/1.1 408 '],
    ['no byte at all', '', { headerMs: 50 }, 'HTTP/1.1 408 '],
    [
      'half of the body',
      'POST / HTTP/1.1\r\nHost: butie\r\nContent-Length: 10\r\n\r\nhalf',
      { headerMs: 40, bodyMs: 50 },
      'HTTP/1.1 408 ',
    ],
    ['nothing after an answer', 'GET / HTTP/1.1\r\nHost: butie\r\n\r\n', { idleMs: 50 }, 'HTTP/1.1 204 '],
  ] as const)('that brings %s is ended', async (_what, text, limits, answer) => {
    const { socket, said } = await opened(await listening(limits), text);
    await once(socket, 'close');
    expect(said()).toContain(answer);
  });

  it('beyond the number that may be open is closed at once, and the others stay', async () => {
    const port = await listening({ connections: 2 });
    const first = await opened(port, 'GET / HTTP/1.1\r\nHost: butie\r\n\r\n');
    const second = await opened(port, 'GET / HTTP/1.1\r\nHost: butie\r\n\r\n');
    await expect.poll(() => [first.said().length > 0, second.said().length > 0]).toEqual([true, true]);
    const third = await opened(port, '');
    await once(third.socket, 'close');
    expect([first.socket.destroyed, second.socket.destroyed]).toEqual([false, false]);
    first.socket.destroy();
    second.socket.destroy();
  });
});
