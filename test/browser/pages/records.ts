import type { Page } from 'playwright-core';

/** Lists and records of any kind, by the names that a person hears. */
export function records(page: Page) {
  return {
    row: (table: string, number: string) =>
      page.getByRole('table', { name: table }).getByRole('rowheader').getByRole('link', { name: number }),
    act: (name: string) => page.getByRole('group', { name: '办理' }).getByRole('button', { name, exact: true }),
    form: (name: string) => page.getByRole('form', { name, exact: true }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    said: (sentence: string | RegExp) => page.getByRole('status').filter({ hasText: sentence }),
    alert: page.getByRole('alert'),
    remark: page.getByLabel('意见', { exact: true }),
  };
}

/** Looks at the page in English, and turns it back: the language goes with the person, into their next session too. */
export async function inEnglish(page: Page, look: () => Promise<void>): Promise<void> {
  await turnTo(page, 'English');
  await look();
  await turnTo(page, '中文');
}

/** Turns the page to the other language and waits until the server has kept it. */
export async function turnTo(page: Page, language: 'English' | '中文'): Promise<void> {
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/me/preferences'));
  await page.getByRole('button', { name: language }).click();
  await kept;
}
