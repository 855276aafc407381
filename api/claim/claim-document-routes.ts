import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { missingClaimDocuments } from '../../domain/filing/filing-rules.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { ClaimDocumentParams, ClaimDocumentsAnswer, LineDocumentParams } from '../../schemas/entry-schemas.ts';
import { DocumentTextBody } from '../../schemas/filing-schemas.ts';
import { PaperQuery, PaperView } from '../../schemas/paper-schemas.ts';
import { uploadedDocument } from '../kernel/uploaded-document.ts';
import { asPaperReader, seesFileNames } from '../../domain/authority/paper-readers.ts';
import type { Language } from '../kernel/language.ts';
import { paperView, requirePaperReader, sizeAndHash, type PaperSight } from '../kernel/papers.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { documentsRefusal, isOwn } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimRecord } from './claim-record.ts';
import { refuseWith, requireClaim } from './require-act.ts';

/** The documents that the route requires with a claim besides its rows or its class. */
export function claimDocumentRoutes(deps: ClaimDependencies): readonly Route[] {
  return [
    putDocumentRoute(deps),
    listDocumentsRoute(deps),
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
      requirePut(await claims.putDocument({ claimId, caller, at, isOpen: isOpenFor(caller) }, kind, document));
      const paper = { kind, ...document, ...sizeAndHash(document.content), uploadedAt: at };
      return { body: paperView(paper, papersSeen(claim, caller, language)) };
    },
  });
}

function listDocumentsRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaimDocuments',
    method: 'get',
    path: '/api/v1/claims/:claimId/documents',
    summary: 'The documents that count for a claim, and what its route still wants',
    params: ClaimParams,
    query: ShortListQuery,
    answer: ClaimDocumentsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { claimId }, query: { limit, cursor }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const items = await claims.documents(claimId);
      const { documents = [] } = claim.snapshot?.routeDefinition ?? {};
      const present = items.map(({ kind }) => kind);
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
      await requireReader(claims, { claimId, caller, at, purpose });
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
      requirePut(await claims.putLineDocument(change, { lineId, kind }, document));
      const paper = { kind, ...document, ...sizeAndHash(document.content), uploadedAt: at };
      return { body: paperView(paper, papersSeen(claim, caller, language)) };
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
      await requireReader(claims, { claimId, caller, at, purpose });
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
function requirePut(put: { readonly kind: string }): void {
  if (put.kind === 'closed') {
    throw new Problem('WRONG_STATE');
  }
  if (put.kind !== 'done') {
    throw new Problem('NOT_FOUND');
  }
}

/** What the caller sees of the claim's papers in lists. */
function papersSeen(claim: ClaimRecord, caller: Caller, language: Language): PaperSight {
  const { applicant, state, responsibleDepartment: responsible, snapshot } = claim;
  return {
    isNamed: seesFileNames(caller, { ownerId: applicant.id, isDraft: state === 'draft', responsible }),
    language,
    documents: snapshot?.routeDefinition.documents ?? [],
  };
}

/** @throws Problem if the caller does not see the claim, or sees it and does not read its papers (S5) */
async function requireReader(
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
