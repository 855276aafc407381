import type { IsoDate } from '../../domain/calendar.ts';
import {
  CreateFilingBody,
  FilingListQuery,
  FilingParams,
  FilingView,
  PatchFilingBody,
} from '../../schemas/filing-schemas.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import { mayEdit } from './filing-acts.ts';
import { judgeFiling } from './filing-check.ts';
import { requireOwn, unwrap } from './filing-import.ts';
import type { Filing, FilingData } from './filing-ports.ts';
import { filingView } from './filing-view.ts';
import { pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { commonCategories } from './common-categories.ts';
import type { FilingDependencies } from './filing-dependencies.ts';

export function filingRoutes(deps: FilingDependencies): readonly Route[] {
  return [createFilingRoute(deps), listFilingsRoute(deps), getFilingRoute(deps), patchFilingRoute(deps)];
}

/** The refusals of a class by law (`judgeFiling`). */
export const LAW_PROBLEMS = [
  'ROUTE_NOT_OPEN',
  'NOT_A_CLASS_ROUTE',
  'APPLICANT_NOT_ADMITTED',
  'NOT_ON_DIRECTORY',
  'NOT_CHAIN_LEADER',
  'OCCUPATION_NOT_ON_DIRECTORY',
  'PLAN_LINE_UNKNOWN',
  'PLAN_LINE_OF_OTHER_PROGRAMME',
  'NO_PLAN',
  'MODULE_MISSING',
  'APPRENTICESHIP_LENGTH',
  'SHARES_DO_NOT_SUM',
  'FREE_GROUP_CHARGED',
] as const;

function createFilingRoute({ filings, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'createClassFiling',
    method: 'post',
    path: '/api/v1/class-filings',
    summary: 'Draft the filing of a class before it opens (002§5)',
    body: CreateFilingBody,
    answer: FilingView,
    status: 201,
    idempotency: 'accepted',
    problems: ['INVALID', ...LAW_PROBLEMS],
    async handle({
      caller,
      body: { route, jurisdiction, payeeAccount, planLine, facts = {}, ...said },
      idempotencyKey,
      language,
      at,
    }) {
      const party = await filings.applicant(caller);
      if (party === null) {
        throw new Problem('FORBIDDEN');
      }
      const data: FilingData = { ...said, facts, planLine: planLine ?? null, payee: payeeAccount };
      const law = { ...library, acceptedLines: await filings.acceptedLines(jurisdiction) };
      const judgement = judgeFiling(law, {
        route,
        jurisdiction,
        data,
        applicantName: party.name,
        applicantKind: party.kind,
        heads: 0,
        commonCategories: [],
        knownDemand: await filings.knownDemand(facts.demandEntries ?? []),
        at,
      });
      const filingId = await filings.create(
        { ...data, ...judgement, route, jurisdiction },
        { caller, at, key: idempotencyKey },
      );
      const filing = present(await filings.find(filingId, caller));
      return {
        body: filingView(filing, { caller, language, at, library }),
        location: `/api/v1/class-filings/${filingId}`,
      };
    },
  });
}

function listFilingsRoute({ filings, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'listClassFilings',
    method: 'get',
    path: '/api/v1/class-filings',
    summary: 'Class filings that the caller may see, newest first',
    query: FilingListQuery,
    answer: pageSchema(FilingView),
    problems: ['INVALID', 'CURSOR_INVALID'],
    async handle({ caller, query: { state, route, jurisdiction, q, limit, cursor }, language, at }) {
      const [createdMs, id] = parseCursor(cursor, 2) ?? [null, null];
      const after = typeof createdMs === 'number' && typeof id === 'string' ? ([createdMs, id] as const) : null;
      if ((cursor !== undefined && after === null) || (after !== null && Math.abs(after[0]) > MAX_INSTANT_MS)) {
        throw new Problem('CURSOR_INVALID');
      }
      const found = await filings.list({ state, route, jurisdiction, q, limit, after }, caller);
      const page = pageOf(
        found,
        limit,
        (filing) => [filing.createdAt.getTime(), filing.id],
        (filing) => filingView(filing, { caller, language, at, library }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

/** What the database's timestamps hold, with room; beyond it a cursor is not ours. */
const MAX_INSTANT_MS = 8_000_000_000_000;

function getFilingRoute({ filings, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'getClassFiling',
    method: 'get',
    path: '/api/v1/class-filings/:filingId',
    summary: 'One class filing with what may be done',
    params: FilingParams,
    answer: FilingView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { filingId }, language, at }) {
      const filing = present(await filings.find(filingId, caller));
      return { body: filingView(filing, { caller, language, at, library }), revision: filing.revision };
    },
  });
}

function patchFilingRoute({ filings, library }: FilingDependencies): Route {
  return defineRoute({
    operationId: 'patchClassFiling',
    method: 'patch',
    path: '/api/v1/class-filings/:filingId',
    summary: 'Correct a draft or returned filing; what is left out stays',
    params: FilingParams,
    body: PatchFilingBody,
    answer: FilingView,
    problems: ['INVALID', 'NOT_FOUND', 'WRONG_STATE', ...LAW_PROBLEMS],
    async handle({ caller, params: { filingId }, body, language, at }) {
      const own = await requireOwn(filings, { filingId, caller });
      const law = { ...library, acceptedLines: await filings.acceptedLines(own.jurisdiction) };
      const linked = (body.facts ?? own.facts).demandEntries ?? [];
      const knownDemand = await filings.knownDemand(linked);
      const changed = await filings.change(
        { filingId, caller, at, isOpen: (filing) => mayEdit(filing, 'data') },
        async (scope) => {
          const data = merged(scope.filing, body);
          const roster = await scope.roster();
          const judgement = judgeFiling(law, {
            ...scope.filing,
            data,
            applicantName: scope.filing.applicant.name,
            applicantKind: scope.filing.applicant.kind,
            heads: roster.length,
            commonCategories: commonCategories(roster),
            knownDemand,
            at,
          });
          await scope.update(data, keptDepartment(scope.filing, data, judgement));
          await scope.audit('edit', { fields: Object.keys(body).toSorted() });
        },
      );
      unwrap(changed);
      return { body: filingView(present(await filings.find(filingId, caller)), { caller, language, at, library }) };
    },
  });
}

type Patch = { readonly [Field in keyof Omit<FilingData, 'payee'>]?: FilingData[Field] | undefined } & {
  readonly payeeAccount?: FilingData['payee'] | undefined;
};

function merged(filing: Filing, patch: Patch): FilingData {
  const { payeeAccount, ...said } = patch;
  const data: FilingData = {
    planLine: said.planLine === undefined ? filing.planLine : said.planLine,
    occupation: said.occupation ?? filing.occupation,
    skillLevel: said.skillLevel ?? filing.skillLevel,
    certificateKind: said.certificateKind ?? filing.certificateKind,
    classHours: said.classHours ?? filing.classHours,
    opensOn: said.opensOn ?? filing.opensOn,
    endsOn: said.endsOn ?? filing.endsOn,
    deliveryMode: said.deliveryMode ?? filing.deliveryMode,
    location: said.location ?? filing.location,
    payee: payeeAccount ?? filing.payee,
    facts: said.facts ?? filing.facts,
  };
  refuseWrongSpan(data.opensOn, data.endsOn);
  return data;
}

function refuseWrongSpan(opensOn: IsoDate, endsOn: IsoDate): void {
  if (endsOn < opensOn) {
    throw new Problem('INVALID', { errors: [{ pointer: '/endsOn', code: 'ENDS_BEFORE_IT_OPENS' }] });
  }
}

/** A returned filing keeps its responsible organ, unless the plan line names another. */
export function keptDepartment<Judgement extends { responsibleDepartment: unknown; departmentSource: unknown }>(
  filing: Filing,
  data: Pick<FilingData, 'planLine'>,
  judgement: Judgement,
): Judgement {
  const isKept = filing.state !== 'draft' && filing.responsibleDepartment !== null && data.planLine === filing.planLine;
  return isKept
    ? {
        ...judgement,
        responsibleDepartment: filing.responsibleDepartment,
        departmentSource: filing.departmentSource,
      }
    : judgement;
}

export function present(filing: Filing | null): Filing {
  if (filing === null) {
    throw new Problem('NOT_FOUND');
  }
  return filing;
}
