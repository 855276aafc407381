import { REPORTABLE_YEAR_STATES, yearOf } from '../../domain/grant/grant-title-course.ts';
import { YEAR_REPORT, YEAR_REPORT_LABEL, yearReportKind } from '../../domain/grant/year-report.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { DocumentAnswer, DocumentTextBody } from '../../schemas/filing-schemas.ts';
import { PaperQuery } from '../../schemas/paper-schemas.ts';
import { GrantYearParams } from '../../schemas/title-schemas.ts';
import { OWN_PAPER, paperView, requirePaperReader } from '../kernel/papers.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { uploadedDocument } from '../kernel/uploaded-document.ts';
import { findGrant, findOwnGrant, type GrantDependencies } from './find-grants.ts';
import { isPaperDesk } from './grant-document-routes.ts';
import { isHolder } from './grant-view.ts';

const PATH = `/api/v1/grants/:grantId/years/:year/documents/${YEAR_REPORT}`;

/** The paper of a year's report: put before the report, read with it (R-117; api §9.5). */
export function yearDocumentRoutes(deps: GrantDependencies): readonly Route[] {
  return [putYearReport(deps), readYearReport(deps)];
}

function putYearReport({ grants, titles }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'putGrantYearDocument',
    method: 'put',
    path: PATH,
    summary: 'Put the paper of a year before its report: a file, or a text (R-117)',
    params: GrantYearParams,
    body: DocumentTextBody,
    multipart: 'orBody',
    answer: DocumentAnswer,
    problems: [
      'NOT_FOUND',
      'YEAR_NOT_OPEN',
      'WRONG_STATE',
      'FILE_TYPE_UNSUPPORTED',
      'FILE_TOO_LARGE',
      'FILE_HAS_MACROS',
      'FILE_EMPTY',
    ],
    async handle({ caller, params: { grantId, year }, body, file, at, language }) {
      const { course } = await findOwnGrant(grants, grantId, caller);
      const opened = course?.title == null ? null : yearOf(course.title, year);
      if (opened === null) {
        throw new Problem('YEAR_NOT_OPEN');
      }
      if (!isOneOf(REPORTABLE_YEAR_STATES, opened.state)) {
        throw new Problem('WRONG_STATE');
      }
      const document = await uploadedDocument(YEAR_REPORT, file, body?.text);
      const paper = await titles.putYearDocument(grantId, { year, document, caller, at });
      if (paper === null) {
        throw new Problem('WRONG_STATE');
      }
      const shown = paperView(paper, { ...OWN_PAPER, language, documents: [] });
      return { body: { ...shown, kind: YEAR_REPORT, label: YEAR_REPORT_LABEL[language] } };
    },
  });
}

function readYearReport({ grants }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readGrantYearDocument',
    method: 'get',
    path: PATH,
    summary: 'The paper of a year as it was uploaded; each reading is recorded',
    params: GrantYearParams,
    query: PaperQuery,
    rawAnswers: ['application/octet-stream'],
    problems: ['NOT_FOUND', 'FORBIDDEN', 'PURPOSE_REQUIRED'],
    async handle({ caller, params: { grantId, year }, query: { purpose = null }, at }) {
      const grant = await findGrant(grants, grantId, caller);
      requirePaperReader(caller, {
        isOwn: isHolder(grant, caller),
        isDraft: false,
        isInSight: isPaperDesk(caller),
        hasPurpose: purpose !== null,
      });
      const document = await grants.readPaper(grantId, { kind: yearReportKind(year), caller, at, purpose });
      if (document === null) {
        throw new Problem('NOT_FOUND');
      }
      return { raw: document.content, mediaType: document.mediaType, fileName: document.name };
    },
  });
}
