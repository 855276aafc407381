import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { missingClaimDocuments } from '../../domain/filing/filing-rules.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { ClaimDocumentParams, ClaimDocumentsAnswer, LineDocumentParams } from '../../schemas/entry-schemas.ts';
import { DocumentTextBody } from '../../schemas/filing-schemas.ts';
import { PaperQuery, PaperVersionsAnswer, PaperView } from '../../schemas/paper-schemas.ts';
import { uploadedDocument } from '../kernel/uploaded-document.ts';
import { asPaperReader, readingWayOf, seesFileNames } from '../../domain/authority/paper-readers.ts';
import type { Language } from '../kernel/language.ts';
import { paperView, requirePaperReader, versionsPage, type ListedPaper, type PaperSight } from '../kernel/papers.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { documentsRefusal, isOwn } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { EntriesChanged } from './entry-ports.ts';
import type { ClaimRecord } from './claim-record.ts';
import { refuseWith, requireClaim } from './require-act.ts';

/** The documents that the route requires with a claim besides its rows or its class. */
export function claimDocumentRoutes(deps: ClaimDependencies): readonly Route[] {
  return [
    putDocumentRoute(deps),
    listDocumentsRoute(deps),
    versionsRoute(deps),
    getDocumentRoute(deps),
    putLineDocumentRoute(deps),
    getLineDocumentRoute(deps),
  ];
}

/** What both ways of putting a document have in common. */
const PUTTING = {
  body: DocumentTextBody,
  multipart: 'orBody',
  answer: PaperView,
  problems: [
    'NOT_FOUND',
    'FORBIDDEN',
    'WRONG_STATE',
    'FILE_TYPE_UNSUPPORTED',
    'FILE_TOO_LARGE',
    'FILE_HAS_MACROS',
    'FILE_EMPTY',
  ],
} as const;

function putDocumentRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'putClaimDocument',
    method: 'put',
    path: '/api/v1/claims/:claimId/documents/:kind',
    summary: 'Put a document of the claim: a file, or a text',
    params: ClaimDocumentParams,
    ...PUTTING,
    async handle({ caller, params: { claimId, kind }, body, file, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      refuseWith(documentsRefusal(claim, caller));
      const document = await uploadedDocument(kind, file, body?.text);
      const put = await claims.putDocument({ claimId, caller, at, isOpen: isOpenFor(caller) }, kind, document);
      return { body: paperView(requirePut(put), papersSeen(claim, caller, language)) };
    },
  });
}

function listDocumentsRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaimDocuments',
    method: 'get',
    path: '/api/v1/claims/:claimId/documents',
    summary: 'The papers of a claim, of its people and of its class, and what its route still wants',
    params: ClaimParams,
    query: ShortListQuery,
    answer: ClaimDocumentsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { claimId }, query: { limit, cursor }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const items = await claims.documents(claimId);
      const { documents = [] } = claim.snapshot?.routeDefinition ?? {};
      const present = items.filter(({ of }) => of === 'claim').map(({ kind }) => kind);
      const sight = papersSeen(claim, caller, language);
      const page = pageOfAll(
        items.map((paper) => paperView(paper, sight)),
        limit,
        cursor,
      );
      return { body: { ...page, missing: [...missingClaimDocuments({ documents }, present)] } };
    },
  });
}

function versionsRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaimDocumentVersions',
    method: 'get',
    path: '/api/v1/claims/:claimId/documents/:kind/versions',
    summary: 'Every version of a paper of the claim, of its people or of its class, the newest first',
    params: ClaimDocumentParams,
    query: ShortListQuery,
    answer: PaperVersionsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { claimId, kind }, query: { limit, cursor }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const versions = await claims.versions(claimId, kind);
      const sight = papersSeen(claim, caller, language);
      return { body: versionsPage(versions, sight, { limit, cursor }) };
    },
  });
}

function getDocumentRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getClaimDocument',
    method: 'get',
    path: '/api/v1/claims/:claimId/documents/:kind',
    summary: 'One document as it was uploaded; each reading is recorded',
    params: ClaimDocumentParams,
    query: PaperQuery,
    rawAnswers: ['application/octet-stream'],
    problems: ['NOT_FOUND', 'FORBIDDEN', 'PURPOSE_REQUIRED'],
    async handle({ caller, params: { claimId, kind }, query: { purpose = null }, at }) {
      await requirePaperOfClaim(claims, { claimId, caller, at, purpose });
      const document = await claims.readPaper(claimId, { kind, caller, at, purpose });
      if (document === null) {
        throw new Problem('NOT_FOUND');
      }
      return { raw: document.content, mediaType: document.mediaType, fileName: document.name };
    },
  });
}

/** C06: what shows the training of one person. */
function putLineDocumentRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'putLineDocument',
    method: 'put',
    path: '/api/v1/claims/:claimId/lines/:lineId/documents/:kind',
    summary: 'Put a paper of one person of the claim: a file, or a text',
    params: LineDocumentParams,
    ...PUTTING,
    async handle({ caller, params: { claimId, lineId, kind }, body, file, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      refuseWith(documentsRefusal(claim, caller));
      const document = await uploadedDocument(kind, file, body?.text);
      const change = { claimId, caller, at, isOpen: isOpenFor(caller) };
      const put = await claims.putLineDocument(change, { lineId, kind }, document);
      return { body: paperView(requirePut(put), papersSeen(claim, caller, language)) };
    },
  });
}

function getLineDocumentRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getLineDocument',
    method: 'get',
    path: '/api/v1/claims/:claimId/lines/:lineId/documents/:kind',
    summary: 'One paper of a person of the claim as it was uploaded; each reading is recorded',
    params: LineDocumentParams,
    query: PaperQuery,
    rawAnswers: ['application/octet-stream'],
    problems: ['NOT_FOUND', 'FORBIDDEN', 'PURPOSE_REQUIRED'],
    async handle({ caller, params: { claimId, lineId, kind }, query: { purpose = null }, at }) {
      await requirePaperOfClaim(claims, { claimId, caller, at, purpose });
      const document = await claims.readPaper(claimId, { kind, lineId, caller, at, purpose });
      if (document === null) {
        throw new Problem('NOT_FOUND');
      }
      return { raw: document.content, mediaType: document.mediaType, fileName: document.name };
    },
  });
}

function isOpenFor(caller: Caller) {
  return (held: ClaimRecord) => documentsRefusal(held, caller) === null;
}

/** @throws Problem if the document was not stored */
function requirePut(put: EntriesChanged<ListedPaper> | { readonly kind: 'unknown' }): ListedPaper {
  if (put.kind === 'done') {
    return put.value;
  }
  throw new Problem(put.kind === 'closed' ? 'WRONG_STATE' : 'NOT_FOUND');
}

/** What the caller sees of the claim's papers in lists. */
export function papersSeen(claim: ClaimRecord, caller: Caller, language: Language): PaperSight {
  const { applicant, state, responsibleDepartment: responsible, snapshot } = claim;
  const isDraft = state === 'draft';
  const isOwnPaper = isOwn(claim, caller);
  const isNamed = seesFileNames(caller, { ownerId: applicant.id, isDraft, responsible });
  return {
    isOwn: isOwnPaper,
    isNamed,
    reading: readingWayOf(caller, { isOwn: isOwnPaper, isDraft, isInSight: isNamed }),
    language,
    documents: snapshot?.routeDefinition.documents ?? [],
  };
}

/** @throws Problem if the caller does not see the claim, or sees it and does not read its papers (S5) */
export async function requirePaperOfClaim(
  claims: ClaimDependencies['claims'],
  asked: { readonly claimId: string; readonly caller: Caller; readonly at: Date; readonly purpose: string | null },
): Promise<void> {
  const { claimId, caller, at, purpose } = asked;
  const claim = await requireClaim(claims, { claimId, caller, at });
  const seen = await claims.find(claimId, asPaperReader(caller), at);
  requirePaperReader(caller, {
    isOwn: isOwn(claim, caller),
    isDraft: claim.state === 'draft',
    isInSight: seen !== null,
    hasPurpose: purpose !== null,
  });
}
