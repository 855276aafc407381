import type { PolicyLibrary } from './policy-pack.ts';

/** How many answers of one library are kept. */
const MOST_KEPT = 200;

/**
 * Returns the same question with a memory: a library never changes, so the same question, told by `keyOf`, gets the same
 * answer, which has to be frozen.
 */
export function keptAnswers<Question, Answer>(
  resolve: (library: PolicyLibrary, question: Question) => Answer,
  keyOf: (question: Question) => string,
): (library: PolicyLibrary, question: Question) => Answer {
  const kept = new WeakMap<PolicyLibrary, Map<string, Answer>>();
  return (library, question) => {
    const key = keyOf(question);
    const answers = kept.get(library) ?? new Map<string, Answer>();
    const answer = answers.get(key) ?? resolve(library, question);
    if (answers.size >= MOST_KEPT) {
      answers.clear();
    }
    kept.set(library, answers.set(key, answer));
    return answer;
  };
}
