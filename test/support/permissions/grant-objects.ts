import { addCall } from '../grant-rows.ts';
import type { Office } from '../office.ts';
import { done } from './done.ts';
import type { Asker, Facts } from './oracle.ts';

const isRegions = ({ jurisdiction, organ }: Asker): boolean => jurisdiction === '150000' && organ === 'HRSS';
const officer = (asker: Asker): boolean => isRegions(asker) && asker.roles.includes('grantOfficer');
const approver = (asker: Asker): boolean => isRegions(asker) && asker.roles.includes('grantApprover');

const operates = ({ jurisdiction, roles }: Asker): boolean =>
  ['150000', '000000'].includes(jurisdiction) && roles.some((role) => role.startsWith('operator'));

/** Of the region's call, and of the school that applied from Ordos. */
const OF_CALL = { partyId: '', jurisdictions: ['150000', '150600'], organs: [], isSubmitted: true } as const;
const OF_SCHOOL = { ...OF_CALL, partyId: 'pty_school' } as const;

/** An open call of the region; one draft and one application that waits for its city. */
export async function makeGrants(office: Office) {
  const callId = await addCall(office.pool);
  await office.desk.start('grantCall', callId);
  const city = await draftOf(office, callId);
  done(await office.as('school').act('POST', `/api/v1/grants/${city}/submission`, { pledge: true }));
  const call: Facts = {
    ...OF_CALL,
    id: callId,
    seats: {
      setGrantCallQuota: officer,
      setGrantCallPanel: officer,
      changeGrantCallPanel: officer,
      closeGrantCallScoring: officer,
      proposeGrants: officer,
      endGrantCall: officer,
      cancelGrantCall: approver,
      proposeGrantCallRepair: operates,
    },
  };
  return {
    grantCall: { open: call },
    titleImport: { confirmed: await importOf(office) },
    grant: {
      draft: { ...OF_SCHOOL, id: await draftOf(office, callId), isSubmitted: false },
      city: { ...OF_SCHOOL, id: city, seats: { proposeGrantRepair: operates } },
    },
  } as const;
}

/** A title from before of the region, which two others have entered and confirmed. */
async function importOf({ pool }: Office): Promise<Facts> {
  await pool.query(
    `INSERT INTO designation_import (id, jurisdiction, state, entered_by, entered_at, decided_by, decided_at)
     SELECT 'gim_confirmed', '150000', 'confirmed', min(id), now(), max(id), now() FROM person WHERE party_id IS NULL`,
  );
  await pool.query(
    `INSERT INTO designation_import_row (import_id, no, kind, level, name, holder, city, designated_on, amount_fen, paid_fen)
     VALUES ('gim_confirmed', 1, 'COMPETITION_BASE', 'REGIONAL', '老基地', '某学院', '150600', '2016-01-01', 100000000, 0)`,
  );
  const seats = { confirmDesignationImport: approver };
  return { partyId: '', jurisdictions: ['150000'], organs: [], isSubmitted: true, id: 'gim_confirmed', seats };
}

async function draftOf({ as }: Office, callId: string): Promise<string> {
  const { id } = done(await as('school').send('POST', '/api/v1/grants', { callId, ...GRANT_BODY }));
  for (const kind of ['APPLICATION_FORM', 'CONSTRUCTION_PLAN', 'BUDGET', 'CAPACITY_PROOF']) {
    done(await as('school').send('PUT', `/api/v1/grants/${id}/documents/${kind}`, { text: '练习文本' }));
  }
  return String(id);
}

/** What an applicant writes of a base. */
export const GRANT_BODY = {
  designation: { name: '示范基地' },
  plan: { goals: '实训', highSkillCapacityTarget: 500, publicServiceCapacityTarget: 800 },
  budget: { ownFundsFen: 0, items: [{ purpose: '实训设备', fen: 100_000_000 }] },
  payeeAccount: { holder: '示范学校', bank: '中国银行', number: '6216610200000000018' },
} as const;
