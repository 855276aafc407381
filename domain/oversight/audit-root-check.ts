import type { AuditFault } from './audit-breaks.ts';
import { addDays, isIsoDate } from '../calendar.ts';
import { signedText, type AuditDigests, type PublicRoot, type Root, type RootStatement } from './audit-log.ts';

interface Evidence {
  readonly roots: readonly Root[];
  readonly apart: { readonly roots: readonly PublicRoot[] };
}

type Find = (what: AuditFault, where: { readonly day: string }) => void;

/**
 * Compares the roots with their own statements, signatures and predecessors, and with the copies that were kept apart.
 * Returns each root's statement, undefined where it is not what was signed, and the heads that the others promise: the
 * hash by `kind id seq`.
 */
export function checkRoots(digests: AuditDigests, { roots, apart }: Evidence, find: Find) {
  const headsToMeet = new Map<string, string>();
  let before: Root | undefined;
  const statements = roots.map((root): RootStatement | undefined => {
    const said = statementOf(digests, root);
    if (said === undefined) {
      find('rootChanged', { day: root.day });
    } else if (!digests.isSigned(signedText(root), root.signature)) {
      find('rootNotSigned', { day: root.day });
    } else {
      checkPlace(said, before, find);
      addHeads(root, headsToMeet);
    }
    before = root;
    return said;
  });
  checkCopies(digests, { roots, apart }, find);
  return { statements, headsToMeet };
}

/** Undefined if the columns, the heads or the digest are not those of the statement. */
function statementOf(digests: AuditDigests, root: Root): RootStatement | undefined {
  const said = digests.sha256(root.statement) === root.root ? parsed(root.statement) : null;
  const isWhole =
    isStatement(said) &&
    said.day === root.day &&
    said.sequenceFrom === root.sequenceFrom &&
    said.sequenceTo === root.sequenceTo &&
    said.heads === digests.sha256(root.heads);
  return isWhole ? said : undefined;
}

/** Null for a text that is no JSON: a root that somebody planted. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

function isStatement(value: unknown): value is RootStatement {
  return typeof value === 'object' && value !== null && 'day' in value && 'sequenceTo' in value && 'unkeyedTo' in value;
}

function checkPlace(said: RootStatement, before: Root | undefined, find: Find): void {
  const { day } = said;
  const isNext =
    before === undefined
      ? said.previous === null && said.sequenceFrom === 1
      : said.previous === before.root && said.sequenceFrom === before.sequenceTo + 1;
  const follows = before === undefined || (isIsoDate(before.day) && addDays(before.day, 1) === day);
  if (!isNext || !follows) {
    find('rootMissing', { day });
  }
}

function addHeads({ heads }: Root, headsToMeet: Map<string, string>): void {
  for (const line of heads.split('\n')) {
    const end = line.lastIndexOf(' ');
    if (end > 0) {
      headsToMeet.set(line.slice(0, end), line.slice(end + 1));
    }
  }
}

/** A copy counts if it is signed: a file with anything else proves nothing. */
function checkCopies(digests: AuditDigests, { roots, apart }: Evidence, find: Find): void {
  const rootOfDay = new Map(roots.map((root) => [root.day, root.root]));
  for (const copy of apart.roots) {
    const kept = rootOfDay.get(copy.day);
    if (!digests.isSigned(signedText(copy), copy.signature)) {
      find('copyNotSigned', { day: copy.day });
    } else if (kept === undefined) {
      find('rootMissing', { day: copy.day });
    } else if (kept !== copy.root) {
      find('rootReplaced', { day: copy.day });
    }
  }
}
