import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../api/kernel/openapi.ts';
import { listAllRoutes } from './rules/route-list.ts';

/** Writes `docs/openapi.json` from the routes; with `--check` it only reports whether the file is current. */
const FILE = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
const { version } = readPackage();
const document = `${JSON.stringify(openApiDocument(listAllRoutes(), version), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, document);
  process.stdout.write(`docs/openapi.json: ${document.length} characters\n`);
} else if (readCurrent() !== document) {
  process.stderr.write('docs/openapi.json is not what the routes give: run node --import tsx scripts/openapi.ts\n');
  process.exitCode = 1;
}

function readCurrent(): string {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
}

function readPackage(): { readonly version: string } {
  const text: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const found = typeof text === 'object' && text !== null && 'version' in text ? text.version : undefined;
  return { version: typeof found === 'string' ? found : '0.0.0' };
}
