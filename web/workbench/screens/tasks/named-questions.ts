import type { Fault } from '../../parts/fault.ts';
import type { Task } from '../../api/resources/tasks.ts';

const ANSWERS = '/answers/';

/** A refusal with the question before what is said of its answer: `培训过程是否真实：尚未回答`. */
export function namedQuestions(fault: Fault, { questionLabels }: Pick<Task, 'questionLabels'>): Fault {
  if (fault.kind !== 'refused') {
    return fault;
  }
  const errors = fault.errors.map((error) => {
    const question = questionLabels.find(({ key }) => error.pointer === `${ANSWERS}${key}`);
    return question === undefined ? error : { ...error, message: `${question.label} · ${error.message}` };
  });
  return { ...fault, errors };
}
