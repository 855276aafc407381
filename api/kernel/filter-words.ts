import { CLAIM_ROW_STATES } from '../../domain/claim/claim-state.ts';
import { ORGAN_CODES } from '../../domain/codes.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { placeWord } from '../../domain/texts/place-words.ts';
import { claimStateWord } from '../../domain/texts/state-words.ts';

const NAMES: Readonly<Record<string, Label>> = {
  box: { zh: '范围', en: 'Box' },
  stage: { zh: '环节', en: 'Stage' },
  state: { zh: '状态', en: 'State' },
  kind: { zh: '事项', en: 'Task' },
  route: { zh: '申领项目', en: 'Subsidy' },
  organ: { zh: '部门', en: 'Office' },
  planOrgan: { zh: '报送部门', en: 'Organ of the plan' },
  jurisdiction: { zh: '地区', en: 'Place' },
  applicant: { zh: '申请单位', en: 'Applicant' },
  planLine: { zh: '计划任务', en: 'Plan line' },
  money: { zh: '计划任务的金额', en: 'Figure of the plan line' },
  dueState: { zh: '期限状态', en: 'Deadline' },
  dueBefore: { zh: '期限早于', en: 'Due before' },
  round: { zh: '轮次', en: 'Round' },
  findings: { zh: '存疑', en: 'Findings' },
  assignee: { zh: '受理人', en: 'Taken by' },
  receivedFrom: { zh: '到达不早于', en: 'Received from' },
  receivedTo: { zh: '到达不晚于', en: 'Received to' },
  sort: { zh: '排序', en: 'Sorted by' },
  q: { zh: '查找', en: 'Search' },
  stuck: { zh: '卡点', en: 'Stuck' },
};

const VALUES: Readonly<Record<string, Label>> = {
  'box=todo': { zh: '待办', en: 'To do' },
  'box=mine': { zh: '我领取的', en: 'Mine' },
  'box=team': { zh: '本科室', en: 'My section' },
  'box=done': { zh: '已办', en: 'Done' },
  'dueState=ok': { zh: '期限内', en: 'In time' },
  'dueState=near': { zh: '临期', en: 'Near its end' },
  'dueState=over': { zh: '已超期', en: 'Overdue' },
  'dueState=paused': { zh: '暂停计期', en: 'Paused' },
  'dueState=provisional': { zh: '期限暂定', en: 'Provisional' },
  'round=returned': { zh: '补正已回', en: 'Answered returns' },
  'findings=undecided': { zh: '未决定', en: 'Undecided' },
  'assignee=me': { zh: '本人', en: 'Me' },
  'assignee=nobody': { zh: '无人', en: 'Nobody' },
  'stage=departmentReview': { zh: '责任部门审核', en: 'Review of the department' },
  'stage=bureauReview': { zh: '人社部门复核', en: 'Review of the bureau' },
  'sort=due': { zh: '期限', en: 'Deadline' },
  'sort=-due': { zh: '期限（倒序）', en: 'Deadline, last first' },
  'sort=received': { zh: '到达', en: 'Received' },
  'sort=-received': { zh: '到达（倒序）', en: 'Received, last first' },
  'sort=amount': { zh: '金额', en: 'Amount' },
  'sort=-amount': { zh: '金额（倒序）', en: 'Amount, highest first' },
  'money=reserved': { zh: '预占', en: 'Reserved' },
  'money=bound': { zh: '已核准', en: 'Bound' },
  'money=paid': { zh: '已拨付', en: 'Paid' },
  'stuck=true': { zh: '仅卡点', en: 'Stuck alone' },
  ...Object.fromEntries(
    ORGAN_CODES.flatMap((organ) => ['organ', 'planOrgan'].map((name) => [`${name}=${organ}`, organWord(organ)])),
  ),
  ...Object.fromEntries(CLAIM_ROW_STATES.map((state) => [`state=${state}`, claimStateWord({ state, stage: null })])),
  'state=departmentReview': { zh: '责任部门审核', en: 'Review of the department' },
  'state=bureauReview': { zh: '人社部门复核', en: 'Review of the bureau' },
};

/** One chosen case, or one party: its id says nothing to people. */
const CHOSEN: Label = { zh: '已选定的一项', en: 'one that was chosen' };
/** Codes and ids of the contract; what people typed is none. */
const CODE = /^(?:[a-z]{3}_\w+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\d{6}\/\d{4}\/\S+|[a-z]+[A-Z]\w*)$/;

/** What a list alone can name: its routes, its kinds. */
export type ValueWord = (name: string, value: string) => Label | undefined;

/** A filter as people read it on a file: its name and its value in words. */
export function filterWords(name: string, value: string, valueWord: ValueWord | undefined): Label {
  const label = NAMES[name] ?? { zh: '条件', en: 'Condition' };
  const said = name === 'jurisdiction' ? placeWord(value) : (VALUES[`${name}=${value}`] ?? valueWord?.(name, value));
  const typed = CODE.test(value) ? CHOSEN : { zh: value, en: value };
  const shown = said ?? typed;
  return { zh: `${label.zh}：${shown.zh}`, en: `${label.en}: ${shown.en}` };
}
