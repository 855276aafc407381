import { isEndOfRecord } from '../../domain/integrity/integrity-cases.ts';
import type { ActSigner, ActVerifier, SignedFact } from '../kernel/act-signing.ts';
import type { KeyedHashes } from '../kernel/audit-digests.ts';
import { firstEntryOf, isAuthenticEntry, type EntryJson } from '../kernel/course-digests.ts';
import type { Row } from '../kernel/statements.ts';

/** Who opened a case, and all that it says (R-125). Instants are in ms. */
export interface CaseOpening extends At {
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly filingId: string | null;
  readonly finding: string;
  readonly suspectedCrime: boolean;
  readonly note: string;
}

/** Who ended a case, and how; the end of a suspected crime counts with the confirmation of another person (S3). */
export interface CaseClosing extends At {
  readonly outcome: string | null;
  readonly transferDocumentNo: string | null;
  readonly reason: string | null;
}

interface At {
  readonly by: string | null;
  readonly at: number | null;
}

/** The confirmation says again what it confirms. */
export interface CaseConfirmation extends CaseClosing {
  readonly askedBy: string | null;
}

export function factOfOpening(id: string, said: CaseOpening): SignedFact {
  return { purpose: 'caseOpening', id, said };
}

export function factOfClosing(id: string, said: CaseClosing): SignedFact {
  return { purpose: 'caseClosing', id, said };
}

export function factOfConfirmation(id: string, said: CaseConfirmation): SignedFact {
  return { purpose: 'caseConfirmation', id, said };
}

/** Signs what people say of cases, and knows what other API processes signed. */
export interface CaseSigning {
  readonly sign: ActSigner;
  readonly verify: ActVerifier;
}

type Signatures = 'opening_signature' | 'closing_signature' | 'confirmation_signature';

/** A case with what shows that an API process kept the words of its people. */
export interface SignedCase extends Row<'integrity_case', 'id' | 'suspected_crime' | 'closed_at' | Signatures> {
  readonly opening: CaseOpening;
  readonly closing: CaseClosing;
  readonly confirmation: CaseConfirmation;
  /** It was said before cases were signed, and is as it was then. */
  readonly is_opening_of_before: boolean;
  readonly is_closing_of_before: boolean;
  readonly is_confirmation_of_before: boolean;
}

const msOf = (instant: string) => `(extract(epoch FROM ${instant}) * 1000)::bigint`;
const END = `'outcome', k.outcome, 'transferDocumentNo', k.transfer_document_no, 'reason', k.closing_reason`;

const SAID = {
  opening: `jsonb_build_object('jurisdiction', k.jurisdiction, 'partyId', k.party_id, 'filingId', k.filing_id,
    'finding', k.finding, 'suspectedCrime', k.suspected_crime, 'note', k.note, 'by', k.opened_by, 'at', ${msOf('k.opened_at')})`,
  closing: `jsonb_build_object(${END}, 'by', CASE WHEN k.suspected_crime THEN k.closing_asked_by ELSE k.closed_by END,
    'at', ${msOf('CASE WHEN k.suspected_crime THEN k.closing_asked_at ELSE k.closed_at END')})`,
  confirmation: `jsonb_build_object(${END}, 'askedBy', k.closing_asked_by, 'by', k.closed_by, 'at', ${msOf('k.closed_at')})`,
} as const;

/** The columns of a case `k`. */
export const SIGNED_CASE = `k.id, k.suspected_crime, k.closed_at, k.opening_signature, k.closing_signature, k.confirmation_signature,
  ${Object.entries(SAID)
    .map(
      ([word, said]) => `${said} AS ${word}, EXISTS (SELECT FROM integrity_case_before_signing b
    WHERE b.id = k.id AND b.${word} = ${said}) AS is_${word}_of_before`,
    )
    .join(',\n  ')}`;

export function isOpenedAsSigned(verify: ActVerifier, row: SignedCase): boolean {
  return row.is_opening_of_before || verify(factOfOpening(row.id, row.opening), row.opening_signature);
}

/** Whether somebody entered the end that the row shows. */
export function isClosingSigned(verify: ActVerifier, row: SignedCase): boolean {
  return row.is_closing_of_before || verify(factOfClosing(row.id, row.closing), row.closing_signature);
}

/** Whether a case has ended by all the words that its end takes: one, or two of a suspected crime. */
export function isEndedAsSigned(verify: ActVerifier, row: SignedCase): boolean {
  const isConfirmed = () =>
    row.is_confirmation_of_before || verify(factOfConfirmation(row.id, row.confirmation), row.confirmation_signature);
  return (
    row.closed_at !== null &&
    isOpenedAsSigned(verify, row) &&
    isClosingSigned(verify, row) &&
    (!row.suspected_crime || isConfirmed())
  );
}

/** A case with the audit entry of the end that its row shows. */
export interface CaseOfRecord extends SignedCase {
  readonly closed_entry: EntryJson | null;
}

/** The columns of a case `k`. */
export const CASE_OF_RECORD = `${SIGNED_CASE}, ${firstEntryOf("'case'", 'k.id', 'closed', 'e.at = k.closed_at AND e.person_id = k.closed_by')} AS closed_entry`;

/**
 * Whether a case holds claims that come: it was opened, and has not ended by all the words of people that its end takes,
 * nor does a keyed audit entry say that they were all there. So it stays ended when the key that signed them is retired.
 */
export function isInForce(
  { verify, keyed }: { readonly verify: ActVerifier; readonly keyed: KeyedHashes },
  row: CaseOfRecord,
): boolean {
  return isOpenedAsSigned(verify, row) && !isEndedAsSigned(verify, row) && !isEndedOfRecord(keyed, row);
}

function isEndedOfRecord(keyed: KeyedHashes, { id, suspected_crime, confirmation, closed_entry: entry }: CaseOfRecord) {
  const end = { ...confirmation, isSuspectedCrime: suspected_crime };
  return entry !== null && isEndOfRecord(end, entry.facts) && isAuthenticEntry(keyed, { kind: 'case', id }, entry);
}
