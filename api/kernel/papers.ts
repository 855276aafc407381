import type { DocumentOwnerKind } from '../../domain/authority/document-owners.ts';
import { judgePaperReading, type PaperAsked, type ReadingWay } from '../../domain/authority/paper-readers.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { previewOf, type UPLOADER_KINDS } from '../../domain/filing/paper-preview.ts';
import { maskName } from '../../domain/notice/mask.ts';
import type { OrganCode } from '../../domain/codes.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { documentWord } from '../../domain/texts/route-words.ts';
import type { Caller } from './caller.ts';
import { fill, type Language, type Sentence } from './language.ts';
import { pageOfAll } from './paging.ts';
import { Problem } from './problem.ts';

/** Who put a paper: the institution or person that applies, or an office. */
export interface Uploader {
  readonly kind: (typeof UPLOADER_KINDS)[number];
  /** Of the institution or the person; null for an office. */
  readonly party: string | null;
  readonly isPrivatePerson: boolean;
  readonly organ: OrganCode | null;
}

/** One version of a paper, as lists show it. */
export interface ListedPaper {
  /** Of its file. */
  readonly id: string;
  readonly of: DocumentOwnerKind;
  /** The line of the claim whose person the paper is about; null for every other paper. */
  readonly line: { readonly id: string; readonly position: number } | null;
  /** A document's code in the pack of its route. */
  readonly kind: string;
  /** Chosen by the person who uploaded it; may name people. */
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Of the file as it was uploaded, in hexadecimal. */
  readonly sha256: string;
  readonly version: number;
  /** How many versions there are. */
  readonly versions: number;
  readonly uploadedAt: Date;
  readonly uploadedBy: Uploader;
}

/** One reading of a paper: who, when, and what for. */
export interface PaperReading {
  readonly kind: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly purpose: string | null;
}

export interface PaperSight {
  readonly isOwn: boolean;
  readonly isNamed: boolean;
  readonly reading: ReadingWay;
  readonly language: Language;
  readonly documents: RouteDefinition['documents'];
}

/** What the owner sees of a paper. */
export const OWN_PAPER = { isOwn: true, isNamed: true, reading: 'open' } as const;

/** Kind, label, size, hash and versions for everybody; the file's name for those who may read the paper (S5). */
export function paperView(paper: ListedPaper, { isOwn, isNamed, reading, language, documents }: PaperSight) {
  const { id, of, line, kind, mediaType, sizeBytes, sha256, version, versions, uploadedAt, uploadedBy } = paper;
  const label = documentWord(kind, documents)[language];
  return {
    id,
    kind,
    label: line === null ? label : fill(OF_LINE[language], { label, position: String(line.position) }, language),
    of: of === 'line' ? ('claim' as const) : of,
    lineId: line?.id ?? null,
    name: isNamed ? paper.name : null,
    mediaType,
    preview: previewOf(mediaType),
    reading,
    size: sizeBytes,
    sizeBytes,
    sha256,
    version,
    versions,
    uploadedAt: uploadedAt.toISOString(),
    uploadedBy: { kind: uploadedBy.kind, name: uploaderName(uploadedBy, isOwn, language) },
  };
}

/** only a private person sees the own name. */
function uploaderName({ party, organ, isPrivatePerson }: Uploader, isOwn: boolean, language: Language): string {
  const name = party ?? (organ === null ? '' : organWord(organ)[language]);
  return isPrivatePerson && !isOwn ? maskName(name) : name;
}

/** @throws Problem NOT_FOUND for a kind that was never put */
export function versionsPage(
  versions: readonly ListedPaper[],
  sight: PaperSight,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  if (versions.length === 0) {
    throw new Problem('NOT_FOUND');
  }
  const shown = versions.map((paper) => paperView(paper, sight));
  return pageOfAll(shown, limit, cursor);
}

const OF_LINE: Sentence = { zh: '{label}（第 {position} 人）', en: '{label} (person {position})' };

/** @throws Problem if the caller, who sees the filing or claim, does not read its papers (S5) */
export function requirePaperReader(caller: Caller, asked: PaperAsked): void {
  const verdict = judgePaperReading(caller, asked);
  if (!verdict.ok) {
    throw new Problem(verdict.reason);
  }
}
