/** The issues that come after the claims, by the words of their titles. */
export const LATER_ISSUES = {
  DIRECTORIES: 'directories, credit files, disclosure, programme totals, awards and purchases',
  MONEY: 'money that Finance can trust: events out, bank files, reconciliation, recovery',
} as const;

/** What waits for an issue: a parameter that nothing reads, or a function that only tests call. */
export interface Waiting {
  readonly name: string;
  /** The words of a title of `LATER_ISSUES`; empty where the list names an issue that does not exist. */
  readonly issue: string;
  readonly subject: string;
}

/** Reads `name | ISSUE | subject`, one a line. */
export function waitingRows(text: string): readonly Waiting[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', code = '', subject = ''] = line.split('|').map((part) => part.trim());
      return { name, issue: Object.entries(LATER_ISSUES).find(([one]) => one === code)?.[1] ?? '', subject };
    });
}
