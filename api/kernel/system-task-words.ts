import type { Sentence } from './language.ts';

/** What the system does with tasks by itself, by the reason in the facts; `{who}` is the person who is away. */
const BY_REASON: Readonly<Record<string, Sentence>> = {
  'ABSENT/task.transfer': {
    zh: '{who}请假，系统按请假安排把一项任务转交代理人。',
    en: '{who} is away: the system gave a task to the deputy.',
  },
  'ABSENT/task.release': {
    zh: '{who}请假，系统按请假安排把一项任务放回岗位。',
    en: '{who} is away: the system gave a task back to its seat.',
  },
  'NOBODY_MAY_RULE/task.transfer': {
    zh: '责任部门无人可以裁定，系统把一项任务转交人社部门。',
    en: 'Nobody of the department may rule: the system gave a task to the HR bureau.',
  },
};

/** The sentence of a change of a task that no person made; undefined for every other entry. */
export function systemTaskWords(act: string, facts: Readonly<Record<string, unknown>>): Sentence | undefined {
  const { reason } = facts;
  return typeof reason === 'string' ? BY_REASON[`${reason}/${act}`] : undefined;
}

/** Who is away, in such a sentence: by name for officials alone. */
export function whoIsAway(name: string | null): Sentence {
  return name === null ? { zh: '经办人', en: 'The official' } : { zh: `${name} `, en: name };
}
