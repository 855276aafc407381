import type pg from 'pg';
import type { ViewStore } from '../../api/task/view-ports.ts';
import { inTransaction } from '../kernel/connection.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchFirst, query } from '../kernel/statements.ts';

export function createViewStore(pool: pg.Pool, sealer: Pick<Sealer, 'seal' | 'open'>): ViewStore {
  return {
    async read(personId) {
      const row = await fetchFirst(pool, ownRow(personId));
      return row === undefined ? null : sealer.open(row.views_sealed, placeFor(personId));
    },

    change: (personId, change) =>
      inTransaction(pool, async (client) => {
        // The row is there before it is locked, so that two first changes are one after the other as well.
        const none = sealer.seal('[]', placeFor(personId));
        const first = query.insertInto('saved_view').values({ person_id: personId, views_sealed: none });
        await execute(
          client,
          first.onConflict((known) => known.doNothing()),
        );
        const row = await fetchFirst(client, ownRow(personId).forUpdate());
        const { text, said } = change(row === undefined ? null : sealer.open(row.views_sealed, placeFor(personId)));
        const views = sealer.seal(text, placeFor(personId));
        await execute(
          client,
          query.updateTable('saved_view').set({ views_sealed: views }).where('person_id', '=', personId),
        );
        return said;
      }),
  };
}

const placeFor = (personId: string) => placeOf('saved_view.views_sealed', personId);

const ownRow = (personId: string) =>
  query.selectFrom('saved_view').select('views_sealed').where('person_id', '=', personId);
