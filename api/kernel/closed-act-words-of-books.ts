import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Sentence } from './language.ts';

/** When a day can be reconciled. */
export const OPEN_WHEN_OF_BOOKS: {
  readonly reconciliation: Readonly<Record<OfferedAct<'reconciliation'>, Sentence>>;
} = {
  reconciliation: { run: { zh: '只能对账至今天', en: 'A day to come cannot be reconciled' } },
};
