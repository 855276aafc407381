import type { RepairPlan } from '../../domain/repair/repair-plan.ts';
import type { PreconditionCode, SideEffectKind } from '../../domain/repair/repair-words.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';

/** What must hold before a repair. */
const PRECONDITION_WORDS: Readonly<Record<PreconditionCode, Sentence>> = {
  WRONG_STATE: { zh: '此件已开始办理且尚未办结。', en: 'It has begun and has not ended.' },
  RUN_OPEN: { zh: '没有正在运行的流程。', en: 'No run of its workflow is open.' },
  RUN_MISSING: { zh: '有一个正在运行的流程。', en: 'A run of its workflow is open.' },
  CASE_OPEN: { zh: '暂停不是由未结的案件作出。', en: 'The hold is not that of an open case.' },
  NOTHING_TO_REPAIR: { zh: '存在此项修复所针对的问题。', en: 'There is something that this repair is for.' },
};

export function preconditionSentence(code: PreconditionCode, language: Language): string {
  return PRECONDITION_WORDS[code][language];
}

/** What follows from a repair besides its difference. */
const SIDE_EFFECT_WORDS: Readonly<Record<SideEffectKind, Sentence>> = {
  timerArmed: {
    zh: '期限将于 {at} 届满；已过的期限立即届满。',
    en: 'Its period ends at {at}; one that is over ends at once.',
  },
  actsSent: {
    zh: '已保存而未记录的 {count} 项办理将各记录一次。',
    en: 'Acts that were kept are recorded, each once: {count}.',
  },
  runEnded: { zh: '现有流程将被终止。', en: 'The run that stands is terminated.' },
  inboxTaken: { zh: '已收到而未处理的支付结果将被处理。', en: 'Results of payments that wait are taken.' },
  goesOn: { zh: '此件继续办理。', en: 'It goes on.' },
};

export function sideEffectSentence({ kind, at, count }: RepairPlan['sideEffects'][number], language: Language): string {
  const facts = { at: at === undefined ? '' : new Date(at).toISOString(), count: count ?? 0 };
  return fill(SIDE_EFFECT_WORDS[kind][language], facts, language);
}
