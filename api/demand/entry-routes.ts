import { changedEntry } from '../../domain/demand/demand-entry.ts';
import { judgeEntryAct, type EntryAction } from '../../domain/demand/demand-entry-acts.ts';
import { judgeDemandOfficer } from '../../domain/demand/demand-cycle-course.ts';
import { surveyedBy } from '../../domain/demand/demand-places.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import {
  EntryBody,
  EntryCheckBody,
  EntryItemView,
  EntryListQuery,
  EntryParams,
  EntryPatch,
  EntryView,
} from '../../schemas/demand-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import type { Caller } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import type { DemandStore, EntryChange, EntryRecord } from './demand-ports.ts';
import { entryView } from './demand-view.ts';
import { judged, mayEnterFor, requireSurvey } from './entry-judging.ts';

export function entryRoutes(deps: DemandDependencies): readonly Route[] {
  return [createEntry(deps), listEntries(deps), readEntry(deps), patchEntry(deps), endEntry(deps), checkEntry(deps)];
}

function createEntry({ demand, library }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'createDemandEntry',
    method: 'post',
    path: '/api/v1/demand-entries',
    summary: 'Enter what an enterprise needs or a worker wants (R-022, R-023)',
    body: EntryBody,
    answer: EntryView,
    status: 201,
    idempotency: 'accepted',
    problems: ['INVALID', 'FIELD_REQUIRED', 'OTHER_JURISDICTION'],
    async handle({ caller, body: { jurisdiction, source, ...entered }, idempotencyKey, at, language }) {
      const surveyed = requireSurvey(library, jurisdiction);
      if (!mayEnterFor(caller, { jurisdiction, surveyed })) {
        throw new Problem('OTHER_JURISDICTION');
      }
      const data = judged(library, jurisdiction, entered, at);
      const isChecked = judgeDemandOfficer(caller, surveyed).ok;
      const entryId = await demand.keep({ key: idempotencyKey, jurisdiction, source, isChecked, data, by: caller, at });
      const entry = await findEntry(demand, entryId, caller);
      return {
        ...(await shown({ demand, library }, entry, caller, language)),
        location: `/api/v1/demand-entries/${entryId}`,
      };
    },
  });
}

function listEntries({ demand, library }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'listDemandEntries',
    method: 'get',
    path: '/api/v1/demand-entries',
    summary: 'Entries of the demand lists, newest first',
    query: EntryListQuery,
    answer: pageSchema(EntryItemView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { cursor, ...asked }, language }) {
      const rows = await demand.entries(
        {
          jurisdiction: asked.jurisdiction,
          list: asked.list,
          state: asked.state,
          limit: asked.limit,
          after: instantKeyset(cursor),
        },
        caller,
      );
      const page = pageOf(
        rows,
        asked.limit,
        (row) => [row.enteredAt.getTime(), row.entryId],
        (row) => entryView(row, caller, language, placeOf(library, row)),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readEntry(deps: DemandDependencies): Route {
  return defineRoute({
    operationId: 'getDemandEntry',
    method: 'get',
    path: '/api/v1/demand-entries/:demandEntryId',
    summary: 'One entry, with the classes that name it and the person-times approved for it (R-042)',
    params: EntryParams,
    answer: EntryView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, language }) {
      return shown(deps, await findEntry(deps.demand, params.demandEntryId, caller), caller, language);
    },
  });
}

const ACT = {
  params: EntryParams,
  headers: IfMatchHeaders,
  idempotency: 'accepted',
  problems: [
    'INVALID',
    'FIELD_REQUIRED',
    'NOT_FOUND',
    'WRONG_STATE',
    'FORBIDDEN',
    'ROLE_REQUIRED',
    'OTHER_ORGAN',
    'STALE',
    'IF_MATCH_MISSING',
  ],
} as const;

function patchEntry(deps: DemandDependencies): Route {
  const { demand, library } = deps;
  return defineRoute({
    ...ACT,
    operationId: 'patchDemandEntry',
    method: 'patch',
    path: '/api/v1/demand-entries/:demandEntryId',
    summary: 'Correct an entry that nobody has looked at',
    body: EntryPatch,
    answer: EntryView,
    async handle({ caller, params, headers, body, at, language }) {
      const entry = await openEntry(deps, { entryId: params.demandEntryId, caller, act: 'edit' });
      const data = judged(library, entry.jurisdiction, changedEntry(entry, body), at);
      await carryOut(demand, entry, { kind: 'edit', data }, { caller, at, tag: headers['if-match'] });
      return shown(deps, await findEntry(demand, entry.entryId, caller), caller, language);
    },
  });
}

function endEntry(deps: DemandDependencies): Route {
  return defineRoute({
    ...ACT,
    operationId: 'deleteDemandEntry',
    method: 'delete',
    path: '/api/v1/demand-entries/:demandEntryId',
    summary: 'Take an entry back; what was published stays',
    status: 204,
    async handle({ caller, params, headers, at }) {
      const entry = await openEntry(deps, { entryId: params.demandEntryId, caller, act: 'end' });
      await carryOut(deps.demand, entry, { kind: 'end' }, { caller, at, tag: headers['if-match'] });
      return { body: undefined };
    },
  });
}

function checkEntry(deps: DemandDependencies): Route {
  const { demand } = deps;
  return defineRoute({
    ...ACT,
    operationId: 'checkDemandEntry',
    method: 'post',
    path: '/api/v1/demand-entries/:demandEntryId/check',
    summary: 'Look at an entry: it counts from then on, or is refused',
    body: EntryCheckBody,
    answer: EntryView,
    async handle({ caller, params, headers, body, at, language }) {
      const entry = await openEntry(deps, { entryId: params.demandEntryId, caller, act: 'check' });
      if (headers['if-match'] === undefined) {
        throw new Problem('IF_MATCH_MISSING');
      }
      const change = { kind: 'check', ok: body.ok, remark: body.remark ?? null } as const;
      await carryOut(demand, entry, change, { caller, at, tag: headers['if-match'] });
      return shown(deps, await findEntry(demand, entry.entryId, caller), caller, language);
    },
  });
}

/** The place whose officer looks at an entry. */
function placeOf(library: PolicyLibrary, { jurisdiction }: EntryRecord): string {
  return surveyedBy(library, jurisdiction) ?? jurisdiction;
}

type Deps = Pick<DemandDependencies, 'demand' | 'library'>;

async function openEntry(
  { demand, library }: Deps,
  { entryId, caller, act }: { readonly entryId: string; readonly caller: Caller; readonly act: EntryAction },
): Promise<EntryRecord> {
  const entry = await findEntry(demand, entryId, caller);
  const verdict = judgeEntryAct(entry, act, caller, placeOf(library, entry));
  if (!verdict.ok) {
    throw new Problem(problemOfRefusal(verdict.reason));
  }
  return entry;
}

/** A tag that was sent has to be the one that was read; another change in between is stale, too. */
async function carryOut(
  demand: DemandStore,
  { entryId, revision }: EntryRecord,
  change: EntryChange,
  { caller, at, tag }: { readonly caller: Caller; readonly at: Date; readonly tag: string | undefined },
): Promise<void> {
  if (tag !== undefined && parseIfMatch(tag) !== revision) {
    throw new Problem('STALE');
  }
  if (!(await demand.change(entryId, change, { caller, at, revision }))) {
    throw new Problem('STALE');
  }
}

async function findEntry(demand: DemandStore, entryId: string, caller: Caller): Promise<EntryRecord> {
  const entry = await demand.entry(entryId, caller);
  if (entry === null) {
    throw new Problem('NOT_FOUND');
  }
  return entry;
}

async function shown({ demand, library }: Deps, entry: EntryRecord, caller: Caller, language: Language) {
  const classes = entry.list === 'employer' ? await demand.classesOf(entry.entryId) : [];
  const view = entryView(entry, caller, language, placeOf(library, entry));
  return { body: { ...view, classes: [...classes] }, revision: entry.revision };
}
