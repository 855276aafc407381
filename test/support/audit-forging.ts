import {
  entryText,
  FIRST_DIGEST,
  macText,
  newLogRange,
  rootOf,
  sealText,
  signedText,
  type AuditDigests,
  type LogRow,
  type Root,
  type Sealed,
} from '../../domain/oversight/audit-log.ts';
import { newAuditCheck, type AuditFinding, type KeptApart } from '../../domain/oversight/audit-verification.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import type { RootSigner } from '../../prisma/kernel/audit-digests.ts';

export type Rows = readonly (LogRow & Sealed)[];

/** A whole log as it lies in the database. */
export interface Log {
  readonly rows: Rows;
  readonly roots: readonly Root[];
}

export function findingsOf(
  digests: AuditDigests,
  { rows, roots }: Log,
  apart: KeptApart = { roots: [], head: null },
): readonly AuditFinding[] {
  const check = newAuditCheck(digests, { roots, apart, lastKeylessId: 0 });
  rows.forEach((row) => check.seeSealed(row));
  return check.outcome().findings;
}

/** Chains and hashes every chain again, as anybody can who knows how; the keyed hash stays what it was. */
export function rehashed(digests: AuditDigests, rows: Rows): Rows {
  const last = new Map<string, { readonly seq: number; readonly hash: string }>();
  return rows.map((row) => {
    const chain = `${row.entityKind} ${row.entityId}`;
    const before = last.get(chain) ?? { seq: 0, hash: FIRST_DIGEST };
    const next = {
      seq: before.seq + 1,
      hash: digests.entryHash(before.hash, entryText(row, before.seq + 1)),
    };
    last.set(chain, next);
    return { ...row, ...next, previousHash: before.hash };
  });
}

/** Numbers and seals everything again, as somebody who has the key of the hashes can. */
export function resealed(digests: AuditDigests, rows: Rows): Rows {
  let seal = FIRST_DIGEST;
  return rows.map((row, index) => {
    const sequence = index + 1;
    const mac = digests.keyed(macText(row))[0] ?? '';
    [seal = ''] = digests.keyed(sealText(sequence, seal, { ...row, mac }));
    return { ...row, mac, sequence, seal };
  });
}

/** Makes the roots again over the rows, for the same days, and signs them with the attacker's own key. */
export function rerooted(digests: AuditDigests, rows: Rows, roots: readonly Root[], sign: RootSigner): readonly Root[] {
  let previous: string | null = null;
  let sequenceFrom = 1;
  return roots.map(({ day, sequenceTo: former }) => {
    const sequenceTo = Math.min(former, rows.length);
    const gathered = newLogRange();
    rows.slice(sequenceFrom - 1, sequenceTo).forEach((row) => gathered.see(row));
    const seal = rows[sequenceTo - 1]?.seal ?? FIRST_DIGEST;
    const place = { day: parseIsoDate(day), sequenceFrom, sequenceTo, seal, previous, unkeyedTo: 0 };
    const root = rootOf(digests, place, gathered.range());
    previous = root.root;
    sequenceFrom = sequenceTo + 1;
    return { ...root, signature: sign(signedText(root)) };
  });
}
