/**
 * An error that only the operator can fix: a setting, a taken port, a missing program.
 * It is shown as two lines, Chinese and English, and ends the program with exit code 1; it has no stack to show.
 */
export class StartError extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(words: { readonly zh: string; readonly en: string }, cause?: unknown) {
    super(`${words.zh}\n${words.en}`, { cause });
    this.name = 'StartError';
    this.zh = words.zh;
    this.en = words.en;
  }
}
