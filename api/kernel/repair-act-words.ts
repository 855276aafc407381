import type { RepairAuditAct } from '../../domain/repair/repair-audit-acts.ts';
import type { Sentence } from './language.ts';

/** The words for what becomes of a repair, in the history of what it repairs. */
export const REPAIR_ACT_WORDS: Readonly<Record<RepairAuditAct, Sentence>> = {
  repairProposed: {
    zh: '运维人员提出系统修复，待另一人核准。',
    en: 'A repair was proposed; another person approves it.',
  },
  repairApproved: { zh: '系统修复已获核准。', en: 'A repair was approved.' },
  repairRejected: { zh: '系统修复未获核准。', en: 'A repair was rejected.' },
  repairLapsed: { zh: '系统修复逾期未核准，提议失效。', en: 'A repair was not approved in time and lapsed.' },
  repairApplied: { zh: '系统修复已执行。', en: 'A repair was applied.' },
  repairProbed: { zh: '已核查系统修复的结果。', en: 'What came of a repair was looked at.' },
};
