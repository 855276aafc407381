import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ruleDocument } from './rule-document.ts';

/** Writes `docs/rules.md`; with `--check` it only reports whether the file is current. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = join(ROOT, 'docs', 'rules.md');
const document = ruleDocument(ROOT);

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, document);
  process.stdout.write(`docs/rules.md: ${document.length} characters\n`);
} else if (readFileSync(FILE, 'utf8') !== document) {
  process.stderr.write('docs/rules.md is out of date: run node --import tsx scripts/rules/rules-document.ts\n');
  process.exitCode = 1;
}
