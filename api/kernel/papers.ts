import { createHash } from 'node:crypto';
import { judgePaperReading, type PaperAsked } from '../../domain/authority/paper-readers.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { documentWord } from '../../domain/texts/route-words.ts';
import type { Caller } from './caller.ts';
import type { Language } from './language.ts';
import { Problem } from './problem.ts';

/** The current paper of a kind, as lists show it. */
export interface ListedPaper {
  /** A document's code in the pack of its route. */
  readonly kind: string;
  /** Chosen by the person who uploaded it; may name people. */
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Of the file as it was uploaded, in hexadecimal. */
  readonly sha256: string;
  readonly uploadedAt: Date;
}

/** One reading of a paper: who, when, and what for. */
export interface PaperReading {
  readonly kind: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly purpose: string | null;
}

export interface PaperSight {
  readonly isNamed: boolean;
  readonly language: Language;
  readonly documents: RouteDefinition['documents'];
}

/** Kind, label, size and hash for everybody; the file's name for those who may read the paper (S5). */
export function paperView(
  { kind, name, mediaType, sizeBytes, sha256, uploadedAt }: ListedPaper,
  { isNamed, language, documents }: PaperSight,
) {
  return {
    kind,
    label: documentWord(kind, documents)[language],
    name: isNamed ? name : null,
    mediaType,
    sizeBytes,
    sha256,
    uploadedAt: uploadedAt.toISOString(),
  };
}

/** Of a file that was just uploaded. */
export function sizeAndHash(content: Buffer): Pick<ListedPaper, 'sizeBytes' | 'sha256'> {
  return { sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** @throws Problem if the caller, who sees the filing or claim, does not read its papers (S5) */
export function requirePaperReader(caller: Caller, asked: PaperAsked): void {
  const verdict = judgePaperReading(caller, asked);
  if (!verdict.ok) {
    throw new Problem(verdict.reason);
  }
}
