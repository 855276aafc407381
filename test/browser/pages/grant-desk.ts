import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faultsOf } from './office-tour.ts';
import { records } from './records.ts';

/** An act on the page of a grant or of its call: its form is opened, filled and sent, and the page says that it was done. */
export async function actOn(
  page: Page,
  name: string,
  said: string,
  type: (of: ReturnType<typeof records>) => Promise<void> = async () => undefined,
): Promise<void> {
  const of = records(page);
  await of.act(name).click();
  await type(of);
  expect(await faultsOf(page)).toEqual([]);
  // An act that is a confirmation is not confirmed twice in its name.
  const confirm = name === '确认' ? name : `确认${name}`;
  await of.form(name).getByRole('button', { name: confirm, exact: true }).click();
  await of.said(said).waitFor();
}

/** Every question of the task is answered with yes, by its number. */
export async function answerYes(page: Page): Promise<void> {
  const yes = page.getByRole('radio', { name: '是' });
  await yes.first().waitFor();
  const total = await yes.count();
  for (let place = 1; place <= total; place += 1) {
    await page.keyboard.press(`Digit${place}`);
  }
  await expect.poll(() => page.getByRole('radio', { name: '是', checked: true }).count()).toBe(total);
}
