import { dayAt } from '../../domain/calendar.ts';
import { sanctionLadder } from '../../domain/integrity/sanctions.ts';
import {
  CaseItemView,
  CaseParams,
  CaseQuery,
  CaseView,
  CloseCaseBody,
  OpenCaseBody,
} from '../../schemas/case-schemas.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { CaseDependencies } from './case-dependencies.ts';
import type { OpeningRefusal } from './case-ports.ts';
import { caseGlance, caseView } from './case-view.ts';
import { relationRoutes } from './relation-routes.ts';

/** Why somebody may not end a case (S3). */
const CLOSER_PROBLEMS = [
  'NOT_FOUND',
  'WRONG_STATE',
  'SAME_PERSON_FORBIDDEN',
  'SAME_SECTION_FORBIDDEN',
  'ROLE_REQUIRED',
  'OTHER_JURISDICTION',
] as const;

/** Integrity cases, and the declared relations that exclude an official from deciding. */
export function caseRoutes(deps: CaseDependencies): readonly Route[] {
  return [
    openCase(deps),
    closeCase(deps),
    confirmClosure(deps),
    listCases(deps),
    readCase(deps),
    ...relationRoutes(deps),
  ];
}

function openCase(deps: CaseDependencies): Route {
  return defineRoute({
    operationId: 'openCase',
    method: 'post',
    path: '/api/v1/cases',
    summary: 'Record a forbidden act of a party: its open claims, or those of the class, are suspended (R-125, R-127)',
    body: OpenCaseBody,
    answer: CaseView,
    status: 201,
    idempotency: 'accepted',
    problems: ['INVALID', 'CONFLICT_OF_INTEREST', 'ROLE_REQUIRED', 'OTHER_ORGAN', 'OTHER_JURISDICTION'],
    async handle({ caller, body, idempotencyKey: key, at, language }) {
      const { filingId = null, ...found } = body;
      const opened = await deps.cases.open({ ...found, filingId }, { caller, at, key });
      if (!opened.ok) {
        throw openingProblem(opened.reason);
      }
      await askNow(deps, opened.actIds);
      const shown = await showCase(deps, opened.caseId, { caller, language, at });
      return { ...shown, location: `/api/v1/cases/${opened.caseId}` };
    },
  });
}

function openingProblem(reason: OpeningRefusal): Problem {
  if (reason !== 'PARTY_UNKNOWN' && reason !== 'FILING_UNKNOWN') {
    return new Problem(reason);
  }
  const pointer = reason === 'PARTY_UNKNOWN' ? '/partyId' : '/filingId';
  return new Problem('INVALID', { errors: [{ pointer, code: 'NOT_FOUND' }] });
}

function closeCase(deps: CaseDependencies): Route {
  return defineRoute({
    operationId: 'closeCase',
    method: 'post',
    path: '/api/v1/cases/:caseId/closure',
    summary:
      'Close a case, by a reviewer of the HR bureau who has no part in it (R-126); its claims go on. A suspected crime needs the number of its transfer and waits for the confirmation of a second one',
    params: CaseParams,
    body: CloseCaseBody,
    answer: CaseView,
    idempotency: 'required',
    problems: [...CLOSER_PROBLEMS, 'TRANSFER_DOCUMENT_MISSING', 'INVALID'],
    async handle({ caller, params: { caseId }, body, at, language }) {
      const { outcome, transferDocumentNo = null, reason } = body;
      const found = await deps.cases.find(caseId, caller);
      if (found === null) {
        throw new Problem('NOT_FOUND');
      }
      requireStep(deps, { jurisdiction: found.jurisdiction, outcome, at });
      const closed = await deps.cases.close({ caseId, outcome, transferDocumentNo, reason }, { caller, at });
      if (!closed.ok) {
        throw new Problem(closed.reason, problemPlaces(closed.reason));
      }
      await askNow(deps, closed.actIds);
      return showCase(deps, caseId, { caller, language, at });
    },
  });
}

function confirmClosure(deps: CaseDependencies): Route {
  return defineRoute({
    operationId: 'confirmCaseClosure',
    method: 'post',
    path: '/api/v1/cases/:caseId/closure/confirmation',
    summary: 'Confirm the end of a suspected crime, as another reviewer of the HR bureau entered it. Its claims go on',
    params: CaseParams,
    answer: CaseView,
    idempotency: 'required',
    problems: CLOSER_PROBLEMS,
    async handle({ caller, params: { caseId }, at, language }) {
      const confirmed = await deps.cases.confirm(caseId, { caller, at });
      if (!confirmed.ok) {
        throw new Problem(confirmed.reason);
      }
      await askNow(deps, confirmed.actIds);
      return showCase(deps, caseId, { caller, language, at });
    },
  });
}

function problemPlaces(reason: string) {
  return reason === 'TRANSFER_DOCUMENT_MISSING'
    ? { errors: [{ pointer: '/transferDocumentNo', code: 'REQUIRED' }] }
    : {};
}

function requireStep(
  { library }: CaseDependencies,
  asked: { readonly jurisdiction: string; readonly outcome: string; readonly at: Date },
): void {
  const ladder = sanctionLadder(library, asked.jurisdiction, dayAt(asked.at.getTime()));
  if (ladder !== null && !ladder.includes(asked.outcome)) {
    const facts = { values: ladder.join(', ') };
    throw new Problem('INVALID', { errors: [{ pointer: '/outcome', code: 'INVALID_VALUE', facts }] });
  }
}

function listCases({ cases }: CaseDependencies): Route {
  return defineRoute({
    operationId: 'listCases',
    method: 'get',
    path: '/api/v1/cases',
    summary: 'Integrity cases, newest first',
    query: CaseQuery,
    answer: pageSchema(CaseItemView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { partyId, state, limit, cursor }, language }) {
      const rows = await cases.list({ partyId, state, limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.openedAt.getTime(), row.id],
        (row) => caseGlance(row, language),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readCase(deps: CaseDependencies): Route {
  return defineRoute({
    operationId: 'readCase',
    method: 'get',
    path: '/api/v1/cases/:caseId',
    summary: 'One case with the claims that it holds and who did what',
    params: CaseParams,
    answer: CaseView,
    problems: ['NOT_FOUND'],
    handle: ({ caller, params: { caseId }, language, at }) => showCase(deps, caseId, { caller, language, at }),
  });
}

const AUDIT_SHOWN = 200;

async function showCase(
  { cases, audit, library }: CaseDependencies,
  caseId: string,
  { caller, language, at }: { readonly caller: Caller; readonly language: Language; readonly at: Date },
) {
  const record = await cases.find(caseId, caller);
  if (record === null) {
    throw new Problem('NOT_FOUND');
  }
  const lines = await audit.list({ entityIds: [caseId], entityKind: null, limit: AUDIT_SHOWN, afterId: null }, caller);
  const ladder = sanctionLadder(library, record.jurisdiction, dayAt(at.getTime()));
  return { body: caseView(record, lines.slice(0, AUDIT_SHOWN), { caller, language, ladder }) };
}

const ASKED_AT_ONCE = 8;
/** The number of claims that get their message during the request; the relay sends the others. */
const ASKED_NOW = 40;

/** Everything is stored: the relay repeats each message that fails here, so a failure here is not an error. */
async function askNow({ deliver }: CaseDependencies, actIds: readonly string[]): Promise<void> {
  const now = actIds.slice(0, ASKED_NOW);
  for (let first = 0; first < now.length; first += ASKED_AT_ONCE) {
    const answers = await Promise.allSettled(now.slice(first, first + ASKED_AT_ONCE).map(deliver));
    if (answers.some(({ status }) => status === 'rejected')) {
      return;
    }
  }
}
