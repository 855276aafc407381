import type pg from 'pg';
import { openCall } from '../../prisma/grant/call-opening.ts';
import { inTransaction } from '../../prisma/kernel/connection.ts';
import { newId, newReadableNo } from '../../prisma/kernel/id-maker.ts';
import { sealPayee } from '../../prisma/kernel/payee-account.ts';
import { placeOf } from '../../prisma/kernel/sealed-places.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import { PRACTICE_LIBRARY } from './policy-library.ts';

const OPENED_AT = new Date('2025-06-01T00:00:00+08:00');

/** A call of the region that its period has just opened. */
export function addCall(pool: pg.Pool, route = 'BASE_GRANT_REGIONAL', year = 2025): Promise<string> {
  const call = { jurisdiction: '150000', route, year, openedAt: OPENED_AT, late: false };
  return inTransaction(pool, (client) => openCall(client, PRACTICE_LIBRARY, call));
}

export interface GrantToAdd {
  readonly callId: string;
  readonly partyId: string;
  readonly personId: string;
  /** The party itself unless it says so. */
  readonly holderKey?: string;
}

/** A submitted application whose workflow has recorded nothing yet. */
export async function addGrant(pool: pg.Pool, sealer: Sealer, toAdd: GrantToAdd): Promise<string> {
  const id = newId('grt');
  const payee = { holder: '示范学院', bank: '中国银行', number: '6216610200000000018' };
  const content = {
    plan: { goals: '实训', highSkillCapacityTarget: 520, publicServiceCapacityTarget: 830, backbonesTarget: null },
    budget: { ownFundsFen: 0, items: [] },
    honours: [],
  };
  await pool.query(
    `INSERT INTO base_grant (id, grant_no, call_id, jurisdiction, route, year, kind, level, applicant_party_id,
       applicant_person_id, applicant_jurisdiction, holder_key, name, content, payee_sealed, amount_fen, state,
       policy_snapshot_id, state_since, submitted_at, start_requested_at, created_at)
     SELECT $1, $2, c.id, c.jurisdiction, c.route, c.year, c.kind, c.level, $3, $4, '150600', $9, '示范基地', $5, $6,
       c.amount_fen, 'cityRecommendation', c.policy_snapshot_id, $7, $7, $7, $7 FROM grant_call c WHERE c.id = $8`,
    [
      id,
      newReadableNo('JD', '150000', 2025),
      toAdd.partyId,
      toAdd.personId,
      JSON.stringify(content),
      sealPayee(sealer, payee, placeOf('base_grant.payee_sealed', id)),
      new Date('2025-06-05T09:00:00+08:00'),
      toAdd.callId,
      toAdd.holderKey ?? toAdd.partyId,
    ],
  );
  return id;
}
