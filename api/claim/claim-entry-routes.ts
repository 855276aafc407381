import { dayAt } from '../../domain/calendar.ts';
import type { EntryColumnCode } from '../../domain/policy/route-codes.ts';
import { checkEntryRow, entryColumn, entryKey } from '../../domain/intake/entry-columns.ts';
import { entryContent } from '../../domain/intake/entry-content.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import { maskAccount, maskIdNumber, maskName, maskPhone } from '../../domain/notice/mask.ts';
import type { RowOutcome } from '../../domain/intake/table-cell.ts';
import { numberedRows, type NumberedError, type TableCheck, type TableRow } from '../../domain/intake/table-check.ts';
import { unreachable } from '../../domain/verdict.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { EntriesBody, EntryParams, EntryView } from '../../schemas/entry-schemas.ts';
import { ImportQuery, ImportReport, PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { readTable, TABLE_PROBLEMS, type TableNotice } from '../kernel/read-table.ts';
import { rowError, tableWarning } from '../filing/filing-import.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route, type Upload } from '../kernel/route.ts';
import { entriesRefusal, isOwn } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { ClaimRecord } from './claim-record.ts';
import type { EntriesChanged, EntryScope, StoredEntry } from './entry-ports.ts';
import { positionOf } from './claim-read-routes.ts';
import { factsView } from './claim-view.ts';
import { cellsOf, type RowOfBody } from './entry-body.ts';
import { draftProblem } from './entry-drafting.ts';
import { refuseWith, requireClaim } from './require-act.ts';

const CHANGE_PROBLEMS = [
  'NOT_FOUND',
  'FORBIDDEN',
  'WRONG_STATE',
  'ROUTE_NOT_OPEN',
  'ROUTE_RIDES',
  'APPLICANT_NOT_ADMITTED',
  'CLAIM_WINDOW_CLOSED',
  'PLAN_LINE_OF_OTHER_PROGRAMME',
  'LAW_DIFFERS',
  'PATHS_DIFFER',
] as const;

/** Routes for the entries of claims without a class, while the claim is with the applicant. */
export function claimEntryRoutes(deps: ClaimDependencies): readonly Route[] {
  return [importEntriesRoute(deps), listEntriesRoute(deps), removeEntryRoute(deps)];
}

function importEntriesRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'importClaimEntries',
    method: 'post',
    path: '/api/v1/claims/:claimId/entries',
    summary: 'Add rows to a claim without a class: xlsx, csv or JSON with the columns of its route',
    params: ClaimParams,
    query: ImportQuery,
    body: EntriesBody,
    multipart: 'orBody',
    answer: ImportReport,
    idempotency: 'accepted',
    problems: [...CHANGE_PROBLEMS, 'INVALID', ...TABLE_PROBLEMS],
    async handle({ caller, params: { claimId }, query, body, file, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      refuseWith(entriesRefusal(claim, caller));
      const table = await tableOf(claim, file, body?.entries ?? []);
      const isOpen = (held: ClaimRecord) => entriesRefusal(held, caller) === null;
      const changed = await claims.changeEntries({ claimId, caller, at, isOpen }, async (scope) => {
        const check = await checkRows(scope, table.rows, at);
        const unchanged = new Set(check.unchanged);
        const fresh = check.good.filter((row) => !unchanged.has(row));
        const stores = !query.dryRun && fresh.length > 0 && (check.errors.length === 0 || query.acceptGood);
        if (stores) {
          await scope.add(fresh);
          await scope.audit('importEntries', {
            rows: check.rows,
            imported: fresh.length,
            errors: check.errors.length,
          });
        }
        return { check, imported: stores ? fresh.length : 0, unchanged: unchanged.size };
      });
      const { check, imported, unchanged } = unwrap(changed);
      return {
        body: {
          rows: check.rows,
          accepted: check.good.length,
          imported,
          unchanged,
          warnings: table.notices.map((notice) => tableWarning(notice, language)),
          errors: check.errors.map((error) => placedError(error, table, language)),
        },
      };
    },
  });
}

function listEntriesRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'listClaimEntries',
    method: 'get',
    path: '/api/v1/claims/:claimId/entries',
    summary: 'The rows of a claim without a class; masked for everybody but its applicant',
    params: ClaimParams,
    query: PageQuery,
    answer: pageSchema(EntryView),
    problems: ['NOT_FOUND', 'CURSOR_INVALID', 'INVALID'],
    async handle({ caller, params: { claimId }, query: { limit, cursor }, at }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const after = positionOf(cursor);
      const rows = (await claims.entries(claimId)).filter(({ position }) => position > after).slice(0, limit + 1);
      const own = isOwn(claim, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.position],
        (row) => entryView(row, own),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function removeEntryRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'removeClaimEntry',
    method: 'delete',
    path: '/api/v1/claims/:claimId/entries/:entryId',
    summary: 'Take a row off a claim without a class',
    params: EntryParams,
    status: 204,
    problems: CHANGE_PROBLEMS,
    async handle({ caller, params: { claimId, entryId }, at }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      refuseWith(entriesRefusal(claim, caller));
      const isOpen = (held: ClaimRecord) => entriesRefusal(held, caller) === null;
      const changed = await claims.changeEntries({ claimId, caller, at, isOpen }, async (scope) => {
        if (!scope.entries.some(({ id }) => id === entryId)) {
          throw new Problem('NOT_FOUND');
        }
        await scope.remove(entryId);
        await scope.audit('removeEntry', { entryId });
      });
      unwrap(changed);
      return { body: undefined };
    },
  });
}

interface Table {
  readonly rows: readonly TableRow<EntryColumnCode>[];
  /** The places of the rows in a JSON body; absent for a file. */
  readonly places: readonly RowOfBody[];
  readonly notices: readonly TableNotice[];
}

/** A file is read with the columns of the claim's route in its law; rows of a JSON body name their own columns. */
async function tableOf(
  claim: ClaimRecord,
  file: Upload | undefined,
  rows: readonly Parameters<typeof cellsOf>[0][],
): Promise<Table> {
  if (file === undefined) {
    const places = rows.map((row, position) => cellsOf(row, `/entries/${position}`));
    return { rows: numberedRows(places.map(({ cells }) => cells)), places, notices: [] };
  }
  const columns = claim.snapshot?.routeDefinition.columns ?? [];
  const table = await readTable(file, {
    columnOf: (header) => entryColumn(header, columns),
    needed: columns.filter(({ required }) => required).map(({ code }) => code),
  });
  return { ...table, places: [] };
}

/** A row of a file is identified by its number, a row of a body by its pointer. */
function placedError(error: NumberedError<EntryColumnCode>, { places }: Table, language: Language) {
  const { row, ...said } = rowError(error, language);
  // The rows of a body are numbered as if they stood below a header.
  const position = row - 2;
  const place = places[position];
  return place === undefined
    ? { row, ...said }
    : { pointer: place.pointers[error.column] ?? `/entries/${position}/${error.column}`, ...said };
}

/** A row that is already stored is no error; the same person and subject with other data is. */
function checkRows(
  { route, jurisdiction, ownName, entries }: EntryScope,
  rows: readonly TableRow<EntryColumnCode>[],
  at: Date,
): Promise<TableCheck<Entry, EntryColumnCode>> {
  const stored = new Map(entries.map(({ entry }) => [keyOf(entry), entry]));
  const today = dayAt(at.getTime());
  return checkInTurns(rows, entryKey, (cells, seen) =>
    againstStored(checkEntryRow(cells, route, { today, seen, jurisdiction, ownName }), stored),
  );
}

function againstStored(
  outcome: RowOutcome<Entry, EntryColumnCode>,
  stored: ReadonlyMap<string | undefined, Entry>,
): RowOutcome<Entry, EntryColumnCode> {
  if (!outcome.ok) {
    return outcome;
  }
  const key = keyOf(outcome.row);
  const same = key === undefined ? undefined : stored.get(key);
  if (same === undefined) {
    return outcome;
  }
  return entryContent(same) === entryContent(outcome.row)
    ? { ...outcome, isUnchanged: true }
    : { ok: false, error: { column: 'idNumber', code: 'ALREADY_ON_ROSTER' } };
}

function keyOf({ idNumber, facts }: Entry): string | undefined {
  const { certificateNo = '', module = '', title = '', reference = '' } = facts;
  return entryKey({ idNumber: idNumber ?? '', certificateNo, module, title, reference });
}

function unwrap<Result>(changed: EntriesChanged<Result>): Result {
  switch (changed.kind) {
    case 'done':
      return changed.value;
    case 'hidden':
      throw new Problem('NOT_FOUND');
    case 'closed':
      throw new Problem('WRONG_STATE');
    case 'refused':
      throw draftProblem(changed.refusal);
    default:
      return unreachable(changed);
  }
}

function entryView({ id, position, entry }: StoredEntry, isUnmasked: boolean) {
  const { name, idNumber, phone, account, facts } = entry;
  return {
    id,
    position,
    name: isUnmasked ? name : maskName(name),
    idNumber: isUnmasked ? (idNumber ?? '') : maskIdNumber(idNumber ?? ''),
    phone: isUnmasked ? (phone ?? '') : maskPhone(phone ?? ''),
    account:
      account === null
        ? null
        : {
            holder: isUnmasked ? account.holder : maskName(account.holder),
            bank: account.bank,
            number: isUnmasked ? account.number : maskAccount(account.number),
          },
    facts: factsView(facts),
  };
}
