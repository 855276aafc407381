import { dayAt } from '../../domain/calendar.ts';
import { judgeFileDecision } from '../../domain/bank-file/file-decision.ts';
import { actViews } from '../kernel/act-view.ts';
import { maskAccount } from '../../domain/notice/mask.ts';
import { fundsOfAccount } from '../../domain/policy/fund-accounts.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import type { BankFileRecord, BankFileRowRecord } from './bank-file-ports.ts';

export interface FileReader {
  readonly caller: Caller;
  readonly language: Language;
}

/** A bank's file in a list. */
export function bankFileItem(file: BankFileRecord, { caller, language }: FileReader) {
  const { counts, sums } = file;
  const view = actViews('bankFile', caller, language);
  const acts = (['confirmation', 'rejection'] as const).map((act) => {
    const verdict = judgeFileDecision(file, act, caller);
    return view(act, verdict.ok ? null : verdict.reason);
  });
  return {
    id: file.id,
    kind: file.kind,
    sha256: file.sha256,
    fileName: file.fileName,
    state: file.state,
    isTaken: file.isTaken,
    untaken: untakenOf(file, language),
    entries: counts.matches + counts.parks + counts.duplicate + counts.noted,
    matched: counts.matches,
    unmatched: counts.parks,
    duplicates: counts.duplicate,
    ignored: counts.noted,
    matchedFen: sums.matches,
    unmatchedFen: sums.parks,
    duplicatesFen: sums.duplicate,
    ignoredFen: sums.noted,
    enteredBy: file.enteredBy,
    enteredAt: file.enteredAt.toISOString(),
    decidedBy: file.decidedBy,
    decidedAt: file.decidedAt?.toISOString() ?? null,
    reason: file.reason,
    acts,
  };
}

const NOT_TAKEN_YET: Sentence = {
  zh: '文件已生效，各笔尚未处理完毕；系统每分钟再试一次，已处理的各笔不会重复入账',
  en: 'The file is in force and its entries are not all taken yet; the taking is repeated each minute, and no entry counts twice',
};

function untakenOf({ state, isTaken, decidedAt, enteredAt }: BankFileRecord, language: Language) {
  const isUntaken = state === 'inForce' && !isTaken;
  return isUntaken ? { since: (decidedAt ?? enteredAt).toISOString(), note: NOT_TAKEN_YET[language] } : null;
}

/** Errors that are shown of one file; a table that is wrong throughout says so in the first of them. */
const MOST_ERRORS = 1_000;

export function bankFileView(
  file: BankFileRecord,
  rows: readonly BankFileRowRecord[],
  { duplicate, library, ...reader }: FileReader & { readonly duplicate: boolean; readonly library: PolicyLibrary },
) {
  const errors = file.errors.slice(0, MOST_ERRORS).map((error) => ({
    ...error,
    message: fieldMessage(error.code, reader.language),
  }));
  const statements = file.statements.map((_, at) => statementView(file, at, { library, language: reader.language }));
  return { ...bankFileItem(file, reader), duplicate, statements, rows: [...rows], errors };
}

const OF_NO_FUND: Sentence = {
  zh: '政策包未将此账户列为任何资金的账户，对账时不作为该日的对账单',
  en: 'No pack names this account for a fund, so it counts as no statement of its day',
};

/** A statement of an account that no pack names counts for no fund's day, and says so. */
function statementView(
  file: BankFileRecord,
  at: number,
  { library, language }: { readonly library: PolicyLibrary; readonly language: Language },
) {
  const { account = null, on = null } = file.statements[at] ?? {};
  const day = on ?? dayAt(file.enteredAt.getTime());
  const funds = file.jurisdictions.flatMap((jurisdiction) =>
    account === null ? [] : fundsOfAccount(library, { jurisdiction, on: day }, account),
  );
  return {
    no: at + 1,
    account: account === null ? null : maskAccount(account),
    on,
    funds: [...new Set(funds)],
    note: funds.length > 0 ? null : OF_NO_FUND[language],
  };
}
