import type { FilingAuditAct } from '../../domain/act-words.ts';
import type { RowErrorCode } from '../../domain/codes.ts';
import { unreachable } from '../../domain/verdict.ts';
import type { TableCheck, TableRow } from '../../domain/intake/table-check.ts';
import type { Caller } from '../kernel/caller.ts';
import { readTable, type TableForm, type TableNotice } from '../kernel/read-table.ts';
import { isOwn, mayEdit, type FilingArea } from './filing-acts.ts';
import type { Changed, Filing, FilingScope, FilingStore } from './filing-ports.ts';
import { MAX_COLUMNS } from '../kernel/grid.ts';
import { fill, type Language } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import { Problem } from '../kernel/problem.ts';
import type { Upload } from '../kernel/route.ts';

/** A table that an institution imports: its columns, the check of its rows, and the writes for valid rows. */
export interface TableImport<Row, Column extends string> {
  readonly area: FilingArea;
  readonly act: FilingAuditAct;
  form(filing: Filing): TableForm<Column>;
  /** Reads the stored rows inside the transaction, and checks each row against them. */
  judge(scope: FilingScope, rows: readonly TableRow<Column>[]): Promise<Judged<Row, Column>>;
}

export interface Judged<Row, Column extends string> {
  readonly check: TableCheck<Row, Column>;
  /** Stores valid rows that are new or changed. */
  write(rows: readonly Row[]): Promise<void>;
}

export interface ImportAsked {
  readonly filingId: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly file: Upload;
  readonly query: { readonly dryRun: boolean; readonly acceptGood: boolean };
  readonly language: Language;
}

/** The complete report of an import; a file with errors stores nothing unless valid rows are requested. */
export async function importTable<Row, Column extends string>(
  store: FilingStore,
  asked: ImportAsked,
  table: TableImport<Row, Column>,
) {
  const own = await requireOwn(store, asked);
  const read = await readTable(asked.file, table.form(own));
  const changed = await store.change({ ...asked, isOpen: (filing) => mayEdit(filing, table.area) }, async (scope) => {
    const judged = await table.judge(scope, read.rows);
    const { check } = judged;
    const unchanged = new Set(check.unchanged);
    const fresh = check.good.filter((row) => !unchanged.has(row));
    const stores = !asked.query.dryRun && fresh.length > 0 && (check.errors.length === 0 || asked.query.acceptGood);
    if (stores) {
      await judged.write(fresh);
      await scope.audit(table.act, { rows: check.rows, imported: fresh.length, errors: check.errors.length });
    }
    return { check, imported: stores ? fresh.length : 0, unchanged: unchanged.size };
  });
  const { check, imported, unchanged } = unwrap(changed);
  return {
    rows: check.rows,
    accepted: check.good.length,
    imported,
    unchanged,
    warnings: read.notices.map((notice) => tableWarning(notice, asked.language)),
    errors: check.errors.map((error) => rowError(error, asked.language)),
  };
}

/** A hidden filing is absent; a visible filing of another institution may be read but not changed. */
export async function requireOwn(
  store: FilingStore,
  { filingId, caller }: { readonly filingId: string; readonly caller: Caller },
): Promise<Filing> {
  const filing = await store.find(filingId, caller);
  if (filing === null) {
    throw new Problem('NOT_FOUND');
  }
  if (!isOwn(filing, caller)) {
    throw new Problem('FORBIDDEN');
  }
  return filing;
}

export function unwrap<Result>(changed: Changed<Result>): Result {
  switch (changed.kind) {
    case 'done':
      return changed.value;
    case 'hidden':
      throw new Problem('NOT_FOUND');
    case 'closed':
      throw new Problem('WRONG_STATE');
    default:
      return unreachable(changed);
  }
}

export function rowError(
  error: { readonly row: number; readonly column: string; readonly code: RowErrorCode },
  language: Language,
) {
  const { row, column, code } = error;
  return { row, column, code, message: fieldMessage(code, language) };
}

/** How the file was read, where its sender may have meant it otherwise. */
export function tableWarning(notice: TableNotice, language: Language): { code: TableNotice['code']; detail: string } {
  const { code } = notice;
  const { text, facts } = warningText(notice);
  return { code, detail: fill(text[language], facts, language) };
}

function warningText(notice: TableNotice) {
  switch (notice.code) {
    case 'COLUMNS_IGNORED':
      return {
        text: { zh: '未识别的列已忽略：{columns}', en: 'Columns that are not known were ignored: {columns}' },
        facts: { columns: notice.columns.map((name) => name.slice(0, 40)).join(', ') },
      };
    case 'SHEET_READ':
      return {
        text: {
          zh: '文件有多个工作表，读取的是“{sheet}”；隐藏的工作表不读取',
          en: 'The file has several sheets; this one was read: {sheet}. Hidden sheets are never read.',
        },
        facts: { sheet: notice.sheet },
      };
    case 'ROWS_HIDDEN':
      return {
        text: {
          zh: '隐藏（被筛选）的 {count} 行没有读取；需要导入的请取消筛选后重新上传',
          en: '{count} hidden or filtered rows were not read; show them and upload again to import them',
        },
        facts: { count: notice.count },
      };
    case 'CELLS_FAR_RIGHT':
      return {
        text: {
          zh: '第 {columns} 列以右的内容没有读取',
          en: 'What stands right of column {columns} was not read',
        },
        facts: { columns: MAX_COLUMNS },
      };
    default:
      return unreachable(notice);
  }
}
