import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Sentence } from './language.ts';

/** When a day can be reconciled, and when the checks of the office can be run and explained. */
export const OPEN_WHEN_OF_BOOKS: {
  readonly reconciliation: Readonly<Record<OfferedAct<'reconciliation'>, Sentence>>;
  readonly integrityRun: Readonly<Record<OfferedAct<'integrityRun'>, Sentence>>;
  readonly integrityFinding: Readonly<Record<OfferedAct<'integrityFinding'>, Sentence>>;
} = {
  reconciliation: { run: { zh: '只能对账至今天', en: 'A day to come cannot be reconciled' } },
  integrityRun: { run: { zh: '现在不能运行检查', en: 'No run of the checks can be asked for now' } },
  integrityFinding: {
    explanation: { zh: '此发现已有解释，或已不存在', en: 'The finding is explained, or it is gone' },
  },
};
