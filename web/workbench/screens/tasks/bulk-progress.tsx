import type { BulkRun } from '../../api/resources/bulk.ts';
import { useBulkWords } from '../../words/bulk.ts';

/** How many cases there are, are decided, were left alone, and are under way. */
export function countsOf({ items }: BulkRun) {
  const count = (isCounted: (result: BulkRun['items'][number]['result']) => boolean) =>
    items.filter(({ result }) => isCounted(result)).length;
  const done = count((result) => result === 'done');
  const waiting = count((result) => result === null);
  return { total: items.length, done, waiting, left: items.length - done - waiting };
}

export function BulkProgress({ run }: { readonly run: BulkRun }) {
  const words = useBulkWords();
  const { total, waiting } = countsOf(run);
  return (
    <p className="quiet">
      <progress aria-label={words.progress(total - waiting, total)} max={total} value={total - waiting} />{' '}
      {words.progress(total - waiting, total)}
    </p>
  );
}
