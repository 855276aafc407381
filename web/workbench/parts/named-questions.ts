import type { Fault } from './fault.ts';

const ANSWERS = '/answers/';

export interface Asked {
  readonly key: string;
  readonly label: string;
}

/** A refusal with the question before what is said of its answer: `培训过程是否真实：尚未回答`. */
export function namedQuestions(fault: Fault, questions: readonly Asked[]): Fault {
  if (fault.kind !== 'refused') {
    return fault;
  }
  const errors = fault.errors.map((error) => {
    const question = questions.find(({ key }) => error.pointer === `${ANSWERS}${key}`);
    return question === undefined ? error : { ...error, message: `${question.label} · ${error.message}` };
  });
  return { ...fault, errors };
}
