import type { Locator, Page } from 'playwright-core';

/** More stops than any page has. */
const STOPS = 400;

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element.matches(':focus'));

/** Hands that have a keyboard and nothing else. */
export function handsOn(page: Page) {
  const { keyboard } = page;
  const press = (key: string) => keyboard.press(key);
  const type = (text: string) => keyboard.type(text);
  /** Goes on with Tab until the focus stands there. */
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor();
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await hasFocus(target)) {
        return;
      }
      await press('Tab');
    }
    throw new Error(`The keyboard does not reach ${String(target)}`);
  };
  const fill = async (field: Locator, text: string): Promise<void> => {
    await reach(field);
    await press('Control+a');
    await type(text);
  };
  return {
    press,
    type,
    reach,
    fill,
    /** Enter on a button or a link. */
    async enter(target: Locator) {
      await reach(target);
      await press('Enter');
    },
    /** The space bar on a tick or a choice. */
    async tick(target: Locator) {
      await reach(target);
      await press('Space');
    },
    /** A field of a day, whose parts stand in the order of the browser's own language. */
    async fillDay(field: Locator, day: string) {
      const [year = '', month = '', date = ''] = day.split('-');
      await reach(field);
      for (const keys of [`${month}${date}${year}`, `${date}${month}${year}`]) {
        await type(keys);
        if ((await field.inputValue()) === day) {
          return;
        }
        await press('ArrowLeft');
        await press('ArrowLeft');
      }
      await type(year);
      await press('ArrowRight');
      await type(`${month}${date}`);
    },
    /** Ctrl+K and the name of a page. */
    async goTo(name: string) {
      await press('Control+k');
      const palette = page.getByRole('dialog', { name: '命令' });
      await palette.getByRole('textbox').waitFor();
      await type(name);
      await palette.getByRole('button', { name, exact: true }).waitFor();
      await press('Enter');
      await palette.waitFor({ state: 'detached' });
      await page.getByRole('navigation').locator('[aria-current=page]', { hasText: name }).waitFor();
    },
    /** J until the row with this number has the focus, then Enter. */
    async openRow(row: Locator) {
      await row.waitFor();
      for (let stop = 0; stop < STOPS; stop += 1) {
        await press('j');
        if (await hasFocus(row)) {
          await press('Enter');
          return;
        }
      }
      throw new Error(`J does not reach ${String(row)}`);
    },
    async signIn(username: string) {
      await page.getByLabel('用户名').waitFor();
      await fill(page.getByLabel('用户名'), username);
      await press('Tab');
      await type('practice');
      await press('Enter');
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
    },
  };
}
