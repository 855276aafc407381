import type { IsoDate } from '../../domain/calendar.ts';
import type { CountedLine } from '../../domain/line/counted-line.ts';
import { placeOf, type SealedAt } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { sqlText, type Statement } from '../kernel/statements.ts';
import type { ReadSubjects } from './claim-subjects.ts';

/** The statement that writes the counted lines, with names and accounts sealed for their new place; a line that is already stored keeps its row. */
export function linesWrite(
  claimId: string,
  lines: readonly CountedLine[],
  { sealedOf, sealer }: Pick<ReadSubjects, 'sealedOf'> & { readonly sealer: Sealer },
): Statement<unknown> {
  const people = lines.map(({ subject }) => sealedOf(subject));
  const movedTo = (column: 'name_sealed' | 'payee_sealed', from: SealedAt | null, line: CountedLine) =>
    from === null ? null : sealer.move(from.sealed, from.place, placeOf(`claim_line.${column}`, line.id));
  return writeCounted(
    claimId,
    lines.map((line) => line.id),
    lines.map((line) => line.position),
    lines.map((line) => line.subject.lineKey),
    lines.map((line) => line.subject.traineeId),
    lines.map((line) => line.subject.entryId),
    lines.map((line, at) => movedTo('name_sealed', people[at]?.name ?? null, line)),
    lines.map((line, at) => movedTo('payee_sealed', people[at]?.account ?? null, line)),
    people.map((person) => person.accountIndex),
    lines.map((line) => line.state),
    lines.map((line) => line.subject.own.attendedHours),
    lines.map((line) => line.subject.own.result?.certificate?.kind ?? null),
    lines.map((line) => line.subject.own.result?.certificate?.certificateNo ?? null),
    lines.map((line) => line.subject.own.result?.certificate?.issuedOn ?? null),
    lines.map((line) => line.subject.own.occupation),
    lines.map((line) => line.subject.own.skillLevel),
    lines.map((line) => line.baseFen),
    lines.map((line) => JSON.stringify(line.formula)),
    lines.map((line) => line.allowanceFen),
    lines.map((line) => (line.allowanceFormula === null ? null : JSON.stringify(line.allowanceFormula))),
    lines.map((line) => JSON.stringify(line.refusals)),
    lines.map((line) => JSON.stringify(line.findings)),
    lines.map((line) => line.acceptedRemark),
    lines.map((line) => JSON.stringify(line.wantedKeys)),
  );
}

type Texts = readonly string[];
type Optional<Value> = readonly (Value | null)[];

const writeCounted = sqlText<
  never,
  [
    claimId: string,
    ids: Texts,
    positions: readonly number[],
    keys: Texts,
    traineeIds: Optional<string>,
    entryIds: Optional<string>,
    names: Optional<Buffer>,
    accounts: Optional<Buffer>,
    accountIndexes: Optional<Buffer>,
    states: readonly CountedLine['state'][],
    hours: readonly number[],
    certificateKinds: Optional<string>,
    certificateNos: Optional<string>,
    certificateDates: Optional<IsoDate>,
    occupations: Texts,
    levels: Texts,
    baseFen: readonly number[],
    formulas: Texts,
    allowanceFen: readonly number[],
    allowanceFormulas: Optional<string>,
    refusals: Texts,
    findings: Texts,
    acceptedRemarks: Optional<string>,
    wantedKeys: Texts,
  ]
>(
  'line.writeCounted',
  `INSERT INTO claim_line AS kept (id, claim_id, position, line_key, trainee_id, entry_id, name_sealed, payee_sealed,
     account_index, state, attended_hours, certificate_kind, certificate_no, certificate_date, occupation_code, skill_level,
     base_fen, formula, allowance_fen, allowance_formula, refusals, findings, accepted_remark, wanted_keys)
   SELECT id, $1, position, line_key, trainee_id, entry_id, name_sealed, payee_sealed, account_index, state, attended_hours,
     certificate_kind, certificate_no, certificate_date, occupation_code, skill_level, base_fen, formula, allowance_fen,
     allowance_formula, refusals, findings, accepted_remark, wanted_keys
   FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[],
     $10::text[], $11::numeric[], $12::text[], $13::text[], $14::date[], $15::text[], $16::text[], $17::bigint[],
     $18::text[], $19::bigint[], $20::text[], $21::jsonb[], $22::jsonb[], $23::text[], $24::jsonb[])
     AS line (id, position, line_key, trainee_id, entry_id, name_sealed, payee_sealed, account_index, state, attended_hours,
     certificate_kind, certificate_no, certificate_date, occupation_code, skill_level, base_fen, formula, allowance_fen,
     allowance_formula, refusals, findings, accepted_remark, wanted_keys)
   ON CONFLICT (id) DO UPDATE SET state = excluded.state, attended_hours = excluded.attended_hours,
     certificate_kind = excluded.certificate_kind, certificate_no = excluded.certificate_no,
     certificate_date = excluded.certificate_date, occupation_code = excluded.occupation_code,
     skill_level = excluded.skill_level, base_fen = excluded.base_fen, formula = excluded.formula,
     allowance_fen = excluded.allowance_fen, allowance_formula = excluded.allowance_formula,
     refusals = excluded.refusals, findings = excluded.findings, name_sealed = excluded.name_sealed,
     payee_sealed = excluded.payee_sealed, account_index = excluded.account_index,
     accepted_remark = excluded.accepted_remark, wanted_keys = excluded.wanted_keys`,
);
