import type { PrivateText } from '../../domain/notice/leak-gate.ts';
import { openPayeeHere } from '../kernel/payee-account.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchAll, query, type Connection } from '../kernel/statements.ts';

/** What the page of a notice must not show whole, and the names that it may. */
export interface TextsOfNotice {
  readonly privateTexts: readonly PrivateText[];
  /** Names of the bodies that apply. */
  readonly bodies: readonly string[];
}

/** Reads names, ID numbers, phones and accounts of every line of a notice's claims, and the accounts of the claims. */
export async function readTextsOfNotice(
  connection: Connection,
  noticeId: string,
  sealer: Sealer,
): Promise<TextsOfNotice> {
  const [claims, lines] = await Promise.all([
    fetchAll(connection, claimsOf(noticeId)),
    fetchAll(connection, linesOf(noticeId)),
  ]);
  const ofClaims = claims.flatMap((row): readonly PrivateText[] => {
    const account = openPayeeHere(sealer, row.payee_sealed, placeOf('claim.payee_sealed', row.id));
    const number = { kind: 'accountNumber', claimNo: row.claim_no, text: account?.number ?? '' } as const;
    return row.kind === 'person' ? [number, { ...number, kind: 'name', text: row.name }] : [number];
  });
  return {
    privateTexts: [...ofClaims, ...lines.flatMap((row) => textsOfLine(row, sealer))].filter(({ text }) => text !== ''),
    bodies: claims.filter(({ kind }) => kind !== 'person').map(({ name }) => name),
  };
}

function claimsOf(noticeId: string) {
  return query
    .selectFrom('notice_claim as nc')
    .innerJoin('claim as c', 'c.id', 'nc.claim_id')
    .innerJoin('party as p', 'p.id', 'c.applicant_party_id')
    .select(['c.id', 'c.claim_no', 'c.payee_sealed', 'p.name', 'p.kind'])
    .where('nc.notice_id', '=', noticeId);
}

type LineRow = Awaited<ReturnType<typeof fetchLines>>[number];
const fetchLines = (connection: Connection, noticeId: string) => fetchAll(connection, linesOf(noticeId));

function linesOf(noticeId: string) {
  return query
    .selectFrom('notice_claim as nc')
    .innerJoin('claim as c', 'c.id', 'nc.claim_id')
    .innerJoin('claim_line as l', 'l.claim_id', 'c.id')
    .leftJoin('trainee as t', 't.id', 'l.trainee_id')
    .leftJoin('claim_entry as e', 'e.id', 'l.entry_id')
    .leftJoin('roster_entry as r', (join) =>
      join.onRef('r.filing_id', '=', 'c.filing_id').onRef('r.trainee_id', '=', 'l.trainee_id'),
    )
    .select(['c.claim_no', 'l.id', 'l.name_sealed', 'l.payee_sealed', 't.id as trainee_id', 't.id_number_sealed'])
    .select(['e.id as entry_id', 'e.phone_sealed as entry_phone', 'r.filing_id', 'r.phone_sealed as roster_phone'])
    .where('nc.notice_id', '=', noticeId);
}

function textsOfLine(row: LineRow, sealer: Sealer): readonly PrivateText[] {
  const { claim_no: claimNo, trainee_id: traineeId, entry_id: entryId, filing_id: filingId } = row;
  const texts: PrivateText[] = [];
  if (row.name_sealed !== null) {
    texts.push({
      kind: 'name',
      claimNo,
      text: sealer.open(row.name_sealed, placeOf('claim_line.name_sealed', row.id)),
    });
  }
  if (traineeId !== null && row.id_number_sealed !== null) {
    const place = placeOf('trainee.id_number_sealed', traineeId);
    texts.push({ kind: 'idNumber', claimNo, text: sealer.open(row.id_number_sealed, place) });
  }
  if (filingId !== null && traineeId !== null && row.roster_phone !== null) {
    const place = placeOf('roster_entry.phone_sealed', filingId, traineeId);
    texts.push({ kind: 'mobileNumber', claimNo, text: sealer.open(row.roster_phone, place) });
  }
  if (entryId !== null && row.entry_phone !== null) {
    const place = placeOf('claim_entry.phone_sealed', entryId);
    texts.push({ kind: 'mobileNumber', claimNo, text: sealer.open(row.entry_phone, place) });
  }
  const account = openPayeeHere(sealer, row.payee_sealed, placeOf('claim_line.payee_sealed', row.id));
  return account === null ? texts : [...texts, { kind: 'accountNumber', claimNo, text: account.number }];
}
