import { missingWords } from '../../domain/texts/route-words.ts';
import { WRITTEN_FILING_STATES } from '../../domain/filing/filing-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { missingForSubmission } from '../../domain/filing/filing-rules.ts';
import { FilingParams, FilingView, SubmissionBody, WithdrawalBody } from '../../schemas/filing-schemas.ts';
import { submissionRefusal } from './filing-acts.ts';
import { filingPolicy, judgeFiling } from './filing-check.ts';
import { requireOwn } from './filing-import.ts';
import type { Filing, FilingScope } from './filing-ports.ts';
import { filingView } from './filing-view.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { commonCategories } from './common-categories.ts';
import type { FilingDependencies } from './filing-dependencies.ts';
import { keptDepartment, LAW_PROBLEMS, present } from './filing-routes.ts';

export function filingActRoutes(deps: FilingDependencies): readonly Route[] {
  return [submitRoute(deps), withdrawRoute(deps)];
}

function submitRoute({ filings, desk, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'submitClassFiling',
    method: 'post',
    path: '/api/v1/class-filings/:filingId/submission',
    summary: 'File the class, or file it again after a return (R-031, R-040)',
    params: FilingParams,
    body: SubmissionBody,
    answer: FilingView,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'WRONG_STATE',
      'INCOMPLETE',
      'PLEDGE_MISSING',
      'WORKER_UNAVAILABLE',
      'FORGED_ACT',
      ...LAW_PROBLEMS,
    ],
    async handle({ caller, params: { filingId }, body: { pledge }, idempotencyKey, language, at }) {
      const asked = await requireOwn(filings, { filingId, caller });
      refuseIncomplete(asked, pledge, library);
      const law = { ...library, acceptedLines: await filings.acceptedLines(asked.jurisdiction) };
      const knownDemand = await filings.knownDemand(asked.facts.demandEntries ?? []);
      const judged = await filings.change(
        { filingId, caller, at, isOpen: (filing) => submissionRefusal(filing, caller) === null },
        (scope) => judgeAgain(scope, { library: law, at, knownDemand }),
      );
      if (judged.kind === 'hidden') {
        throw new Problem('NOT_FOUND');
      }
      // A submission that succeeded without an answer is closed by now; the desk finds it by its key and answers.
      await desk.submit({ filingId, caller, idempotencyKey, at });
      return { body: filingView(present(await filings.find(filingId, caller)), { caller, language, at, library }) };
    },
  });
}

/** The day of submission is the day of filing: directories, lead time and class size are checked again. */
async function judgeAgain(
  scope: FilingScope,
  {
    library,
    ...asked
  }: Pick<FilingDependencies, 'library'> & { readonly at: Date; readonly knownDemand: readonly string[] },
): Promise<void> {
  const { filing } = scope;
  const roster = await scope.roster();
  const judgement = judgeFiling(library, {
    route: filing.route,
    jurisdiction: filing.jurisdiction,
    data: filing,
    applicantName: filing.applicant.name,
    applicantKind: filing.applicant.kind,
    heads: roster.length,
    commonCategories: commonCategories(roster),
    ...asked,
  });
  await scope.judge(keptDepartment(filing, filing, judgement));
}

function refuseIncomplete(filing: Filing, pledge: boolean, library: FilingDependencies['library']): void {
  if (!isOneOf(WRITTEN_FILING_STATES, filing.state)) {
    return;
  }
  const snapshot = filingPolicy(library, { ...filing, data: filing });
  const facts = {
    documents: filing.documents.map((document) => document.kind),
    rosterRows: filing.rosterCount,
    hasPledge: pledge,
  };
  const missing = missingForSubmission(facts, snapshot);
  if (missing.length === 1 && missing[0] === 'PLEDGE') {
    throw new Problem('PLEDGE_MISSING', { errors: [{ pointer: '/pledge', code: 'MISSING' }] });
  }
  if (missing.length > 0) {
    throw new Problem('INCOMPLETE', {
      facts: { missing: missingWords(missing, snapshot.routeDefinition) },
      errors: missing.map((kind) => ({
        pointer: kind === 'PLEDGE' ? '/pledge' : `/documents/${kind}`,
        code: 'MISSING',
      })),
    });
  }
}

function withdrawRoute({ filings, desk, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'withdrawClassFiling',
    method: 'post',
    path: '/api/v1/class-filings/:filingId/withdrawal',
    summary: 'Withdraw a filing, until the class opens',
    params: FilingParams,
    body: WithdrawalBody,
    answer: FilingView,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'WRONG_STATE', 'ADVANCE_OPEN', 'WORKER_UNAVAILABLE', 'FORGED_ACT'],
    async handle({ caller, params: { filingId }, body: { reason }, idempotencyKey, language, at }) {
      const { filedAt, state } = await requireOwn(filings, { filingId, caller });
      // A draft that was dropped never had a workflow that could refuse.
      if (filedAt === null && state !== 'draft') {
        throw new Problem('WRONG_STATE');
      }
      await desk.withdraw({ filingId, caller, reason, idempotencyKey, at });
      return { body: filingView(present(await filings.find(filingId, caller)), { caller, language, at, library }) };
    },
  });
}
