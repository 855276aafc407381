import { createHash } from 'node:crypto';
import {
  BankFileParams,
  BankFileReasonBody,
  BankFileRowPage,
  BankFileRowsQuery,
  BankFilesPage,
  BankFileView,
} from '../../schemas/bank-file-schemas.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { PageQuery } from '../../schemas/http-schemas.ts';
import { actViews } from '../kernel/act-view.ts';
import { hasRole, type Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route, type Upload } from '../kernel/route.ts';
import type { BankFileRecord, BankFiles } from './bank-file-ports.ts';
import { readBankFileInThread } from './bank-file-threads.ts';
import { bankFileItem, bankFileView, type FileReader } from './bank-file-view.ts';
import { entryParts, takeBankFile } from './take-bank-file.ts';

export interface BankFileDependencies {
  readonly files: BankFiles;
  /** Says of which funds an account is. */
  readonly library: PolicyLibrary;
  readonly desk: Pick<Desk, 'inboxChanged'>;
}

/** What comes from the bank as a file (api §8b, money §2.3). */
export function bankFileRoutes(dependencies: BankFileDependencies): readonly Route[] {
  return [
    enterFile(dependencies),
    listFiles(dependencies),
    readFile(dependencies),
    listRows(dependencies),
    confirmFile(dependencies),
    rejectFile(dependencies),
  ];
}

/** A hundred thousand entries of a table have half of it. */
const MOST_BYTES = 20 * 1024 * 1024;
const SHOWN_ROWS = 1_000;

function enterFile(dependencies: BankFileDependencies): Route {
  const { files } = dependencies;
  return defineRoute({
    operationId: 'enterBankFile',
    method: 'post',
    path: '/api/v1/bank-files',
    summary: "Take in a bank's file: a machine's counts at once, a maker's once a checker confirms it",
    multipart: 'required',
    mostBytes: MOST_BYTES,
    answer: BankFileView,
    status: 201,
    otherStatus: 200,
    idempotency: 'accepted',
    problems: [
      'FILE_MISSING',
      'FILE_EMPTY',
      'FILE_NOT_READABLE',
      'FILE_KIND_UNKNOWN',
      'DOCTYPE_FORBIDDEN',
      'FILE_TOO_LARGE',
      'TOO_MANY_FILES',
      'FORBIDDEN',
      'NOT_SIGNED',
    ],
    async handle({ caller, file, at, language }) {
      if (!mayBring(caller)) {
        throw new Problem('FORBIDDEN');
      }
      const sha256 = createHash('sha256').update(file.content).digest('hex');
      const known = await files.known(sha256, caller);
      const id = known === null ? await enter(dependencies, { file, sha256 }, { caller, at }) : null;
      const first = await files.known(sha256, caller);
      if (first?.state === 'inForce' && !first.isTaken) {
        await takeBankFile(dependencies, first.id, at);
      }
      const shown = first === null ? null : await files.find(first.id, caller);
      const duplicate = id === null;
      return {
        body: await viewOf(dependencies, shown, { caller, language, duplicate }),
        isOther: duplicate,
        ...(shown !== null && { location: `/api/v1/bank-files/${shown.id}` }),
      };
    },
  });
}

/** The office, beside the role that the door asks for. */
function mayBring(caller: Caller): boolean {
  return caller.organ === 'FINANCE' || hasRole(caller, 'financeSystem');
}

async function enter(
  { files }: BankFileDependencies,
  { file, sha256 }: { readonly file: Upload; readonly sha256: string },
  by: { readonly caller: Caller; readonly at: Date },
): Promise<string | null> {
  const read = await readBankFileInThread(file.content);
  const { kind, statements, errors } = read;
  const { name: fileName, content } = file;
  return files.enter({ kind, statements, sha256, fileName, content, errors, entries: entryParts(read) }, by);
}

function listFiles({ files }: BankFileDependencies): Route {
  return defineRoute({
    operationId: 'listBankFiles',
    method: 'get',
    path: '/api/v1/bank-files',
    summary: 'Files of banks, newest first',
    query: PageQuery,
    answer: BankFilesPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor }, language }) {
      const rows = await files.list({ limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.enteredAt.getTime(), row.id],
        (row) => bankFileItem(row, { caller, language }),
      );
      const acts = [actViews('bankFiles', caller, language)('upload', mayBring(caller) ? null : 'FORBIDDEN')];
      return { body: { items: [...page.items], nextCursor: page.nextCursor, acts } };
    },
  });
}

function readFile(dependencies: BankFileDependencies): Route {
  const { files } = dependencies;
  return defineRoute({
    operationId: 'readBankFile',
    method: 'get',
    path: '/api/v1/bank-files/:bankFileId',
    summary: 'One file of a bank with its first thousand entries',
    params: BankFileParams,
    answer: BankFileView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { bankFileId: fileId }, language }) {
      const file = await files.find(fileId, caller);
      return { body: await viewOf(dependencies, file, { caller, language, duplicate: false }) };
    },
  });
}

function listRows({ files }: BankFileDependencies): Route {
  return defineRoute({
    operationId: 'listBankFileRows',
    method: 'get',
    path: '/api/v1/bank-files/:bankFileId/rows',
    summary: 'The entries of a file, page by page',
    params: BankFileParams,
    query: BankFileRowsQuery,
    answer: BankFileRowPage,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params: { bankFileId: fileId }, query: { verdict = null, limit, cursor } }) {
      if ((await files.find(fileId, caller)) === null) {
        throw new Problem('NOT_FOUND');
      }
      const [afterNo] = parseCursor(cursor, 1) ?? [0];
      if (typeof afterNo !== 'number' || !Number.isSafeInteger(afterNo) || Math.abs(afterNo) > LARGEST_NO) {
        throw new Problem('CURSOR_INVALID');
      }
      const rows = await files.rows(fileId, { limit, afterNo, verdict });
      const page = pageOf(
        rows,
        limit,
        ({ no }) => [no],
        (row) => row,
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

const LARGEST_NO = 2_147_483_647;

function confirmFile(dependencies: BankFileDependencies): Route {
  const { files } = dependencies;
  return defineRoute({
    operationId: 'confirmBankFile',
    method: 'post',
    path: '/api/v1/bank-files/:bankFileId/confirmation',
    summary: "Put a maker's file in force, by another person than who brought it: each entry is judged again",
    params: BankFileParams,
    answer: BankFileView,
    idempotency: 'required',
    problems: [
      'NOT_FOUND',
      'WRONG_STATE',
      'ALREADY_CONFIRMED',
      'SAME_PERSON_FORBIDDEN',
      'FORBIDDEN',
      'NOT_SIGNED',
      'TOO_MANY_FILES',
    ],
    async handle({ caller, params: { bankFileId: fileId }, at, language }) {
      const file = await found(files, fileId, caller);
      // A confirmation whose process ended before the last entry goes on.
      if (file.state !== 'inForce' || file.isTaken) {
        const verdict = await files.confirm(fileId, { caller, at });
        if (!verdict.ok) {
          throw new Problem(verdict.reason);
        }
      }
      await takeBankFile(dependencies, fileId, at);
      const taken = await files.find(fileId, caller);
      return { body: await viewOf(dependencies, taken, { caller, language, duplicate: false }) };
    },
  });
}

function rejectFile(dependencies: BankFileDependencies): Route {
  const { files } = dependencies;
  return defineRoute({
    operationId: 'rejectBankFile',
    method: 'post',
    path: '/api/v1/bank-files/:bankFileId/rejection',
    summary: "Refuse a maker's file that waits: nothing of it ever counts",
    params: BankFileParams,
    body: BankFileReasonBody,
    answer: BankFileView,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'WRONG_STATE', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN'],
    async handle({ caller, params: { bankFileId: fileId }, body: { reason }, at, language }) {
      const verdict = await files.reject(fileId, reason, { caller, at });
      if (!verdict.ok) {
        throw new Problem(verdict.reason);
      }
      const file = await files.find(fileId, caller);
      return { body: await viewOf(dependencies, file, { caller, language, duplicate: false }) };
    },
  });
}

async function found(files: BankFiles, fileId: string, caller: Caller): Promise<BankFileRecord> {
  const file = await files.find(fileId, caller);
  if (file === null) {
    throw new Problem('NOT_FOUND');
  }
  return file;
}

/** A file of another office is absent. */
async function viewOf(
  { files, library }: Pick<BankFileDependencies, 'files' | 'library'>,
  file: BankFileRecord | null,
  reader: FileReader & { readonly duplicate: boolean },
) {
  if (file === null) {
    throw new Problem('NOT_FOUND');
  }
  const rows = await files.rows(file.id, { limit: SHOWN_ROWS, afterNo: 0, verdict: null });
  return bankFileView(file, rows.slice(0, SHOWN_ROWS), { ...reader, library });
}
