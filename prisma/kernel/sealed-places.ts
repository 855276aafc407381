import type { Branded } from '../../domain/branded.ts';

/** The one place in the database where a sealed value may be read: table, column and row. */
export type Place = Branded<string, 'Place'>;

/**
 * Every column that holds sealed values, with the columns that name its row. What changes is not among them: a row that
 * gets another name loses its sealed values.
 */
export const SEALED_COLUMNS = {
  'absence.note_sealed': ['id'],
  'accounting_reopening.reason_sealed': ['id'],
  'bank_file.content_sealed': ['id'],
  'bank_file.name_sealed': ['id'],
  'base_grant.leader_sealed': ['id'],
  'base_grant.payee_sealed': ['id'],
  'bulk_decision.body_sealed': ['id'],
  'claim.payee_sealed': ['id'],
  'claim_entry.account_sealed': ['id'],
  'claim_entry.name_sealed': ['id'],
  'claim_entry.phone_sealed': ['id'],
  'claim_line.name_sealed': ['id'],
  'claim_line.payee_sealed': ['id'],
  'contract_evidence.employer_sealed': ['line_id'],
  'demand_entry.name_sealed': ['id'],
  'demand_entry.phone_sealed': ['id'],
  'difference_explanation.text_sealed': ['id'],
  'environment.key_check': ['id'],
  'filing.payee_sealed': ['id'],
  'idempotent_request.answer_sealed': ['person_id', 'key'],
  'integrity_finding.explanation_sealed': ['id'],
  'machine_client.previous_secret_sealed': ['id'],
  'machine_client.webhook_secret_sealed': ['id'],
  'objection.contact_sealed': ['id'],
  'objection.name_sealed': ['id'],
  'objection.statement_sealed': ['id'],
  'payout_inbox.body_sealed': ['id'],
  'payout_instruction.payee_sealed': ['id'],
  'register_answer.rows_sealed': ['register', 'person_index'],
  'register_certificate.name_sealed': ['certificate_no', 'id_number_index'],
  'repair.reason_sealed': ['id'],
  'repair.rejection_sealed': ['id'],
  'roster_entry.account_sealed': ['filing_id', 'trainee_id'],
  'roster_entry.name_sealed': ['filing_id', 'trainee_id'],
  'roster_entry.phone_sealed': ['filing_id', 'trainee_id'],
  'saved_view.views_sealed': ['person_id'],
  'stored_file.content_sealed': ['id'],
  'stored_file.name_sealed': ['id'],
  'task_draft.content_sealed': ['task_id', 'person_id'],
  'trainee.id_number_sealed': ['id'],
  'webhook_endpoint.previous_secret_sealed': ['id'],
  'webhook_endpoint.secret_sealed': ['id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SealedColumn = keyof typeof SEALED_COLUMNS;

/** One value per column that names the row, in the order of `SEALED_COLUMNS`. */
type RowName<Column extends SealedColumn> = Named<(typeof SEALED_COLUMNS)[Column]>;
type Named<Columns extends readonly string[]> = {
  readonly [Position in keyof Columns]: string | number | Uint8Array;
};

/** A sealed value with the place where it was read. */
export interface SealedAt {
  readonly sealed: Buffer;
  readonly place: Place;
}

/** Null for a column without a value. */
export function sealedAt(sealed: Buffer | null, place: Place): SealedAt | null {
  return sealed === null ? null : { sealed, place };
}

/** The place of a value in a column. Bytes count as their hexadecimal text. */
export function placeOf<Column extends SealedColumn>(column: Column, ...row: RowName<Column>): Place {
  return placeNamed(column, row);
}

/** The same, of a row whose name the database returned. */
export function placeNamed(column: SealedColumn, row: readonly unknown[]): Place {
  const parts = row.map((part) => (part instanceof Uint8Array ? Buffer.from(part).toString('hex') : String(part)));
  return named([column, ...parts]);
}

/** @throws RangeError if a text to seal has no place */
export function placeAt(places: readonly Place[], at: number): Place {
  const place = places[at];
  if (place === undefined) {
    throw new RangeError('A text to seal has no place');
  }
  return place;
}

/** The payee in the body of an act, until the act is recorded; the act's signature binds it to its own row. */
export function payeeOfAct(ownerId: string): Place {
  return named(['act.payeeSealed', ownerId]);
}

/** As JSON, so that no two lists of parts give one text. */
function named(parts: readonly string[]): Place {
  const place = JSON.stringify(parts);
  if (!isPlace(place)) {
    throw new RangeError('A place needs its parts');
  }
  return place;
}

function isPlace(text: string): text is Place {
  return text.startsWith('["');
}
