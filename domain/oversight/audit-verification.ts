import { AUDITED_KINDS, type AuditedKind } from '../act-words.ts';
import type { AuditFault } from './audit-breaks.ts';
import { dayAt } from '../calendar.ts';
import {
  entryText,
  FIRST_DIGEST,
  macText,
  newLogRange,
  rootOf,
  sealText,
  type AuditDigests,
  type LogRow,
  type PublicRoot,
  type Root,
  type RootStatement,
  type Sealed,
} from './audit-log.ts';
import { checkRoots } from './audit-root-check.ts';

/** What is wrong, and where; null where the finding is about no single entry, place or day. */
export interface AuditFinding {
  readonly what: AuditFault;
  readonly entityKind: AuditedKind | null;
  readonly entityId: string | null;
  readonly seq: number | null;
  readonly sequence: number | null;
  readonly day: string | null;
}

/** What was kept outside the database: copies of roots, and the last place that a worker has sealed. */
export interface KeptApart {
  readonly roots: readonly PublicRoot[];
  readonly head: Sealed | null;
}

export interface AuditEvidence {
  /** In the order of their days. */
  readonly roots: readonly Root[];
  readonly apart: KeptApart;
  /** The last entry of before keys, where no root says it yet. */
  readonly lastKeylessId: number;
}

export interface AuditOutcome {
  readonly entries: number;
  readonly chains: number;
  readonly sealed: number;
  readonly roots: number;
  readonly findings: readonly AuditFinding[];
}

/** More findings than these say nothing new. */
const SHOWN = 200;

/**
 * Verifies the whole log: first every sealed row in the order of the sequence, then every row that waits for its place in
 * the order of ids, then `outcome`. The same rows give the same findings.
 */
export function newAuditCheck(digests: AuditDigests, evidence: AuditEvidence) {
  const findings: AuditFinding[] = [];
  const find = (what: AuditFault, where: Partial<Omit<AuditFinding, 'what'>>): void => {
    if (findings.length < SHOWN) {
      findings.push({ what, entityKind: null, entityId: null, seq: null, sequence: null, day: null, ...where });
    }
  };
  const { statements, headsToMeet } = checkRoots(digests, evidence, find);
  const chains = newChains(digests, find, headsToMeet);
  const sequence = newSequence(digests, find, evidence);
  const ranges = newRanges(digests, find, evidence.roots, statements);
  const unkeyedTo = statements[0]?.unkeyedTo;
  const lastDay = evidence.roots.at(-1)?.day ?? '';
  const counted = { entries: 0, sealed: 0 };
  const checkMac = (row: LogRow, isKeyless: boolean): void => {
    if (row.mac === null ? !isKeyless : isWrong(digests.keyed(macText(row)), row.mac)) {
      find('notOurs', placeOf(row));
    }
  };
  return {
    seeSealed(row: LogRow & Sealed): void {
      counted.entries += 1;
      counted.sealed += 1;
      checkMac(row, unkeyedTo === undefined ? row.id <= evidence.lastKeylessId : row.sequence <= unkeyedTo);
      ranges.before(row.sequence);
      sequence.see(row);
      chains.see(row);
      ranges.see(row);
    },
    seeUnsealed(row: LogRow): void {
      counted.entries += 1;
      checkMac(row, row.id <= evidence.lastKeylessId);
      chains.see(row);
      if (dayAt(row.at.getTime()) < lastDay) {
        find('notSealed', placeOf(row));
      }
    },
    outcome(): AuditOutcome {
      ranges.before(Number.POSITIVE_INFINITY);
      sequence.end();
      return { ...counted, chains: chains.end(), roots: evidence.roots.length, findings };
    },
  };
}

/**
 * Verifies chains alone, without the sequence and the roots: each entry follows the one before it, has the content that was
 * hashed, and was written by a process of ours. The entries of a chain come in their order.
 */
export function newChainCheck(digests: AuditDigests, lastKeylessId: number) {
  const findings: Pick<AuditFinding, 'what' | 'entityKind' | 'entityId' | 'seq'>[] = [];
  const chains = newChains(
    digests,
    (what, { entityKind = null, entityId = null, seq = null }) => findings.push({ what, entityKind, entityId, seq }),
    new Map(),
  );
  return {
    findings: findings as readonly (typeof findings)[number][],
    see(row: LogRow): void {
      if (row.mac === null ? row.id > lastKeylessId : isWrong(digests.keyed(macText(row)), row.mac)) {
        findings.push({ what: 'notOurs', ...placeOf(row) });
      }
      chains.see(row);
    },
  };
}

type Find = (what: AuditFault, where: Partial<Omit<AuditFinding, 'what'>>) => void;

function placeOf({ entityKind, entityId, seq }: LogRow) {
  return { entityKind, entityId, seq };
}

/** Without a key nothing can be said. */
function isWrong(expected: readonly string[], found: string): boolean {
  return expected.length > 0 && !expected.includes(found);
}

/** The chain of each entity, and the heads that signed roots say it had. */
function newChains(digests: AuditDigests, find: Find, headsToMeet: Map<string, string>) {
  const last = new Map<string, { readonly seq: number; readonly hash: string }>();
  return {
    see(row: LogRow): void {
      const chain = `${row.entityKind} ${row.entityId}`;
      const previous = last.get(chain);
      if (row.seq !== (previous?.seq ?? 0) + 1) {
        find('gap', placeOf(row));
      } else if (row.previousHash !== (previous?.hash ?? FIRST_DIGEST)) {
        find('chain', placeOf(row));
      }
      if (digests.entryHash(row.previousHash, entryText(row, row.seq)) !== row.hash) {
        find('content', placeOf(row));
      }
      last.set(chain, { seq: row.seq, hash: row.hash });
      const head = `${chain} ${row.seq}`;
      const expected = headsToMeet.get(head);
      if (expected !== undefined && expected !== row.hash) {
        find('rewritten', placeOf(row));
      }
      headsToMeet.delete(head);
    },
    end(): number {
      for (const head of headsToMeet.keys()) {
        const [kind = '', id = '', seq = ''] = head.split(' ');
        const found = last.get(`${kind} ${id}`);
        const where = { entityKind: AUDITED_KINDS.find((known) => known === kind) ?? null, entityId: id };
        if (found === undefined) {
          find('chainMissing', where);
        } else if (found.seq < Number(seq)) {
          find('tailCut', { ...where, seq: Number(seq) });
        }
      }
      return last.size;
    },
  };
}

/** The one sequence over all chains, its seals, and the last place that was kept apart. */
function newSequence(digests: AuditDigests, find: Find, { apart: { head }, roots }: AuditEvidence) {
  let last: Sealed = { sequence: 0, seal: FIRST_DIGEST };
  return {
    see(row: LogRow & Sealed): void {
      const { sequence, seal } = row;
      if (sequence !== last.sequence + 1) {
        find('sequenceGap', { sequence: last.sequence + 1 });
      } else if (isWrong(digests.keyed(sealText(sequence, last.seal, row)), seal)) {
        find('seal', { ...placeOf(row), sequence });
      }
      if (head?.sequence === sequence && head.seal !== seal) {
        find('headChanged', { sequence });
      }
      last = { sequence, seal };
    },
    end(): void {
      const promised = Math.max(head?.sequence ?? 0, roots.at(-1)?.sequenceTo ?? 0);
      if (last.sequence < promised) {
        find('logCut', { sequence: last.sequence + 1 });
      }
    },
  };
}

/** Makes the statement of every root again from the rows. Once one differs, what follows it differs too. */
function newRanges(
  digests: AuditDigests,
  find: Find,
  roots: readonly Root[],
  statements: readonly (RootStatement | undefined)[],
) {
  let next = 0;
  let gathered = newLogRange();
  let seal = FIRST_DIGEST;
  let isBroken = false;
  const close = (root: Root, said: RootStatement | undefined): void => {
    if (said !== undefined && !isBroken) {
      const { heads: _heads, counts: _counts, ...place } = said;
      isBroken = rootOf(digests, { ...place, seal }, gathered.range()).root !== root.root;
      if (isBroken) {
        find('rootDiffers', { day: root.day });
      }
    }
    gathered = newLogRange();
  };
  return {
    /** The rows before this place are complete. */
    before(sequence: number): void {
      for (let root = roots[next]; root !== undefined && root.sequenceTo < sequence; root = roots[next]) {
        close(root, statements[next]);
        next += 1;
      }
    },
    see(row: LogRow & Sealed): void {
      gathered.see(row);
      ({ seal } = row);
    },
  };
}
