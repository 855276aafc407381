import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { answerProblems, nameRequest, noSuchPath, type Log } from './answer-problem.ts';
import { addDocs } from './docs-page.ts';
import { isWatcher, requireHost, type Edges } from './edges.ts';
import { readiness, type HealthProbes } from './health.ts';
import { createMetrics, type MetricsSource } from './metrics.ts';
import { mount, type Kernel } from './mount.ts';
import { openApiDocument } from './openapi.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { addWorkbench } from './workbench-pages.ts';

export interface AppParts {
  readonly routes: readonly Route[];
  readonly kernel: Kernel;
  readonly log: Log;
  readonly health: HealthProbes;
  readonly metrics: MetricsSource;
  readonly version: { readonly version: string; readonly commit: string };
  readonly edges: Edges;
  /** The folder of the workbench's built pages; undefined where a process has none. */
  readonly workbench?: string | undefined;
}

/** The HTTP application. It constructs no client; `main/api.ts` passes all dependencies in. */
export function createApp(parts: AppParts): Express {
  const app = express();
  const metrics = createMetrics(parts.metrics);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  // The caller's address is believed of these proxies alone.
  app.set('trust proxy', [...parts.edges.trustedProxies]);
  app.use(
    nameRequest(),
    metrics.observe,
    helmet({ contentSecurityPolicy: { useDefaults: false, directives: POLICY } }),
    requireHost(parts.edges.hosts),
  );
  app.use(['/api', '/public'], unkept);
  addSystemPaths(app, parts, metrics.text);
  mount(app, parts.routes, parts.kernel);
  addWorkbench(app, parts.workbench);
  app.use(noSuchPath());
  app.use(answerProblems(parts.log));
  return app;
}

/** S16: neither a cache nor a search engine keeps an answer; public pages name people only for a time. */
const unkept: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' });
  next();
};

/** Permits styles and scripts from our own files only: no other origin, nothing inline. */
const POLICY = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  manifestSrc: ["'self'"],
  styleSrc: ["'self'"],
};

function addSystemPaths(app: Express, parts: AppParts, metricsText: () => Promise<string>): void {
  const documentOnce = once(() => openApiDocument(parts.routes, parts.version.version));
  app.get('/livez', (_request, response) => {
    response.type('text/plain').send('ok\n');
  });
  app.get('/readyz', async (_request, response) => {
    const { isReady, text } = await readiness(parts.health);
    response.status(isReady ? 200 : 503).type('text/plain');
    if (!isReady) {
      response.set('Retry-After', '5');
    }
    response.send(text);
  });
  const { metricsToken } = parts.edges;
  app.get('/version', (request, response) => {
    const { commit, ...version } = parts.version;
    const said = isWatcher(request, metricsToken) ? { ...version, commit } : version;
    response.json({ name: 'butie', ...said, mode: parts.kernel.mode });
  });
  app.get('/metrics', async (request, response) => {
    if (!isWatcher(request, metricsToken)) {
      throw new Problem('METRICS_TOKEN_MISSING');
    }
    response.type('text/plain; version=0.0.4').send(await metricsText());
  });
  app.get('/api/v1/openapi.json', (_request, response) => {
    response.json(documentOnce());
  });
  addDocs(app, parts.kernel.mode === 'practice');
}

/** The document costs a second or two, which a start need not wait for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
