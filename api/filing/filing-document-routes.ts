import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { kindWords } from '../../domain/texts/route-words.ts';
import { filingDocumentKinds } from '../../domain/filing/filing-rules.ts';
import {
  DocumentAnswer,
  DocumentsAnswer,
  DocumentTextBody,
  FilingDocumentParams,
  FilingParams,
} from '../../schemas/filing-schemas.ts';
import { PaperQuery, PaperVersionsAnswer } from '../../schemas/paper-schemas.ts';
import { uploadedDocument } from '../kernel/uploaded-document.ts';
import { isOwn, mayEdit } from './filing-acts.ts';
import { filingPolicy } from './filing-check.ts';
import { requireOwn, unwrap } from './filing-import.ts';
import { papersSeen } from './filing-view.ts';
import { asPaperReader } from '../../domain/authority/paper-readers.ts';
import { OWN_PAPER, paperView, requirePaperReader, versionsPage } from '../kernel/papers.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { FilingDependencies } from './filing-dependencies.ts';
import { present } from './filing-routes.ts';

export function filingDocumentRoutes(deps: FilingDependencies): readonly Route[] {
  return [putDocumentRoute(deps), listDocumentsRoute(deps), versionsRoute(deps), getDocumentRoute(deps)];
}

function putDocumentRoute({ filings, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'putFilingDocument',
    method: 'put',
    path: '/api/v1/class-filings/:filingId/documents/:kind',
    summary: 'Put a document of the filing: a file, or a text (R-031)',
    params: FilingDocumentParams,
    body: DocumentTextBody,
    multipart: 'orBody',
    answer: DocumentAnswer,
    problems: [
      'NOT_FOUND',
      'DOCUMENT_KIND_UNKNOWN',
      'ROUTE_NOT_OPEN',
      'WRONG_STATE',
      'FILE_TYPE_UNSUPPORTED',
      'FILE_TOO_LARGE',
      'FILE_HAS_MACROS',
      'FILE_EMPTY',
    ],
    async handle({ caller, params: { filingId, kind }, body, file, at, language }) {
      const own = await requireOwn(filings, { filingId, caller });
      const snapshot = filingPolicy(library, { ...own, data: own });
      refuseUnknownKind(kind, snapshot);
      const document = await uploadedDocument(kind, file, body?.text);
      const changed = await filings.change(
        { filingId, caller, at, isOpen: (filing) => mayEdit(filing, 'documents') },
        async (scope) => {
          const paper = await scope.putDocument(kind, document);
          await scope.markClaimChanged();
          return paper;
        },
      );
      const { documents } = snapshot.routeDefinition;
      return { body: paperView(unwrap(changed), { ...OWN_PAPER, language, documents }) };
    },
  });
}

/** what the class's route lists, or the parameter names; the roster is imported. */
function refuseUnknownKind(kind: string, snapshot: PolicySnapshot): void {
  const kinds = filingDocumentKinds(snapshot);
  if (!kinds.includes(kind)) {
    throw new Problem('DOCUMENT_KIND_UNKNOWN', { facts: { allowed: kindWords(kinds, snapshot.routeDefinition) } });
  }
}

function listDocumentsRoute({ filings }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'listFilingDocuments',
    method: 'get',
    path: '/api/v1/class-filings/:filingId/documents',
    summary: 'The documents that count for a filing',
    params: FilingParams,
    query: ShortListQuery,
    answer: DocumentsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { filingId }, query: { limit, cursor }, language }) {
      const filing = present(await filings.find(filingId, caller));
      const sight = papersSeen(filing, caller, language);
      return {
        body: pageOfAll(
          filing.documents.map((paper) => paperView(paper, sight)),
          limit,
          cursor,
        ),
      };
    },
  });
}

function versionsRoute({ filings }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'listFilingDocumentVersions',
    method: 'get',
    path: '/api/v1/class-filings/:filingId/documents/:kind/versions',
    summary: 'Every version of a paper of the filing, the newest first',
    params: FilingDocumentParams,
    query: ShortListQuery,
    answer: PaperVersionsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { filingId, kind }, query: { limit, cursor }, language }) {
      const filing = present(await filings.find(filingId, caller));
      const versions = await filings.paperVersions(filingId, kind);
      return { body: versionsPage(versions, papersSeen(filing, caller, language), { limit, cursor }) };
    },
  });
}

function getDocumentRoute({ filings }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'getFilingDocument',
    method: 'get',
    path: '/api/v1/class-filings/:filingId/documents/:kind',
    summary: 'One document as it was uploaded; each reading is recorded',
    params: FilingDocumentParams,
    query: PaperQuery,
    rawAnswers: ['application/octet-stream'],
    problems: ['NOT_FOUND', 'FORBIDDEN', 'PURPOSE_REQUIRED'],
    async handle({ caller, params: { filingId, kind }, query: { purpose = null }, at }) {
      await requirePaperOfFiling(filings, { filingId, caller, purpose });
      const document = await filings.readPaper(filingId, { kind, caller, at, purpose });
      if (document === null) {
        throw new Problem('NOT_FOUND');
      }
      return { raw: document.content, mediaType: document.mediaType, fileName: document.name };
    },
  });
}

/** @throws Problem if the caller does not see the filing, or sees it and does not read its papers (S5) */
export async function requirePaperOfFiling(
  filings: FilingDependencies['filings'],
  {
    filingId,
    caller,
    purpose,
  }: { readonly filingId: string; readonly caller: Caller; readonly purpose: string | null },
): Promise<void> {
  const filing = present(await filings.find(filingId, caller));
  const seen = await filings.find(filingId, asPaperReader(caller));
  requirePaperReader(caller, {
    isOwn: isOwn(filing, caller),
    isDraft: filing.state === 'draft',
    isInSight: seen !== null,
    hasPurpose: purpose !== null,
  });
}
