import type { Route } from './route.ts';
import { documentPath } from './openapi.ts';

/** A page that lists every operation, readable without scripts and without anything from elsewhere. */
export function docsPage(routes: readonly Route[]): string {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    const name = documentPath(route.path)
      .split('/')
      .slice(0, route.path.startsWith('/api') ? 4 : 2)
      .join('/');
    groups.set(name, [...(groups.get(name) ?? []), route]);
  }
  const sections = [...groups].map(
    ([name, listed]) => `<section><h2>${escaped(name)}</h2>${listed.map(operation).join('')}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>butie API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/docs/style.css"></head>
<body><h1>butie 补贴 API</h1><p>The complete document: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${sections.join('\n')}</body></html>`;
}

function operation(route: Route): string {
  const notes = [
    accessNote(route),
    route.idempotency === undefined ? '' : `Idempotency-Key ${route.idempotency}`,
    route.ifMatch === true ? 'If-Match required' : '',
    route.multipart === undefined ? '' : 'takes a file (multipart field file, or text/csv)',
    route.practiceOnly === true ? 'practice mode only' : '',
  ].filter((note) => note !== '');
  return `<article id="${escaped(route.operationId)}"><h3><code>${route.method.toUpperCase()} ${escaped(documentPath(route.path))}</code></h3>
<p>${escaped(route.summary)}</p><p class="notes">${escaped(notes.join(' · '))}</p>
<p class="notes">${escaped(route.problems.join(' '))}</p></article>`;
}

function accessNote({ access }: Route): string {
  if ('public' in access) {
    return 'public';
  }
  return 'roles' in access ? access.roles.join(', ') : 'signed in';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export const DOCS_STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1f; }
h2 { border-bottom: 1px solid #bbb; margin-top: 2rem; }
h3 { margin: 1rem 0 0; font-size: 1rem; }
p { margin: 0.2rem 0; }
code { background: #f2f2f4; padding: 0.1rem 0.3rem; }
.notes { color: #4a4a4f; font-size: 0.875rem; }
`;
