import { createServer, type RequestListener, type Server } from 'node:http';
import type { ConnectionLimits } from './edges.ts';

/** S11: half a request, or none, does not hold a connection for long, and there are never too many of them. */
export function httpServer(app: RequestListener, { headerMs, bodyMs, idleMs, connections }: ConnectionLimits): Server {
  const server = createServer(
    {
      headersTimeout: headerMs,
      requestTimeout: bodyMs,
      keepAliveTimeout: idleMs,
      // How often Node looks for requests that are late.
      connectionsCheckingInterval: Math.min(1_000, headerMs),
    },
    app,
  );
  server.maxConnections = connections;
  return server;
}

/** @returns the port, which is another than the one asked for where that is 0 */
export async function listen(server: Server, asked: { readonly port: number; readonly host: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(asked.port, asked.host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked.port;
}
