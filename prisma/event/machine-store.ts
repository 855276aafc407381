import type pg from 'pg';
import type { EndpointAct, MachineStore } from '../../api/event/event-ports.ts';
import { granted } from '../../domain/verdict.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, sendTogether, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { rotateSecret, type KeptSecret } from './rotated-secret.ts';

/** @param now real time, as signatures are judged by it */
export function createMachineStore(pool: pg.Pool, sealer: Sealer, now: () => Date = () => new Date()): MachineStore {
  return {
    async find(name) {
      return (await fetchFirst(pool, machineNamed(name))) ?? null;
    },

    rotate: (id, to, by) =>
      inTransaction(pool, async (client) => {
        const { personId } = by.caller;
        await execute(client, lockRotation(id));
        const places = {
          newest: placeOf('machine_client.webhook_secret_sealed', id),
          former: placeOf('machine_client.previous_secret_sealed', id),
        };
        const kept = await fetchFirst(client, secretOfMachine(id));
        const rotated = rotateSecret(sealer, kept, { to, places, personId, now: now() });
        if (!rotated.ok) {
          return rotated;
        }
        const { newest, former, expiresAt, rotationId } = rotated.value;
        await sendTogether(client, [
          rotate(id, personId, newest, former, expiresAt, rotationId),
          ...machineAudit(id, to.overlapHours, by),
        ]);
        return granted({ expiresAt });
      }),
  };
}

/** Who rotated the secret of which machine; the secret itself is in no entry. */
function machineAudit(
  machineId: string,
  overlapHours: number,
  { caller: { personId, organ, section }, at }: EndpointAct,
): readonly Statement<unknown>[] {
  return auditWrites({
    entityKind: 'machineClient',
    entityId: machineId,
    revision: null,
    act: 'machineSecretRotated',
    actId: null,
    person: { personId, organ, section },
    at,
    facts: { overlapHours },
  });
}

const machineNamed = sqlText<Row<'machine_client', 'id'> & Row<'person', 'jurisdiction'>, [name: string]>(
  'event.machineNamed',
  'SELECT m.id, p.jurisdiction FROM machine_client m JOIN person p ON p.id = m.person_id WHERE m.name = $1',
);

/** The application has no right to lock the row, which only the function changes. */
const lockRotation = sqlText<never, [id: string]>(
  'event.lockRotation',
  `SELECT pg_advisory_xact_lock(hashtextextended('rotates ' || $1, 0))`,
);

const secretOfMachine = sqlText<KeptSecret, [id: string]>(
  'event.secretOfMachine',
  `SELECT webhook_secret_sealed AS newest, previous_secret_sealed AS former, previous_secret_expires_at AS "expiresAt",
     rotation_id AS "rotationId" FROM machine_client WHERE id = $1`,
);

const rotate = sqlText<
  never,
  [id: string, byPerson: string, sealed: Buffer, previous: Buffer | null, expiresAt: Date | null, rotationId: string]
>('event.rotateMachineSecret', 'SELECT rotate_machine_secret($1, $2, $3, $4, $5, $6)');
