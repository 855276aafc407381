import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type RepairCode = Extract<ProblemCode, 'RUN_OPEN' | 'RUN_MISSING' | 'NOTHING_TO_REPAIR' | 'REPAIR_OPEN'>;

/** Messages for refusals of repairs. */
export const REPAIR_MESSAGES: Readonly<Record<RepairCode, ProblemText>> = {
  RUN_OPEN: {
    zh: ['流程正在运行', '流程没有丢失，无需重新启动；请先查看诊断，如流程落后于记录，请改用 terminateAndReplace。'],
    en: [
      'Its workflow is running',
      'Nothing is missing, so nothing is started. Read the diagnosis; a run that is behind the record is healed by terminateAndReplace.',
    ],
  },
  RUN_MISSING: {
    zh: ['没有正在运行的流程', '请先用 restartMissingWorkflow 重新启动流程，再办理此项修复。'],
    en: ['No run of its workflow is open', 'Start the workflow by restartMissingWorkflow first.'],
  },
  NOTHING_TO_REPAIR: {
    zh: ['没有此项修复所针对的问题', '请重新查看诊断；问题可能已经消除，或属于另一种原因。'],
    en: [
      'There is nothing that this repair is for',
      'Read the diagnosis again: the fault may be gone, or have another cause.',
    ],
  },
  REPAIR_OPEN: {
    zh: ['此件的另一项修复正在执行', '请等待正在执行的修复结束（约一分钟），再核准这一项。'],
    en: ['Another repair of it is being applied', 'Wait for its end, about a minute, and approve this one then.'],
  },
};
