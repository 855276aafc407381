import { BULK_REFUSALS, type BulkRefusal } from '../../domain/task/bulk-able.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { problemText } from '../kernel/messages.ts';
import { problemOfCode } from '../kernel/refusal-problem.ts';

/** Why a task is decided by itself, for people. */
const BULK_WORDS: Readonly<Record<BulkRefusal, Sentence>> = {
  BULK_CLOSED: { zh: '本地未开通批量办理', en: 'Decisions in bulk are not open here' },
  BULK_OTHER_KIND: { zh: '此类事项须逐件办理', en: 'Tasks of this kind are decided one by one' },
  BULK_NOT_OPEN: { zh: '此件已办结', en: 'The task is done' },
  BULK_UNDECIDED: { zh: '有存疑事项未决定，须逐件办理', en: 'A finding waits for a decision; decide it by itself' },
  BULK_LATER_ROUND: { zh: '此件为退回后再次报送，须逐件办理', en: 'It came again after a return; decide it by itself' },
  BULK_ABOVE_LIMIT: {
    zh: '金额超过批量办理的上限，须逐件办理',
    en: 'The sum is above the limit of a bulk; decide it by itself',
  },
};

/** Why a bulk leaves a task alone: its own reason, or that of the decision's refusal. */
export function bulkWhy(code: string, language: Language) {
  const refusal = BULK_REFUSALS.find((one) => one === code);
  if (refusal !== undefined) {
    return { code: refusal, sentence: BULK_WORDS[refusal][language] };
  }
  const problem = problemOfCode(code);
  return { code: problem, sentence: problemText(problem, {}, language).title };
}
