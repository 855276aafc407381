import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IsoDate } from '../../domain/calendar.ts';
import { quarterOf } from '../../domain/accounting-period/accounting-period.ts';
import {
  AUDITED_CASES,
  newSpecialAudit,
  type AuditedCase,
  type AuditRow,
  type AuditTotals,
} from '../../domain/ledger/special-audit.ts';
import { lawNames } from '../../domain/policy/law-names.ts';
import { AuditExportQuery, AuditExportRow, AuditExportTotals } from '../../schemas/special-audit-schemas.ts';
import type { Language } from '../kernel/language.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { tableCsv } from '../kernel/table-file.ts';
import { planYearOf, type PlanYear } from '../oversight/plan-year.ts';
import type { FundUseDependencies } from './fund-use-route.ts';
import type { LedgerStore } from './ledger-ports.ts';
import { auditCells } from './special-audit-file.ts';

const MEDIA_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

/** Claims or grants that are in memory at once. */
const PAGE = 50;

/** the special audit's export of a year. It is read and sent page by page. */
export function auditExportRoute(deps: FundUseDependencies): Route {
  return defineRoute({
    operationId: 'readAuditExport',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/reports/audit-export',
    summary:
      'Each line with money or a decision in a year, with its decisions, payments and hashes of documents; the last row has the totals by fund, which are those of the use of the funds (R-133)',
    query: AuditExportQuery,
    rawAnswers: Object.values(MEDIA_TYPES),
    problems: ['FORBIDDEN'],
    async handle({ caller, query, at, language }) {
      const asked = planYearOf(query, caller, at);
      const { format } = query;
      const words = format === 'csv' ? csvOf(deps, language) : jsonOf(asked);
      const name = `audit-export-${asked.jurisdiction}-${asked.year}.${format}`;
      const text = await begun(textOf(deps.ledger, asked, words));
      return {
        mediaType: `${MEDIA_TYPES[format]}; charset=utf-8`,
        headers: { 'Content-Disposition': `attachment; filename="${name}"` },
        stream: (output: Writable) => pipeline(text, output),
      };
    },
  });
}

/** How the export is written. */
interface ExportText {
  readonly head: string;
  rows(rows: readonly AuditRow[]): string;
  totals(totals: AuditTotals): string;
}

/** Reads the first part before the answer begins, so that an error there is answered and logged as every other one. */
async function begun(parts: AsyncGenerator<string, void>): Promise<AsyncGenerator<string, void>> {
  const first = await parts.next();
  return (async function* whole() {
    yield first.value ?? '';
    yield* parts;
  })();
}

/** The next page is read once the former one has been taken. */
async function* textOf(
  ledger: LedgerStore,
  { jurisdiction, year }: PlanYear,
  words: ExportText,
): AsyncGenerator<string, void> {
  const span = { from: quarterOf(`${year}-Q1`).from, to: quarterOf(`${year}-Q4`).to };
  const audit = newSpecialAudit();
  let head = words.head;
  for await (const page of pagesOf(ledger, jurisdiction, span)) {
    yield head + words.rows(page.flatMap((one) => audit.rowsOf(one)));
    head = '';
  }
  yield words.totals(audit.totals(await ledger.booked(jurisdiction, span)));
}

async function* pagesOf(
  ledger: LedgerStore,
  jurisdiction: string,
  span: { readonly from: IsoDate; readonly to: IsoDate },
): AsyncGenerator<readonly AuditedCase[]> {
  for (const kind of AUDITED_CASES) {
    for (let after: string | undefined = ''; after !== undefined;) {
      const page: readonly AuditedCase[] = await ledger.audited({ kind, jurisdiction, span, after, limit: PAGE });
      yield page;
      after = page.length < PAGE ? undefined : page.at(-1)?.id;
    }
  }
}

function csvOf({ library }: FundUseDependencies, language: Language): ExportText {
  const cells = auditCells(lawNames(library), language);
  return {
    head: tableCsv([cells.header]),
    rows: (rows) => tableCsv(rows.map(cells.rowOf), false),
    totals: (totals) => tableCsv([cells.totalsOf(totals)], false),
  };
}

/** One row of JSON a line; each is read by its schema before it leaves. */
function jsonOf({ jurisdiction, year }: PlanYear): ExportText {
  return {
    head: '',
    rows: (rows) => rows.map((row) => jsonLine(AuditExportRow.parse(rowView(row)))).join(''),
    totals: (totals) => jsonLine(AuditExportTotals.parse({ row: 'totals', jurisdiction, year, ...totals })),
  };
}

function rowView({ line, decisions, payments, documents, ...row }: AuditRow) {
  return {
    ...row,
    lineId: line?.id ?? null,
    position: line?.position ?? null,
    state: line?.state ?? null,
    baseFen: line?.baseFen ?? null,
    allowanceFen: line?.allowanceFen ?? null,
    floatFen: line?.floatFen ?? null,
    decisions: decisions.map((one) => ({ ...one, at: one.at.toISOString() })),
    payments,
    documents: documents.map(({ of, fileId, kind, version, sha256 }) => ({ of, fileId, kind, version, sha256 })),
  };
}

function jsonLine(row: unknown): string {
  return `${JSON.stringify(row)}\n`;
}
