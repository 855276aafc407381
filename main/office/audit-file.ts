import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PublicRoot, Sealed } from '../../domain/oversight/audit-log.ts';
import type { KeptApart } from '../../domain/oversight/audit-verification.ts';
import type { AuditApart } from '../../prisma/worker/audit-sealing.ts';
import { AuditHead, AuditRootLine } from '../../schemas/audit-file-schemas.ts';

const OWNER_ONLY = 0o600;

/**
 * Keeps the roots and the last place apart from the database: roots as lines of JSON in `path`, and the place in
 * `<path>.head`. An operator copies both to where the database's people cannot write.
 */
export function createAuditFile(path: string): AuditApart {
  const kept = readAuditFile(path);
  let { head } = kept;
  let lastDay = kept.roots.at(-1)?.day ?? null;
  return {
    lastDay: () => lastDay,
    keep(roots: readonly PublicRoot[]) {
      appendFileSync(path, roots.map((root) => `${JSON.stringify(root)}\n`).join(''), { mode: OWNER_ONLY });
      lastDay = roots.at(-1)?.day ?? lastDay;
    },
    head: () => head,
    keepHead(next: Sealed) {
      writeFileSync(`${path}.head.new`, `${JSON.stringify(next)}\n`, { mode: OWNER_ONLY });
      renameSync(`${path}.head.new`, `${path}.head`);
      head = next;
    },
  };
}

/** What the file keeps; nothing if it does not exist. @throws if a line is no root */
export function readAuditFile(path: string): KeptApart {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const head = `${path}.head`;
  return {
    roots: lines.filter((line) => line.trim() !== '').map((line) => AuditRootLine.parse(JSON.parse(line))),
    head: existsSync(head) ? AuditHead.parse(JSON.parse(readFileSync(head, 'utf8'))) : null,
  };
}

/** Where no file is named: roots stand in the database and on the public page alone. */
export function keptNowhere(): AuditApart {
  return { lastDay: () => null, keep: () => undefined, head: () => null, keepHead: () => undefined };
}
