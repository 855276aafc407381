import type { LogRow, Root, Sealed } from '../../domain/oversight/audit-log.ts';
import { newAuditCheck, type AuditOutcome, type KeptApart } from '../../domain/oversight/audit-verification.ts';
import { createAuditDigests, type AuditReadKeys } from '../kernel/audit-digests.ts';

/** The sealed log and its roots. */
export interface KeptLog {
  readonly rows: readonly (LogRow & Sealed)[];
  readonly roots: readonly Root[];
}

/** One line of JSON each, the roots first. It holds ids and codes of the office, as the audit does. */
export function logToText({ rows, roots }: KeptLog): string {
  return [...roots.map((root) => ({ root })), ...rows.map((row) => ({ row }))]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/** @throws SyntaxError or TypeError if a line is neither a root nor a row */
export function logFromText(text: string): KeptLog {
  const rows: (LogRow & Sealed)[] = [];
  const roots: Root[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const read: unknown = JSON.parse(line);
    if (isLineOf(read, 'root')) {
      roots.push(read.root);
    } else if (isLineOf(read, 'row')) {
      rows.push({ ...read.row, at: new Date(read.row.at) });
    } else {
      throw new TypeError('A line is neither a root nor an entry of the audit');
    }
  }
  return { rows, roots };
}

/** The fields are not judged here: a wrong one is found by the verification, which hashes it. */
function isLineOf<Name extends 'root' | 'row'>(
  read: unknown,
  name: Name,
): read is Readonly<Record<Name, Name extends 'root' ? Root : LogRow & Sealed>> {
  return typeof read === 'object' && read !== null && name in read;
}

/** Verifies an export; what waited for its place is not in it. */
export function verifyKeptLog({ rows, roots }: KeptLog, keys: AuditReadKeys, apart: KeptApart): AuditOutcome {
  const check = newAuditCheck(createAuditDigests(keys), { roots, apart, lastKeylessId: 0 });
  rows.forEach((row) => check.seeSealed(row));
  return check.outcome();
}
