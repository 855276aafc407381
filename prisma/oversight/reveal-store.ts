import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { RevealStore, RevealTarget } from '../../api/oversight/reveal-ports.ts';
import { unreachable } from '../../domain/verdict.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { claimReachOf, VISIBLE_CLAIM, type ClaimSight } from '../kernel/claim-visibility.ts';
import { inTransaction } from '../kernel/connection.ts';
import { sightOf, VISIBLE_FILING, type Sight } from '../filing/filing-rows.ts';
import { openPayee } from '../kernel/payee-account.ts';
import { placeOf, type Place } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { refusalOf } from './reveal-judging.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

/** The clear text of a resource, and the entity under which its reveal is recorded. */
interface Opened {
  readonly entityKind: 'claim' | 'filing' | 'notice';
  readonly entityId: string;
  readonly values: Readonly<Record<string, string>>;
}

export function createRevealStore(pool: pg.Pool, sealer: Sealer): RevealStore {
  return {
    refusal: (asked) => refusalOf(pool, asked),

    reveal: ({ target, fields, purpose, reference, caller, at }) =>
      inTransaction(pool, async (client) => {
        const opened = await open(client, target, caller, sealer);
        if (opened === null || fields.some((field) => opened.values[field] === undefined)) {
          return null;
        }
        const { personId, organ, section } = caller;
        await appendAudit(client, {
          entityKind: opened.entityKind,
          entityId: opened.entityId,
          revision: null,
          act: 'reveal',
          actId: null,
          person: { personId, organ, section },
          at,
          facts: { target, fields: [...fields], purpose, reference },
        });
        return Object.fromEntries(fields.map((field) => [field, opened.values[field] ?? '']));
      }),
  };
}

function open(client: pg.PoolClient, target: RevealTarget, caller: Caller, sealer: Sealer): Promise<Opened | null> {
  switch (target.kind) {
    case 'line':
      return openLine(client, target, caller, sealer);
    case 'payee':
      return openClaimPayee(client, target.claimId, caller, sealer);
    case 'rosterPerson':
      return openRosterPerson(client, target, caller, sealer);
    case 'objection':
      return openObjection(client, target.objectionId, sealer);
    default:
      return unreachable(target);
  }
}

const sealedLine = sqlText<
  Row<'claim_line', 'name_sealed'> &
    Row<'trainee', 'id_number_sealed'> & {
      readonly trainee_id: string;
      readonly filing_id: string | null;
      readonly entry_id: string | null;
      readonly roster_phone: Buffer | null;
      readonly entry_phone: Buffer | null;
    },
  [...ClaimSight, claimId: string, lineId: string]
>(
  'oversight.sealedLine',
  `SELECT l.name_sealed, t.id AS trainee_id, t.id_number_sealed, c.filing_id, r.phone_sealed AS roster_phone,
     l.entry_id, n.phone_sealed AS entry_phone
   FROM claim c JOIN claim_line l ON l.claim_id = c.id JOIN trainee t ON t.id = l.trainee_id
     LEFT JOIN roster_entry r ON r.filing_id = c.filing_id AND r.trainee_id = l.trainee_id
     LEFT JOIN claim_entry n ON n.id = l.entry_id
   WHERE ${VISIBLE_CLAIM} AND c.submitted_at IS NOT NULL AND c.id = $5 AND l.id = $6`,
);

async function openLine(
  client: pg.PoolClient,
  { claimId, lineId }: Extract<RevealTarget, { kind: 'line' }>,
  caller: Caller,
  sealer: Sealer,
): Promise<Opened | null> {
  const row = await fetchFirst(client, sealedLine(...claimReachOf(caller, 'reveal'), claimId, lineId));
  if (row === undefined) {
    return null;
  }
  const phone = phoneOf(row, sealer);
  const values = {
    name: textOf(sealer, row.name_sealed, placeOf('claim_line.name_sealed', lineId)),
    idNumber: sealer.open(row.id_number_sealed, placeOf('trainee.id_number_sealed', row.trainee_id)),
    ...(phone !== null && { phone }),
  };
  return { entityKind: 'claim', entityId: claimId, values };
}

/** The phone of the class's roster, or of the claim's own file. */
function phoneOf(
  row: {
    readonly trainee_id: string;
    readonly filing_id: string | null;
    readonly entry_id: string | null;
    readonly roster_phone: Buffer | null;
    readonly entry_phone: Buffer | null;
  },
  sealer: Sealer,
): string | null {
  const { filing_id: filingId, entry_id: entryId, roster_phone: ofRoster, entry_phone: ofEntry } = row;
  if (ofRoster !== null && filingId !== null) {
    return sealer.open(ofRoster, placeOf('roster_entry.phone_sealed', filingId, row.trainee_id));
  }
  return ofEntry === null || entryId === null
    ? null
    : sealer.open(ofEntry, placeOf('claim_entry.phone_sealed', entryId));
}

const sealedPayee = sqlText<Row<'claim', 'payee_sealed'>, [...ClaimSight, claimId: string]>(
  'oversight.sealedPayee',
  `SELECT c.payee_sealed FROM claim c WHERE ${VISIBLE_CLAIM} AND c.submitted_at IS NOT NULL AND c.id = $5`,
);

async function openClaimPayee(
  client: pg.PoolClient,
  claimId: string,
  caller: Caller,
  sealer: Sealer,
): Promise<Opened | null> {
  const row = await fetchFirst(client, sealedPayee(...claimReachOf(caller, 'reveal'), claimId));
  return row === undefined
    ? null
    : {
        entityKind: 'claim',
        entityId: claimId,
        values: { ...openPayee(sealer, row.payee_sealed, placeOf('claim.payee_sealed', claimId)) },
      };
}

const sealedRosterPerson = sqlText<
  Row<'roster_entry', 'name_sealed' | 'phone_sealed' | 'employer'> & Row<'trainee', 'id_number_sealed'>,
  [...Sight, filingId: string, traineeId: string]
>(
  'oversight.sealedRosterPerson',
  `SELECT r.name_sealed, r.phone_sealed, r.employer, t.id_number_sealed
   FROM filing f JOIN roster_entry r ON r.filing_id = f.id JOIN trainee t ON t.id = r.trainee_id
   WHERE ${VISIBLE_FILING} AND f.state <> 'draft' AND f.id = $7 AND t.id = $8`,
);

async function openRosterPerson(
  client: pg.PoolClient,
  { filingId, personId }: Extract<RevealTarget, { kind: 'rosterPerson' }>,
  caller: Caller,
  sealer: Sealer,
): Promise<Opened | null> {
  const row = await fetchFirst(client, sealedRosterPerson(...sightOf(caller, 'reveal'), filingId, personId));
  if (row === undefined) {
    return null;
  }
  const values = {
    name: sealer.open(row.name_sealed, placeOf('roster_entry.name_sealed', filingId, personId)),
    idNumber: sealer.open(row.id_number_sealed, placeOf('trainee.id_number_sealed', personId)),
    phone: sealer.open(row.phone_sealed, placeOf('roster_entry.phone_sealed', filingId, personId)),
    employer: row.employer,
  };
  return { entityKind: 'filing', entityId: filingId, values };
}

const sealedObjection = sqlText<
  Row<'objection', 'notice_id' | 'statement_sealed' | 'name_sealed' | 'contact_sealed'>,
  [objectionId: string]
>(
  'oversight.sealedObjection',
  'SELECT notice_id, statement_sealed, name_sealed, contact_sealed FROM objection WHERE id = $1',
);

/** For the person who rules on it, which `refusal` has judged. */
async function openObjection(client: pg.PoolClient, objectionId: string, sealer: Sealer): Promise<Opened | null> {
  const row = await fetchFirst(client, sealedObjection(objectionId));
  if (row === undefined) {
    return null;
  }
  const values = {
    statement: sealer.open(row.statement_sealed, placeOf('objection.statement_sealed', objectionId)),
    name: textOf(sealer, row.name_sealed, placeOf('objection.name_sealed', objectionId)),
    contact: textOf(sealer, row.contact_sealed, placeOf('objection.contact_sealed', objectionId)),
  };
  return { entityKind: 'notice', entityId: row.notice_id, values };
}

function textOf(sealer: Sealer, sealed: Buffer | null, place: Place): string {
  return sealed === null ? '' : sealer.open(sealed, place);
}
