import { organWord } from '../../domain/texts/organ-words.ts';
import type { Caller } from './caller.ts';
import { filterWords, type ValueWord } from './filter-words.ts';
import { fill, type Language, type Sentence } from './language.ts';
import type { RawReply } from './route.ts';
import { tableReply } from './table-file.ts';

/** Rows that a file of a list has at most; the rest is found by a narrower filter. */
export const MOST_FILE_ROWS = 5_000;

export interface FileColumn<Item> {
  readonly header: Sentence;
  readonly cell: (item: Item, language: Language) => string | number | null;
}

/** A list as a file: what it lists, the person who asked for it, and their filter. */
export interface FileOfList<Item> {
  /** Without an ending; no personal data, because it stands in logs of proxies. */
  readonly name: string;
  readonly columns: readonly FileColumn<Item>[];
  /** One more than the file takes says that there are more. */
  readonly items: readonly Item[];
}

interface AskedFile {
  readonly format: 'csv' | 'xlsx';
  readonly caller: Caller;
  readonly at: Date;
  readonly language: Language;
  /** The parameters of the request; pages and format are no filter. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly valueWord?: ValueWord;
}

const WORDS = {
  asOf: { zh: '数据截至', en: 'As of' },
  filter: { zh: '筛选', en: 'Filter' },
  noFilter: { zh: '无', en: 'none' },
  by: { zh: '导出人', en: 'Exported by' },
  more: { zh: '仅含前 {rows} 行，请缩小筛选范围', en: 'Only the first {rows} rows: narrow the filter' },
} as const satisfies Readonly<Record<string, Sentence>>;

/** The one frame of all lists that leave as files: header, rows, then the instant, the filter and who took it. */
export function listFile<Item>({ name, columns, items }: FileOfList<Item>, asked: AskedFile): Promise<RawReply> {
  const { language, format } = asked;
  const shown = items.slice(0, MOST_FILE_ROWS);
  const rows = shown.map((item) => columns.map(({ cell }) => String(cell(item, language) ?? '')));
  const more = items.length > MOST_FILE_ROWS ? [[fill(WORDS.more[language], { rows: MOST_FILE_ROWS }, language)]] : [];
  const header = columns.map((column) => column.header[language]);
  return tableReply([header, ...rows, ...more, ...footOf(asked)], name, format);
}

function footOf({ caller, at, language, query, valueWord }: AskedFile): readonly (readonly string[])[] {
  const { displayName, organ } = caller;
  return [
    [WORDS.asOf[language], shanghaiTime(at)],
    [WORDS.filter[language], filterText(query, language, valueWord) ?? WORDS.noFilter[language]],
    [WORDS.by[language], organ === null ? displayName : `${organWord(organ)[language]} ${displayName}`],
  ];
}

const NO_FILTER = ['format', 'lang', 'limit', 'cursor'];

function filterText(
  query: Readonly<Record<string, unknown>>,
  language: Language,
  valueWord: AskedFile['valueWord'],
): string | null {
  const said = Object.entries(query).filter(
    ([name, value]) => !NO_FILTER.includes(name) && value !== undefined && value !== false,
  );
  return said.length === 0
    ? null
    : said
        .map(([name, value]) => filterWords(name, String(value), valueWord)[language])
        .join(language === 'zh' ? '；' : '; ');
}

/** Day and time of Asia/Shanghai, which has no summer time. */
function shanghaiTime(at: Date): string {
  const shifted = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
}
