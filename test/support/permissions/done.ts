import type { Answer } from '../http-client.ts';

/** The body of an answer to what must not be refused. */
export function done(answer: Answer): Answer['body'] {
  if (answer.status >= 300) {
    throw new Error(`Not done: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
