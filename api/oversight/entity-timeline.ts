import { nameOfActor } from '../kernel/actor-name.ts';
import { withNamedCorrections } from '../kernel/asked-corrections.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';
import { systemTaskWords, whoIsAway } from '../kernel/system-task-words.ts';
import { pageOf } from '../kernel/paging.ts';
import type { EntityEntry } from './entity-reads.ts';
import { YEAR_ACT_WORDS, YEAR_DECISION_WORDS } from './entity-timeline-words.ts';

/** What a holder reads of its grant: decisions, days and money; no figures of a panel and no investigation. */
const FOR_HOLDER: readonly string[] = [
  'stage',
  'decision',
  'year',
  'callId',
  'noticeId',
  'outcome',
  'remark',
  'corrections',
  'documentNo',
  'instalmentNo',
  'instructionId',
  'amountFen',
  'movedFen',
  'kind',
];

/** Acts of experts, and of who investigates: a holder reads that they were, not by whom or why. */
const CLOSED_TO_HOLDER: readonly string[] = ['score', 'recuse', 'withdrawScore', 'panelChanged', 'suspend', 'resume'];

interface Reader {
  readonly isOfficial: boolean;
  readonly language: Language;
  /** Of the law of a grant, which names the papers that a return asks for. */
  readonly documents?: RouteDefinition['documents'];
}

/** One page of a history, the oldest first. */
export function timelinePage(rows: readonly EntityEntry[], limit: number, reader: Reader) {
  const page = pageOf(
    rows,
    limit,
    ({ seq }) => [seq],
    (row) => entryView(row, reader),
  );
  return { body: { items: [...page.items], nextCursor: page.nextCursor } };
}

/** One entry in the words of the reader. What an expert wrote stands with the score, which is blind until the close. */
export function entryView(entry: EntityEntry, { isOfficial, language, documents = [] }: Reader) {
  const { seq, revision, act, at, organ, section, displayName } = entry;
  const isClosed = !isOfficial && isClosedToHolder(entry);
  const shown = isClosed ? [] : FOR_HOLDER;
  const facts = Object.entries(entry.facts).filter(([name]) =>
    isOfficial ? act !== 'score' || name !== 'remark' : shown.includes(name),
  );
  const isPerson = (organ !== null || displayName !== null) && !isClosed;
  return {
    seq,
    revision,
    act,
    at: at.toISOString(),
    actor: isPerson ? { organ, section, displayName: isOfficial ? nameOfActor(entry) : null } : null,
    ...(isOfficial && isPerson && entry.onBehalfOf !== null && { onBehalfOf: { displayName: entry.onBehalfOf } }),
    sentence: sentenceOf({ ...entry, onBehalfOf: isOfficial ? entry.onBehalfOf : null }, language),
    facts: withNamedCorrections(Object.fromEntries(facts), documents, language),
  };
}

function isClosedToHolder({ act, facts }: EntityEntry): boolean {
  return CLOSED_TO_HOLDER.includes(act) || facts['stage'] === 'expertScore';
}

function sentenceOf({ act, facts, onBehalfOf }: EntityEntry, language: Language): string {
  const bySystem = systemTaskWords(act, facts);
  if (bySystem !== undefined) {
    return fill(bySystem[language], { who: whoIsAway(onBehalfOf)[language] }, language);
  }
  const decided = Object.entries(YEAR_DECISION_WORDS).find(([decision]) => decision === facts['decision']);
  const words: Sentence = decided?.[1] ?? YEAR_ACT_WORDS[act];
  const places = {
    amount: yuan(facts['amountFen']),
    moved: yuan(facts['movedFen']),
    outcome: OUTCOMES[text(facts['outcome'])]?.[language] ?? text(facts['outcome']),
  };
  return fill(words[language], places, language);
}

const OUTCOMES: Readonly<Record<string, Sentence>> = {
  settled: { zh: '已到账', en: 'settled' },
  failed: { zh: '支付失败', en: 'failed' },
  returned: { zh: '已被退回', en: 'returned' },
  reversed: { zh: '已被冲回', en: 'reversed' },
};

function yuan(fen: unknown): string {
  return typeof fen === 'number' && Number.isSafeInteger(fen) ? formatFen(parseFen(fen)) : '—';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '—';
}
