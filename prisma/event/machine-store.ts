import type pg from 'pg';
import type { MachineStore } from '../../api/event/event-ports.ts';
import { judgeRotation } from '../../domain/event/secret-rotation.ts';
import { granted } from '../../domain/verdict.ts';
import { inTransaction } from '../kernel/connection.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, sqlText, type Row } from '../kernel/statements.ts';

/** @param now real time, as signatures are judged by it */
export function createMachineStore(pool: pg.Pool, sealer: Sealer, now: () => Date = () => new Date()): MachineStore {
  return {
    async find(name) {
      return (await fetchFirst(pool, machineNamed(name))) ?? null;
    },

    rotate: (id, { secret, overlapHours }, { caller }) =>
      inTransaction(pool, async (client) => {
        await execute(client, lockRotation(id));
        const row = await fetchFirst(client, secretOfMachine(id));
        const verdict = judgeRotation(row?.expires_at?.getTime() ?? null, overlapHours, now().getTime());
        if (!verdict.ok || row === undefined) {
          return verdict.ok ? granted({ expiresAt: null }) : verdict;
        }
        const { previousExpiresAtMs } = verdict.value;
        const expiresAt = previousExpiresAtMs === null ? null : new Date(previousExpiresAtMs);
        const place = placeOf('machine_client.webhook_secret_sealed', id);
        const former = placeOf('machine_client.previous_secret_sealed', id);
        const previous = expiresAt === null ? null : sealer.move(row.webhook_secret_sealed, place, former);
        await execute(client, rotate(id, caller.personId, sealer.seal(secret, place), previous, expiresAt));
        return granted({ expiresAt });
      }),
  };
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

const secretOfMachine = sqlText<
  Row<'machine_client', 'webhook_secret_sealed'> & { readonly expires_at: Date | null },
  [id: string]
>(
  'event.secretOfMachine',
  'SELECT webhook_secret_sealed, previous_secret_expires_at AS expires_at FROM machine_client WHERE id = $1',
);

const rotate = sqlText<
  never,
  [id: string, byPerson: string, sealed: Buffer, previous: Buffer | null, expiresAt: Date | null]
>('event.rotateMachineSecret', 'SELECT rotate_machine_secret($1, $2, $3, $4, $5)');
