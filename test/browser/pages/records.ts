import type { Page } from 'playwright-core';

/** Lists and records of any kind, by the names that a person hears. */
export function records(page: Page) {
  return {
    row: (table: string, number: string) =>
      page.getByRole('table', { name: table }).getByRole('rowheader').getByRole('link', { name: number }),
    act: (name: string) => page.getByRole('group', { name: '办理' }).getByRole('button', { name, exact: true }),
    form: (name: string) => page.getByRole('form', { name, exact: true }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    said: (sentence: string) => page.getByRole('status').filter({ hasText: sentence }),
    alert: page.getByRole('alert'),
    remark: page.getByLabel('意见'),
  };
}
