import { html, type Html } from './html.ts';
import type { PageLanguage, Word } from './words.ts';

export interface Frame {
  readonly title: string;
  readonly language: PageLanguage;
  /** A banner on every page and print, so that practice data is not mistaken for real data (D20). */
  readonly isPractice: boolean;
  readonly main: Html;
}

const WORDS = {
  site: { zh: '补贴公示', en: 'Subsidy notices' },
  skip: { zh: '跳到正文', en: 'Skip to main content' },
  name: { zh: '职业技能培训补贴公示', en: 'Training-subsidy notices' },
  masked: { zh: '个人信息已按规定脱敏。', en: 'Personal data is masked as the rules ask.' },
  practice: {
    zh: '练习环境：以下均为虚构数据，不产生任何支付。',
    en: 'Practice environment: all data is made up and nothing is paid.',
  },
} as const satisfies Readonly<Record<string, Word>>;

export const FRAME_WORDS: readonly Word[] = Object.values(WORDS);

/**
 * A whole document: skip link, heading with the banner, content. No script, no style attribute, one stylesheet of our
 * own. The banner is part of the heading, so that everything on the page belongs to a landmark.
 */
export function pageFrame({ title, language, isPractice, main }: Frame): string {
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  const page = html`<html lang="${lang}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} · ${WORDS.site[language]}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/public/pages.css" />
    </head>
    <body>
      <a class="skip" href="#main">${WORDS.skip[language]}</a>
      <header>
        ${isPractice ? practiceBanner(language) : null}
        <div class="top"><a href="/public/notices">${WORDS.name[language]}</a></div>
      </header>
      <main id="main">${main}</main>
      <footer class="foot">${WORDS.masked[language]}</footer>
    </body>
  </html> `;
  return `<!DOCTYPE html>\n${page.markup}`;
}

export function practiceBanner(language: PageLanguage): Html {
  return html`<div class="practice" role="note">${WORDS.practice[language]}</div>`;
}

export const STYLESHEET = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #0b0c0c; background: #fff; }
.skip { position: absolute; left: -999px; }
.skip:focus { position: static; display: block; padding: 0.5rem 1rem; background: #ffdd00; color: #0b0c0c; }
.practice { padding: 0.5rem 1rem; background: #5c2d91; color: #fff; font-weight: 700; }
.top { padding: 0.75rem 1rem; background: #0b0c0c; }
.top a { color: #fff; font-weight: 700; text-decoration: none; }
main, .foot { max-width: 60rem; margin: 0 auto; padding: 1rem; }
.foot { border-top: 1px solid #b1b4b6; color: #505a5f; }
h1, h2 { overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { margin-top: 2rem; font-size: 1.25rem; }
a { color: #1d70b8; }
a:focus { outline: 3px solid #ffdd00; outline-offset: 0; background: #ffdd00; color: #0b0c0c; }
.tag { display: inline-block; padding: 0 0.5rem; background: #d2e2f1; color: #0c2d4a; font-weight: 700; }
.inset { margin: 1rem 0; padding: 0.75rem 1rem; border-left: 0.5rem solid #1d70b8; background: #f3f2f1; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0.25rem 1rem; margin: 1rem 0; }
dt { font-weight: 700; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; font-weight: 700; padding: 0.5rem 0; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid #b1b4b6; text-align: left; vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.mono { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.field { margin: 1rem 0; }
.field label { display: block; font-weight: 700; }
.field input, .field select, .field textarea { width: 100%; max-width: 30rem; min-height: 2.75rem; padding: 0.25rem 0.5rem; font: inherit; border: 2px solid #0b0c0c; border-radius: 0; background: #fff; color: #0b0c0c; }
.field input:focus, .field select:focus, .field textarea:focus, .button:focus { outline: 3px solid #ffdd00; outline-offset: 0; }
.fault { display: block; color: #d4351c; font-weight: 700; }
.wrong { margin: 1rem 0; padding: 0.75rem 1rem; border: 0.25rem solid #d4351c; }
.button { display: inline-block; min-height: 2.75rem; margin: 0 0.5rem 0.5rem 0; padding: 0.5rem 1.5rem; border: 0; background: #00703c; color: #fff; font: inherit; font-weight: 700; text-decoration: none; cursor: pointer; }
@media print { .skip, .top { display: none; } .practice { color: #000; background: #fff; border: 2px solid #000; } }
`;
