import type { z } from 'zod';
import { dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  checkEvidenceRow,
  evidenceColumn,
  evidenceDayError,
  evidenceKey,
  type ContractEvidence,
  type EvidenceRow,
} from '../../domain/intake/evidence-row.ts';
import { checkInTurns } from '../kernel/check-in-turns.ts';
import { ClaimParams, EvidenceBody } from '../../schemas/claim-schemas.ts';
import { ImportQuery, ImportReport } from '../../schemas/http-schemas.ts';
import { rowError, tableWarning } from '../filing/filing-import.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route, type Upload } from '../kernel/route.ts';
import { evidenceRefusal } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import type { EvidenceLine } from './claim-ports.ts';
import type { ClaimRecord } from './claim-record.ts';
import { refuseWith, requireClaim } from './require-act.ts';

type LineEvidence = ContractEvidence & { readonly lineId: string };

export function claimEvidenceRoutes({ claims }: ClaimDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'sendContractEvidence',
      method: 'post',
      path: '/api/v1/claims/:claimId/contract-evidence',
      summary:
        'Send contracts and insurance for the +50 %, one line or a table; the later evidence of a line counts (R-076 to R-082)',
      params: ClaimParams,
      query: ImportQuery,
      body: EvidenceBody,
      multipart: 'orBody',
      answer: ImportReport,
      idempotency: 'accepted',
      problems: [
        'NOT_FOUND',
        'INVALID',
        'WRONG_STATE',
        'FORBIDDEN',
        'LINE_UNKNOWN',
        'LINE_NOT_PAID',
        ...TABLE_PROBLEMS,
      ],
      async handle({ caller, params: { claimId }, query, body, file, at, language }) {
        const claim = await requireClaim(claims, { claimId, caller, at });
        refuseWith(evidenceRefusal(claim, caller));
        const lines = await claims.evidenceLines(claimId);
        const today = dayAt(at.getTime());
        const { report, rows } =
          file === undefined
            ? oneLine(body, lines, today)
            : await wholeTable(file, lines, { today, language, acceptGood: query.acceptGood });
        const isStored = rows.length > 0 && !query.dryRun;
        if (isStored) {
          const isOpen = (held: ClaimRecord) => evidenceRefusal(held, caller) === null;
          const stored = await claims.putEvidence(claimId, rows, { caller, at, isOpen });
          refuseWith(stored.ok ? null : stored.reason);
        }
        return { body: { ...report, imported: isStored ? rows.length : 0 } };
      },
    }),
  ];
}

function oneLine(body: z.output<typeof EvidenceBody> | undefined, lines: readonly EvidenceLine[], today: IsoDate) {
  if (body === undefined) {
    throw new Problem('INVALID', { errors: [{ pointer: '', code: 'REQUIRED' }] });
  }
  const line = lines.find((one) => one.lineId === body.lineId);
  if (line === undefined) {
    throw new Problem('LINE_UNKNOWN', { errors: [{ pointer: '/lineId', code: 'NOT_ON_CLAIM' }] });
  }
  if (!line.isOpen) {
    throw new Problem('LINE_NOT_PAID', { errors: [{ pointer: '/lineId', code: 'NOT_ON_CLAIM' }] });
  }
  const { lineId, contractSignedOn, employer, insuredMonths, insuranceKinds } = body;
  const { contractStartsOn = contractSignedOn } = body;
  const days = { contractSignedOn, contractStartsOn, contractEndsOn: body.contractEndsOn ?? null };
  const wrongDay = evidenceDayError(days, today);
  if (wrongDay !== undefined) {
    throw new Problem('INVALID', { errors: [{ pointer: `/${wrongDay.column}`, code: wrongDay.code }] });
  }
  const row = { lineId, ...days, employer, insuredMonths, insuranceKinds };
  const isUnchanged = isSame(line.stored, row);
  return {
    report: { rows: 1, accepted: 1, unchanged: isUnchanged ? 1 : 0, warnings: [], errors: [] },
    rows: isUnchanged ? [] : [row],
  };
}

/** A file with errors stores nothing unless the request asks to store the valid rows, as for the roster. */
async function wholeTable(
  file: Upload,
  lines: readonly EvidenceLine[],
  said: { readonly today: IsoDate; readonly language: Language; readonly acceptGood: boolean },
) {
  const table = await readTable(file, {
    columnOf: evidenceColumn,
    needed: ['idNumber', 'contractSignedOn', 'employer', 'insuredMonths', 'insuranceKinds'],
  });
  const open = new Map(lines.filter((line) => line.isOpen).map((line) => [line.idNumber, line]));
  const check = await checkInTurns(table.rows, evidenceKey, (cells, seen) =>
    checkEvidenceRow(cells, { today: said.today, isOnClaim: (idNumber) => open.has(idNumber), seen }),
  );
  const good = check.good.flatMap((row) => evidenceFor(row, open));
  const fresh = good.filter(({ line, row }) => !isSame(line.stored, row)).map(({ row }) => row);
  return {
    report: {
      rows: check.rows,
      accepted: check.good.length,
      unchanged: good.length - fresh.length,
      warnings: table.notices.map((notice) => tableWarning(notice, said.language)),
      errors: check.errors.map((error) => rowError(error, said.language)),
    },
    rows: check.errors.length === 0 || said.acceptGood ? fresh : [],
  };
}

function evidenceFor({ idNumber, ...evidence }: EvidenceRow, open: ReadonlyMap<string, EvidenceLine>) {
  const line = open.get(idNumber);
  return line === undefined ? [] : [{ line, row: { lineId: line.lineId, ...evidence } }];
}

function isSame(stored: ContractEvidence | null, row: LineEvidence): boolean {
  return (
    stored !== null &&
    stored.contractSignedOn === row.contractSignedOn &&
    stored.contractStartsOn === row.contractStartsOn &&
    stored.contractEndsOn === row.contractEndsOn &&
    stored.employer === row.employer &&
    stored.insuredMonths === row.insuredMonths &&
    stored.insuranceKinds.toSorted().join() === row.insuranceKinds.toSorted().join()
  );
}
