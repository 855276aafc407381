import { randomBytes } from 'node:crypto';
import { newId } from '../../prisma/kernel/id-maker.ts';
import { placeOf } from '../../prisma/kernel/sealed-places.ts';
import { sealPayee } from '../../prisma/kernel/payee-account.ts';
import { vouchForCourses } from './arranged-courses.ts';
import { approveStoredPayees } from './moved-seals.ts';
import type { Office } from './office.ts';

export const BASE = 80_000;
const NAMES = ['张丽', '阿木尔', '李小明'];

/** A claim whose route pays persons, due for each of these people: what a route without a class leaves behind. */
export async function duePersons(office: Office, names: readonly string[] = NAMES, allowanceFen = 0): Promise<string> {
  const { pool, sealer } = office;
  const claimId = await office.walks.due();
  const snapshotId = newId('psn');
  await pool.query(
    `INSERT INTO policy_snapshot (id, digest, content, created_at)
     SELECT $2, $3, jsonb_set(s.content, '{routeDefinition,payee}', '"person"'), now()
     FROM policy_snapshot s JOIN claim c ON c.policy_snapshot_id = s.id WHERE c.id = $1`,
    [claimId, snapshotId, randomBytes(32)],
  );
  await pool.query(`UPDATE claim_line SET state = 'refused' WHERE claim_id = $1`, [claimId]);
  for (const [position, name] of names.entries()) {
    const [traineeId, lineId] = [newId('trn'), newId('lin')];
    await pool.query('INSERT INTO trainee (id, id_number_index, id_number_sealed) VALUES ($1, $2, $3)', [
      traineeId,
      randomBytes(32),
      sealer.seal('159901197906112286', placeOf('trainee.id_number_sealed', traineeId)),
    ]);
    await pool.query(
      `INSERT INTO claim_line (id, claim_id, position, line_key, trainee_id, name_sealed, state, attended_hours,
         occupation_code, skill_level, base_fen, allowance_fen, formula, refusals, findings, payee_sealed)
       VALUES ($1, $2, $3, $4, $4, $5, 'approved', 0, '6-18-02-04', 'LEVEL_5', $6, $7, '{}', '[]', '[]', $8)`,
      [
        lineId,
        claimId,
        position + 10,
        traineeId,
        sealer.seal(name, placeOf('claim_line.name_sealed', lineId)),
        BASE,
        allowanceFen,
        sealPayee(
          sealer,
          { holder: name, bank: '示范银行', number: `62166102000000000${position + 11}` },
          placeOf('claim_line.payee_sealed', lineId),
        ),
      ],
    );
  }
  await approve(office, claimId, { snapshotId, people: names.length, allowanceFen });
  await approveStoredPayees(office, claimId);
  return claimId;
}

async function approve(
  office: Office,
  claimId: string,
  due: { readonly snapshotId: string; readonly people: number; readonly allowanceFen: number },
): Promise<void> {
  const { pool } = office;
  const [baseFen, allowanceFen] = [BASE * due.people, due.allowanceFen * due.people];
  await pool.query(
    `UPDATE claim SET policy_snapshot_id = $2, claimed_fen = $3, approved_fen = $3, allowance_fen = $4,
       course = jsonb_set(course, '{payments,base}', $5), lines_total = $6 + 1, lines_eligible = $6, lines_refused = 1
     WHERE id = $1`,
    [claimId, due.snapshotId, baseFen, allowanceFen, payment(baseFen), due.people],
  );
  await vouchForCourses(pool);
  await pool.query(`UPDATE claim_fund SET approved_fen = $2 WHERE claim_id = $1`, [claimId, baseFen]);
  if (allowanceFen > 0) {
    await pool.query(`UPDATE claim SET course = jsonb_set(course, '{payments,allowance}', $2) WHERE id = $1`, [
      claimId,
      payment(allowanceFen),
    ]);
    await pool.query(
      `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen) VALUES ($1, 'allowance', 'EMPLOYMENT_SUBSIDY', $2)`,
      [claimId, allowanceFen],
    );
    await pool.query(
      `UPDATE claim_fund SET fund = 'SKILL_ACTION_SPECIAL_ACCOUNT' WHERE claim_id = $1 AND purpose = 'base'`,
      [claimId],
    );
  }
}

function payment(amountFen: number): string {
  return JSON.stringify({ state: 'due', amountFen, accountCorrected: false });
}
