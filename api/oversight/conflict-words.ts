import { AUDIT_ACTS } from '../../domain/act-words.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import { documentWord } from '../../domain/texts/route-words.ts';
import { isOneOf, unreachable } from '../../domain/verdict.ts';
import { timelineView } from '../claim/timeline-words.ts';
import type { Caller } from '../kernel/caller.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';
import { systemTaskWords, whoIsAway } from '../kernel/system-task-words.ts';
import { REPAIR_ACT_WORDS } from '../kernel/repair-act-words.ts';
import { TASK_ACT_WORDS } from '../kernel/task-act-words.ts';
import type { ConflictEntry } from './conflict-ports.ts';
import { entryView } from './entity-timeline.ts';

const TASK_WORDS = {
  ...TASK_ACT_WORDS,
  ...REPAIR_ACT_WORDS,
  deadlineRecomputed: {
    zh: '因工作日历变更，办理期限重新计算。',
    en: 'A deadline was computed again with a changed calendar.',
  },
  reveal: { zh: '查看了隐去的个人信息。', en: 'Masked personal data was shown to an official.' },
} as const;

/** What happened to a filing; of a notice and a batch, whose history no timeline shows, below. */
const FILING_WORDS: Readonly<Record<(typeof AUDIT_ACTS)['filing'][number] | FilingDecision, Sentence>> = {
  ...TASK_WORDS,
  create: { zh: '新建开班备案。', en: 'The filing was begun.' },
  edit: { zh: '修改开班备案。', en: 'The filing was changed.' },
  putDocument: { zh: '上传材料。', en: 'A document was put.' },
  documentReplaced: {
    zh: '更换材料 {document}（第 {version} 版），原版本保留。',
    en: 'Document {document} was replaced by version {version}; the former one is kept.',
  },
  importRoster: { zh: '导入学员名册。', en: 'The student list was imported.' },
  removeFromRoster: { zh: '从名册中删除一人。', en: 'A person was taken off the student list.' },
  importAttendance: { zh: '导入考勤。', en: 'Attendance was imported.' },
  importResults: { zh: '导入考核结果。', en: 'Results were imported.' },
  addSupervision: { zh: '登记检查。', en: 'A visit was entered.' },
  submitted: { zh: '提交开班备案。', en: 'The filing was submitted.' },
  begin: { zh: '备案开始办理。', en: 'The filing began.' },
  decide: { zh: '作出决定。', en: 'It was answered.' },
  accept: { zh: '通过备案。', en: 'The filing was accepted.' },
  returnForCorrection: { zh: '退回申请单位补正。', en: 'The filing was returned for correction.' },
  routeTo: { zh: '确定责任部门。', en: 'The responsible department was named.' },
  resubmit: { zh: '重新提交备案。', en: 'The filing was submitted again.' },
  withdraw: { zh: '撤回备案。', en: 'The filing was withdrawn.' },
  recordResults: { zh: '考核结果已录入。', en: 'The results were recorded.' },
  claimOpened: { zh: '已提交补贴申领。', en: 'A claim was submitted.' },
  timerFired: { zh: '期限届满。', en: 'A period ended.' },
};
type FilingDecision = 'accept' | 'returnForCorrection' | 'routeTo';

const NOTICE_WORDS: Readonly<Record<(typeof AUDIT_ACTS)['notice'][number], Sentence>> = {
  ...TASK_WORDS,
  draft: { zh: '生成公示草稿。', en: 'The notice was drafted.' },
  emptied: { zh: '公示中已无申领。', en: 'The notice has no claims any more.' },
  claimDropped: { zh: '一笔申领移出公示。', en: 'A claim left the notice.' },
  begin: { zh: '公示开始办理。', en: 'The notice began.' },
  confirm: { zh: '一方确认公示。', en: 'One side confirmed the notice.' },
  reject: { zh: '公示被退回。', en: 'The notice was rejected.' },
  withdraw: { zh: '公示被撤回。', en: 'The notice was withdrawn.' },
  publish: { zh: '公示已发布。', en: 'The notice was published.' },
  fileObjection: { zh: '收到异议。', en: 'An objection was filed.' },
  ruleObjection: { zh: '对异议作出裁定。', en: 'An objection was ruled on.' },
  settle: { zh: '公示结束。', en: 'The notice ended.' },
};

const BATCH_WORDS: Readonly<Record<(typeof AUDIT_ACTS)['batch'][number], Sentence>> = {
  ...TASK_WORDS,
  draft: { zh: '生成拨付批次。', en: 'The batch was drafted.' },
  takeFile: { zh: '下载银行文件。', en: 'The bank file was taken.' },
  enterResults: { zh: '录入支付结果，待另一人复核。', en: 'Results were entered; they wait for a second person.' },
  confirmResults: { zh: '确认支付结果。', en: 'Results were confirmed.' },
  enterMatch: { zh: '录入匹配，待另一人复核。', en: 'A match was entered; it waits for a second person.' },
  matchEvent: { zh: '匹配了一条支付回执。', en: 'A report of the bank was matched.' },
  rejectEntry: { zh: '复核人未通过录入。', en: 'What was entered was not confirmed.' },
  withdrawEntry: { zh: '录入人撤回录入。', en: 'What was entered was taken back.' },
  begin: { zh: '批次开始办理。', en: 'The batch began.' },
  release: { zh: '批次已放行。', en: 'The batch was released.' },
  reject: { zh: '批次被退回。', en: 'The batch was rejected.' },
  dispatched: { zh: '批次已发送。', en: 'The batch was sent.' },
  settle: { zh: '批次已办结。', en: 'The batch was settled.' },
};

interface Reading {
  readonly law: Pick<RouteDefinition, 'documents' | 'stages'> | null;
  readonly language: Language;
  readonly caller: Caller;
}

/** The sentence of an entry in the words of the timeline of its entity. */
export function sentenceOfEntry(kind: EntityKind, entry: ConflictEntry, { law, language, caller }: Reading): string {
  const isOfficial = caller.partyId === null;
  const { act } = entry;
  switch (kind) {
    case 'claim':
      return isOneOf(AUDIT_ACTS.claim, act)
        ? timelineView({ ...entry, act, onBehalfOf: null }, { isOfficial, language, law }).sentence
        : '';
    case 'filing':
      return filingSentence(entry, language);
    case 'notice':
      return worded(NOTICE_WORDS, entry, language);
    case 'batch':
      return worded(BATCH_WORDS, entry, language);
    case 'grantCall':
    case 'grant':
    case 'annualPlan':
    case 'demandCycle':
    case 'recovery':
      return isOneOf(AUDIT_ACTS[kind], act)
        ? entryView({ ...entry, act, onBehalfOf: null }, { isOfficial, language }).sentence
        : '';
    default:
      return unreachable(kind);
  }
}

/** The sentence of an entry of a filing's history. */
export function filingSentence(entry: Pick<ConflictEntry, 'act' | 'facts'>, language: Language): string {
  return worded(FILING_WORDS, entry, language);
}

function worded(
  words: Readonly<Record<string, Sentence>>,
  { act, facts }: Pick<ConflictEntry, 'act' | 'facts'>,
  language: Language,
): string {
  const bySystem = systemTaskWords(act, facts);
  if (bySystem !== undefined) {
    return fill(bySystem[language], { who: whoIsAway(null)[language] }, language);
  }
  const decision = facts['decision'];
  const said = typeof decision === 'string' ? words[decision] : undefined;
  const { version } = facts;
  const places = {
    document: paperWord(facts['document'])[language],
    version: typeof version === 'number' ? String(version) : '',
  };
  return fill((said ?? words[act])?.[language] ?? '', places, language);
}

/** The name of a paper that all routes share, else that it is another one. */
function paperWord(kind: unknown): Sentence {
  const word = documentWord(String(kind), []);
  return word.zh === kind ? { zh: '其他材料', en: 'other paper' } : word;
}
