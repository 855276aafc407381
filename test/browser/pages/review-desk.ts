import type { Locator, Page } from 'playwright-core';

/** The inbox and the review desk, by the names that a person hears. */
export function reviewDesk(page: Page) {
  const region = (name: string | RegExp) => page.getByRole('region', { name });
  return {
    rows: page.getByRole('table', { name: '待办列表' }).getByRole('rowheader').getByRole('link'),
    row: (number: string): Locator => page.getByRole('link', { name: number }),
    why: region('为什么在等'),
    findings: region(/^需要决定的事项/),
    questions: region('核对'),
    money: region('金额'),
    people: region(/^人员/),
    timeline: region('时间线'),
    papers: page.getByRole('complementary', { name: '材料' }),
    acts: page.getByRole('group', { name: '办理' }),
    act: (name: string) => page.getByRole('group', { name: '办理' }).getByRole('button', { name, exact: true }),
    panel: (name: string) => page.getByRole('form', { name, exact: true }),
    remark: page.getByLabel('意见', { exact: true }),
    confirm: (name: string) => page.getByRole('button', { name: `确认${name}`, exact: true }),
    said: page.getByRole('status'),
    alert: page.getByRole('alert'),
    /** Accepts the only doubtful line of the case. */
    async acceptLine(reason: string) {
      await page.getByRole('radio', { name: '予以认可' }).check();
      await page.getByLabel(/ 理由$/).fill(reason);
    },
    /** Answers every question with yes. */
    async answerYes() {
      const yes = region('核对').getByRole('radio', { name: '是' });
      await yes.first().waitFor();
      for (const one of await yes.all()) {
        await one.check();
      }
    },
    /** Where the focus stands, in words. */
    focused: () => page.evaluate('document.activeElement?.textContent ?? ""'),
  };
}
