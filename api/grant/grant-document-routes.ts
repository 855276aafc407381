import { mayAsk } from '../../domain/authority/permissions.ts';
import { grantDocuments, mayWriteGrant } from '../../domain/grant/grant-draft.ts';
import { YEAR_REPORT_LABEL, yearReportKind } from '../../domain/grant/year-report.ts';
import { DocumentAnswer, DocumentsAnswer, DocumentTextBody } from '../../schemas/filing-schemas.ts';
import { GrantDocumentParams, GrantParams } from '../../schemas/grant-schemas.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { PaperQuery, PaperVersionsAnswer } from '../../schemas/paper-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { OWN_PAPER, paperView, requirePaperReader, versionsPage, type PaperSight } from '../kernel/papers.ts';
import { readingWayOf } from '../../domain/authority/paper-readers.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { uploadedDocument } from '../kernel/uploaded-document.ts';
import type { GrantRecord, GrantStore } from './grant-ports.ts';
import { findGrant, findOwnGrant } from './find-grants.ts';
import { isHolder } from './grant-view.ts';

/** The papers of an application (api §9.3). */
export function grantDocumentRoutes(grants: GrantStore): readonly Route[] {
  return [putDocument(grants), listDocuments(grants), listVersions(grants), readPaper(grants)];
}

/** The desks and the panel read papers without a purpose; who sees the grant otherwise does not read them. */
export function isPaperDesk({ roles }: Caller): boolean {
  return roles.some((role) => role !== 'auditor' && role !== 'applicant' && mayAsk([role], 'readGrantDocument'));
}

function wordsOf({ snapshot }: Pick<GrantRecord, 'snapshot'>) {
  return grantDocuments(snapshot.routeDefinition).map(({ kind, required, label }) => ({
    code: kind,
    when: 'claim' as const,
    required,
    label,
  }));
}

/** The papers of its years beside those of its application. */
function yearWordsOf({ title }: Pick<GrantRecord, 'title'>) {
  return (title?.years ?? []).map(({ year }) => ({
    code: yearReportKind(year),
    when: 'claim' as const,
    required: false,
    label: { zh: `${year} ${YEAR_REPORT_LABEL.zh}`, en: `${YEAR_REPORT_LABEL.en} ${year}` },
  }));
}

function putDocument(grants: GrantStore): Route {
  return defineRoute({
    operationId: 'putGrantDocument',
    method: 'put',
    path: '/api/v1/grants/:grantId/documents/:kind',
    summary: 'Put a paper of the application: a file, or a text',
    params: GrantDocumentParams,
    body: DocumentTextBody,
    multipart: 'orBody',
    answer: DocumentAnswer,
    problems: [
      'NOT_FOUND',
      'DOCUMENT_KIND_UNKNOWN',
      'WRONG_STATE',
      'FILE_TYPE_UNSUPPORTED',
      'FILE_TOO_LARGE',
      'FILE_HAS_MACROS',
      'FILE_EMPTY',
    ],
    async handle({ caller, params: { grantId, kind }, body, file, at, language }) {
      const grant = await findOwnGrant(grants, grantId, caller);
      const documents = wordsOf(grant);
      if (documents.every(({ code }) => code !== kind)) {
        const words = (language_: 'zh' | 'en') => documents.map(({ label }) => label[language_]).join('、');
        throw new Problem('DOCUMENT_KIND_UNKNOWN', { facts: { allowed: { zh: words('zh'), en: words('en') } } });
      }
      if (!mayWriteGrant(grant.state)) {
        throw new Problem('WRONG_STATE');
      }
      const document = await uploadedDocument(kind, file, body?.text);
      const paper = await grants.putDocument(grantId, { kind, document, caller, at });
      if (paper === null) {
        throw new Problem('WRONG_STATE');
      }
      return { body: paperView(paper, { ...OWN_PAPER, language, documents }) };
    },
  });
}

function listDocuments(grants: GrantStore): Route {
  return defineRoute({
    operationId: 'listGrantDocuments',
    method: 'get',
    path: '/api/v1/grants/:grantId/documents',
    summary: 'The papers of an application',
    params: GrantParams,
    query: ShortListQuery,
    answer: DocumentsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor }, language }) {
      const grant = await findGrant(grants, params.grantId, caller);
      const sight = papersSeen(grant, caller, language);
      const papers = grant.documents.map((paper) => paperView(paper, sight));
      return { body: pageOfAll(papers, limit, cursor) };
    },
  });
}

function papersSeen(grant: GrantRecord, caller: Caller, language: Language): PaperSight {
  const isOwn = isHolder(grant, caller);
  const isDraft = grant.state === 'draft';
  const reading = readingWayOf(caller, { isOwn, isDraft, isInSight: isPaperDesk(caller) });
  return { isOwn, isNamed: isOwn, reading, language, documents: [...wordsOf(grant), ...yearWordsOf(grant)] };
}

function listVersions(grants: GrantStore): Route {
  return defineRoute({
    operationId: 'listGrantDocumentVersions',
    method: 'get',
    path: '/api/v1/grants/:grantId/documents/:kind/versions',
    summary: 'Every version of a paper of the application, the newest first',
    params: GrantDocumentParams,
    query: ShortListQuery,
    answer: PaperVersionsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { grantId, kind }, query: { limit, cursor }, language }) {
      const grant = await findGrant(grants, grantId, caller);
      const versions = await grants.paperVersions(grantId, kind);
      return { body: versionsPage(versions, papersSeen(grant, caller, language), { limit, cursor }) };
    },
  });
}

function readPaper(grants: GrantStore): Route {
  return defineRoute({
    operationId: 'readGrantDocument',
    method: 'get',
    path: '/api/v1/grants/:grantId/documents/:kind',
    summary: 'One paper as it was uploaded; each reading is recorded',
    params: GrantDocumentParams,
    query: PaperQuery,
    rawAnswers: ['application/octet-stream'],
    problems: ['NOT_FOUND', 'FORBIDDEN', 'PURPOSE_REQUIRED'],
    async handle({ caller, params: { grantId, kind }, query: { purpose = null }, at }) {
      await requirePaperOfGrant(grants, { grantId, caller, purpose });
      const document = await grants.readPaper(grantId, { kind, caller, at, purpose });
      if (document === null) {
        throw new Problem('NOT_FOUND');
      }
      return { raw: document.content, mediaType: document.mediaType, fileName: document.name };
    },
  });
}

/** @throws Problem if the caller does not see the grant, or sees it and does not read its papers (S5) */
export async function requirePaperOfGrant(
  grants: GrantStore,
  { grantId, caller, purpose }: { readonly grantId: string; readonly caller: Caller; readonly purpose: string | null },
): Promise<void> {
  const grant = await findGrant(grants, grantId, caller);
  requirePaperReader(caller, {
    isOwn: isHolder(grant, caller),
    isDraft: grant.state === 'draft',
    isInSight: isPaperDesk(caller),
    hasPurpose: purpose !== null,
  });
}
