import { formatFen, parseFen } from '../money.ts';
import { columnWord } from '../intake/entry-headers.ts';
import type { EntryFacts } from '../intake/entry.ts';
import { ENTRY_COLUMN_CODES, type EntryColumnCode } from '../policy/route-codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import { isSkillLevel, INSURANCE_KINDS } from '../codes.ts';
import { levelWord } from '../texts/level-words.ts';
import { CERTIFICATE_WORDS, INSURANCE_WORDS } from '../texts/line-words.ts';
import { LINE_STATE_WORDS } from '../texts/state-words.ts';
import { LINES_WITHOUT_BASE } from '../line/line-state.ts';
import { isOneOf } from '../verdict.ts';
import type { KeptLine } from './claim-round.ts';

/** A value of a line as people read it; null where there is none. */
export interface FieldDifference {
  readonly field: string;
  readonly label: Label;
  readonly before: Label | null;
  readonly after: Label | null;
}

/** A line whose person, facts, state or amounts are not what they were. */
export interface LineDifference {
  readonly lineId: string;
  readonly position: number;
  readonly fields: readonly FieldDifference[];
}

interface Field {
  readonly field: string;
  readonly label: Label;
  readonly value: Label | null;
  /** Equal where nothing changed. */
  readonly key: string | null;
}

/**
 * What changed in a claim's lines, field by field, in the order of their positions. A line that came or left has all its
 * fields on one side alone. An account is only said to have changed.
 */
export function lineDifferences(before: readonly KeptLine[], after: readonly KeptLine[]): readonly LineDifference[] {
  const was = new Map(before.map((line) => [line.lineId, line]));
  const is = new Map(after.map((line) => [line.lineId, line]));
  const every = [...after, ...before.filter(({ lineId }) => !is.has(lineId))];
  return every
    .map(({ lineId, position }) => ({
      lineId,
      position,
      fields: differences(fieldsOf(was.get(lineId)), fieldsOf(is.get(lineId))),
    }))
    .filter(({ fields }) => fields.length > 0)
    .toSorted((a, b) => a.position - b.position);
}

function differences(before: readonly Field[], after: readonly Field[]): readonly FieldDifference[] {
  const was = new Map(before.map((one) => [one.field, one]));
  const is = new Map(after.map((one) => [one.field, one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const [former, now] = [was.get(field), is.get(field)];
    const label = now?.label ?? former?.label;
    return label === undefined || former?.key === now?.key
      ? []
      : [{ field, label, before: former?.value ?? null, after: now?.value ?? null }];
  });
}

/** The fields of a line that have a value; none of a line that is not there. */
function fieldsOf(line: KeptLine | undefined): readonly Field[] {
  if (line === undefined) {
    return [];
  }
  const fields = [
    said('state', { zh: '结论', en: 'Result' }, LINE_STATE_WORDS[line.state]),
    said('attendedHours', { zh: '出勤课时', en: 'Attended hours' }, plain(line.attendedHours)),
    said('certificate', { zh: '证书', en: 'Certificate' }, certificateOf(line)),
    said('occupation', { zh: '职业（工种）', en: 'Occupation' }, plain(line.occupation)),
    said('skillLevel', { zh: '等级', en: 'Level' }, levelWord(line.skillLevel)),
    said(
      'baseFen',
      { zh: '补贴金额', en: 'Subsidy' },
      money(isOneOf(LINES_WITHOUT_BASE, line.state) ? 0 : line.baseFen),
    ),
    said('allowanceFen', { zh: '生活费补贴', en: 'Living allowance' }, money(line.allowanceFen)),
    said('floatFen', { zh: '就业上浮', en: 'Employment top-up' }, money(line.floatFen)),
    accountOf(line.account),
    ...evidenceFields(line.evidence),
    ...factFields(line.facts ?? {}),
  ];
  return fields.filter((one) => one !== null);
}

function said(field: string, label: Label, value: Label | null): Field | null {
  return value === null || value.zh === '' ? null : { field, label, value, key: value.zh };
}

function plain(value: string | number | null): Label | null {
  return value === null || value === '' ? null : { zh: String(value), en: String(value) };
}

/** An amount of nothing is no value, so that a route without a living allowance has no such field. */
function money(fen: number): Label | null {
  const amount = formatFen(parseFen(fen));
  return fen === 0 ? null : { zh: `${amount} 元`, en: `${amount} CNY` };
}

function certificateOf({
  certificateKind: kind,
  certificateNo: number,
  certificateDate: date,
}: KeptLine): Label | null {
  if (kind === null || number === null) {
    return null;
  }
  const { zh, en } = CERTIFICATE_WORDS[kind];
  return { zh: `${zh} ${number}，${date ?? '—'} 发证`, en: `${en} ${number}, issued ${date ?? '—'}` };
}

function accountOf(account: string | null): Field | null {
  const label = { zh: '收款账户', en: 'Account' };
  return account === null ? null : { field: 'account', label, value: { zh: '已登记', en: 'on record' }, key: account };
}

function evidenceFields(evidence: KeptLine['evidence']): readonly (Field | null)[] {
  if (evidence === null) {
    return [];
  }
  const kinds = INSURANCE_KINDS.filter((kind) => evidence.insuranceKinds.includes(kind)).map(
    (kind) => INSURANCE_WORDS[kind],
  );
  const open = { zh: '无固定期限', en: 'open-ended' };
  return [
    said('contractSignedOn', { zh: '合同签订日', en: 'Contract signed on' }, plain(evidence.signedOn)),
    said('contractStartsOn', { zh: '合同起始日', en: 'Contract starts on' }, plain(evidence.startsOn)),
    said('contractEndsOn', { zh: '合同终止日', en: 'Contract ends on' }, plain(evidence.endsOn) ?? open),
    said('insuredMonths', { zh: '参保月数', en: 'Insured months' }, plain(evidence.insuredMonths)),
    said('insuranceKinds', { zh: '参保险种', en: 'Insurances' }, joined(kinds)),
  ];
}

/** The columns of its own file. What the line's own fields say is not said twice. */
function factFields(facts: EntryFacts): readonly (Field | null)[] {
  return Object.entries(facts).map(([name, value]: readonly [string, EntryFacts[keyof EntryFacts]]) => {
    const column = COLUMN_OF_FACT[name] ?? name;
    return LINE_COLUMNS.includes(column) || !isOneOf(ENTRY_COLUMN_CODES, column)
      ? null
      : said(name, columnWord(column), factText(name, value));
  });
}

/** Facts that are not called as their columns are. */
const COLUMN_OF_FACT: Readonly<Record<string, EntryColumnCode>> = {
  feeFen: 'fee',
  amountFen: 'amount',
  isRenewal: 'renewal',
};

const LINE_COLUMNS: readonly string[] = [
  'certificateKind',
  'certificateNo',
  'certificateDate',
  'occupation',
  'skillLevel',
  'insuredMonths',
];

function factText(name: string, value: EntryFacts[keyof EntryFacts]): Label | null {
  if (typeof value === 'boolean') {
    return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  }
  if (typeof value === 'number' && name.endsWith('Fen')) {
    return money(value);
  }
  if (typeof value === 'object') {
    return plain(value.join('、'));
  }
  if (value === undefined) {
    return null;
  }
  return typeof value === 'string' && isSkillLevel(value) ? levelWord(value) : plain(value);
}

function joined(words: readonly Label[]): Label | null {
  return words.length === 0
    ? null
    : { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
}
