import type { FilingAuditAct } from '../../domain/act-words.ts';
import type pg from 'pg';
import type { Caller } from '../../api/kernel/caller.ts';
import type { Filing, FilingData, FilingJudgement, NewFiling } from '../../api/filing/filing-ports.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { newReadableNo } from '../kernel/id-maker.ts';
import { sealPayee } from '../kernel/payee-account.ts';
import { addPlanLine } from '../kernel/plan-lines.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, jsonText, query } from '../kernel/statements.ts';

export interface By {
  readonly caller: Caller;
  readonly at: Date;
  readonly sealer: Sealer;
}

/**
 * Adds a draft, or finds the one that a request with the same key has added.
 * @throws RangeError for a caller without a party, who cannot file
 */
export async function insertFiling(
  client: pg.PoolClient,
  filing: NewFiling & { readonly id: string },
  { caller, at, sealer }: By,
): Promise<string> {
  const { id } = filing;
  const { partyId, personId } = caller;
  if (partyId === null) {
    throw new RangeError('A filing is made by a party');
  }
  const known = await fetchFirst(client, query.selectFrom('filing').select('id').where('id', '=', id));
  if (known !== undefined) {
    return id;
  }
  await addPlanLine(client, filing.planLine);
  await execute(
    client,
    query.insertInto('filing').values({
      id,
      filing_no: newReadableNo('KB', filing.jurisdiction, filing.opensOn.slice(0, 4)),
      jurisdiction: filing.jurisdiction,
      route: filing.route,
      applicant_party_id: partyId,
      applicant_person_id: personId,
      state: 'draft',
      state_since: at,
      created_at: at,
      ...dataColumns(filing, id, sealer),
      ...judgementColumns(filing),
    }),
  );
  const facts = { route: filing.route, planLine: filing.planLine };
  await auditFiling(client, id, 'create', { facts, caller, at });
  return id;
}

export async function updateFiling(
  client: pg.PoolClient,
  filing: Filing,
  changed: { readonly data: FilingData; readonly judgement: FilingJudgement; readonly sealer: Sealer },
): Promise<void> {
  const { data, judgement, sealer } = changed;
  await addPlanLine(client, data.planLine);
  const columns = { ...dataColumns(data, filing.id, sealer), ...judgementColumns(judgement) };
  await execute(client, query.updateTable('filing').set(columns).where('id', '=', filing.id));
}

export async function judgeFiling(client: pg.PoolClient, filingId: string, judgement: FilingJudgement): Promise<void> {
  await execute(client, query.updateTable('filing').set(judgementColumns(judgement)).where('id', '=', filingId));
}

function dataColumns(data: FilingData, filingId: string, sealer: Sealer) {
  return {
    plan_line_id: data.planLine,
    occupation_code: data.occupation.code,
    occupation_name: data.occupation.name,
    skill_level: data.skillLevel,
    certificate_kind: data.certificateKind,
    class_hours: data.classHours,
    opens_on: data.opensOn,
    ends_on: data.endsOn,
    delivery_mode: data.deliveryMode,
    location: data.location,
    payee_sealed: sealPayee(sealer, data.payee, placeOf('filing.payee_sealed', filingId)),
    facts: jsonText(data.facts),
  };
}

function judgementColumns(judgement: FilingJudgement) {
  return {
    responsible_department: judgement.responsibleDepartment,
    department_source: judgement.departmentSource,
    warnings: jsonText(judgement.warnings),
    directory_snapshot: jsonText(judgement.directorySnapshot),
  };
}

/** Ids, codes and counts: no personal data. */
export function auditFiling(
  client: pg.PoolClient,
  filingId: string,
  act: FilingAuditAct,
  said: { readonly facts: Readonly<Record<string, unknown>>; readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { facts, caller, at } = said;
  const { personId, organ, section } = caller;
  const entity = { entityKind: 'filing', entityId: filingId, revision: null, act, actId: null } as const;
  return appendAudit(client, { ...entity, person: { personId, organ, section }, at, facts });
}
