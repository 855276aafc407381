import { previewOf } from '../../domain/filing/paper-preview.ts';
import { unreachable } from '../../domain/verdict.ts';
import { FileParams, PaperQuery } from '../../schemas/paper-schemas.ts';
import { requirePaperOfClaim } from '../claim/claim-document-routes.ts';
import type { ClaimStore } from '../claim/claim-ports.ts';
import { requirePaperOfFiling } from '../filing/filing-document-routes.ts';
import type { FilingStore } from '../filing/filing-ports.ts';
import { requirePaperOfGrant } from '../grant/grant-document-routes.ts';
import type { GrantStore } from '../grant/grant-ports.ts';
import type { Caller } from '../kernel/caller.ts';
import { MAX_TEXT_BYTES, paperText } from '../kernel/office-text.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { StoredDocument } from '../kernel/uploaded-document.ts';
import type { FileOwner, FileStore } from './file-ports.ts';

export interface FileDependencies {
  readonly files: FileStore;
  readonly claims: ClaimStore;
  readonly filings: FilingStore;
  readonly grants: GrantStore;
}

interface Asked {
  readonly fileId: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly purpose: string | null;
}

/** One file by its id, for those who read the paper that it is a version of (S5). Each reading is recorded. */
export function fileRoutes(deps: FileDependencies): readonly Route[] {
  return [readFileRoute(deps), readFileTextRoute(deps)];
}

/** What a browser shows by itself, it shows without scripts, requests and our origin's rights. */
const SHOWN = { 'Content-Security-Policy': "sandbox; default-src 'none'", 'X-Content-Type-Options': 'nosniff' };

function readFileRoute(deps: FileDependencies): Route {
  return defineRoute({
    operationId: 'readFile',
    method: 'get',
    path: '/api/v1/files/:fileId',
    summary: 'One version of a paper as it was uploaded; texts, pictures and PDF can be shown, others are saved',
    params: FileParams,
    query: PaperQuery,
    rawAnswers: ['application/octet-stream'],
    problems: ['NOT_FOUND', 'FORBIDDEN', 'PURPOSE_REQUIRED'],
    async handle({ caller, params: { fileId }, query: { purpose = null }, at }) {
      const { content, mediaType, name } = await readPaper(deps, { fileId, caller, at, purpose });
      const isShown = previewOf(mediaType) !== 'none' && !mediaType.includes('openxmlformats');
      return { raw: content, mediaType, fileName: name, isInline: isShown, headers: SHOWN };
    },
  });
}

function readFileTextRoute(deps: FileDependencies): Route {
  return defineRoute({
    operationId: 'readFileText',
    method: 'get',
    path: '/api/v1/files/:fileId/text',
    summary: `The text of a letter, a table or a plain text, its first ${MAX_TEXT_BYTES / 1024} KB; X-Text-Cut says whether there is more`,
    params: FileParams,
    query: PaperQuery,
    rawAnswers: ['text/plain'],
    problems: [
      'NOT_FOUND',
      'FORBIDDEN',
      'PURPOSE_REQUIRED',
      'FILE_HAS_NO_TEXT',
      'FILE_UNREADABLE',
      'FILE_TOO_LARGE',
      'FILE_HAS_MACROS',
      'TOO_MANY_FILES',
    ],
    async handle({ caller, params: { fileId }, query: { purpose = null }, at }) {
      const { text, isCut } = await paperText(await readPaper(deps, { fileId, caller, at, purpose }));
      return {
        raw: text,
        mediaType: 'text/plain; charset=utf-8',
        headers: { ...SHOWN, 'X-Text-Cut': String(isCut) },
      };
    },
  });
}

/** @throws Problem NOT_FOUND for a file that is no paper, or is one that the caller does not see */
async function readPaper(deps: FileDependencies, asked: Asked): Promise<StoredDocument> {
  const owner = await deps.files.ownerOf(asked.fileId);
  if (owner === null) {
    throw new Problem('NOT_FOUND');
  }
  await requireReader(deps, owner, asked);
  const document = await deps.files.read(owner, asked);
  if (document === null) {
    throw new Problem('NOT_FOUND');
  }
  return document;
}

function requireReader({ claims, filings, grants }: FileDependencies, owner: FileOwner, asked: Asked): Promise<void> {
  const { caller, at, purpose } = asked;
  switch (owner.of) {
    case 'claim':
      return requirePaperOfClaim(claims, { claimId: owner.id, caller, at, purpose });
    case 'filing':
      return requirePaperOfFiling(filings, { filingId: owner.id, caller, purpose });
    case 'grant':
      return requirePaperOfGrant(grants, { grantId: owner.id, caller, purpose });
    default:
      return unreachable(owner.of);
  }
}
