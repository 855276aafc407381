import { isOneOf, unreachable } from '../../domain/verdict.ts';
import { judgeTaskAct, TASK_ACTS, type TaskAct } from '../../domain/task/task-acts.ts';
import { sideWord } from '../../domain/task/decision-effect.ts';
import { roleWord } from '../../domain/texts/role-words.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Sentence } from '../kernel/language.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import type { Task } from './task-ports.ts';

/** The condition that is missing for an act on a task, for the person who asks (X5). */
export function missingOnTask(task: Task, caller: Caller, act: string, code: ProblemCode): Sentence | undefined {
  if (task.state !== 'open') {
    return { zh: '此件已办结', en: 'The task is done' };
  }
  if (code === 'TASK_ASSIGNED') {
    const who = task.assigneeName ?? '';
    return {
      zh: `此件已由 ${who} 领取，放回或转交后才能办理`,
      en: `${who} has taken the task and has to give it back first`,
    };
  }
  const own = isOneOf(TASK_ACTS, act) && code !== 'CONFLICT_OF_INTEREST' ? ownActWords(task, act, caller) : undefined;
  return own ?? dutyWords(task, caller, code);
}

function ownActWords(task: Task, act: TaskAct, caller: Caller): Sentence | undefined {
  if (act === 'claim' && task.assigneeId === caller.personId) {
    return { zh: '您已领取此件', en: 'You have taken the task already' };
  }
  const verdict = judgeTaskAct(task, act, caller);
  if (verdict.ok) {
    return undefined;
  }
  switch (act) {
    case 'release':
      return task.assigneeId === null
        ? { zh: '此件无人领取，无需放回', en: 'Nobody has taken the task' }
        : { zh: '您没有领取此件，不能放回', en: 'You have not taken the task, so you cannot give it back' };
    case 'transfer':
      return task.forPersonId === null
        ? { zh: '您没有领取此件，不能转交', en: 'You have not taken the task, so you cannot hand it on' }
        : { zh: '此件只能由本人办理，不能转交', en: 'The task is one person’s alone and is not handed on' };
    case 'extension':
      return { zh: '延期须由本地运维人员办理', en: 'An operator of the place extends a deadline' };
    case 'remind':
      return {
        zh: '催办须由承办单位或本地运维人员办理',
        en: 'The office of the task or an operator of the place reminds',
      };
    case 'claim':
      return seatWords(task, caller);
    default:
      return unreachable(act);
  }
}

function dutyWords(task: Task, caller: Caller, code: ProblemCode): Sentence | undefined {
  const { zh, en } = sideWord(task.organ);
  if (OF_THE_SEAT.includes(code)) {
    return seatWords(task, caller);
  }
  if (code === 'SAME_SECTION_FORBIDDEN') {
    return { zh: `须由${zh}另一科室办理`, en: `Another section of ${en} has to decide it` };
  }
  return code === 'WRONG_STATE'
    ? { zh: '此件所在环节不能作出此项决定', en: 'The step that it is in has no such decision' }
    : undefined;
}

const OF_THE_SEAT: readonly ProblemCode[] = ['OTHER_ORGAN', 'OTHER_JURISDICTION', 'ROLE_REQUIRED', 'FORBIDDEN'];

/** Whose seat it is: the first thing in which the person differs from it. */
function seatWords(task: Task, caller: Caller): Sentence {
  const organ = sideWord(task.organ);
  const role = roleWord(task.role);
  if (task.jurisdiction !== caller.jurisdiction) {
    return { zh: '须由承办地的人员办理', en: 'An office of the place of the task has to act' };
  }
  if (task.organ !== caller.organ) {
    return { zh: `须由${organ.zh}办理`, en: `${organ.en} has to act` };
  }
  if (task.section !== null && task.section !== caller.section) {
    return { zh: `须由${task.section}科室办理`, en: `The section ${task.section} has to act` };
  }
  return task.forPersonId !== null && task.forPersonId !== caller.personId
    ? { zh: '此件只能由指定的人办理', en: 'The task is another person’s alone' }
    : { zh: `须由${role.zh}办理`, en: `It takes ${role.en}` };
}
