import type { OperationId } from '../../../domain/authority/permissions.ts';
import { BANK_FILE_RECIPES } from './bank-file-recipes.ts';
import { GRANT_BODY } from './grant-objects.ts';
import type { Objects } from './objects.ts';
import { REPAIR_RECIPES } from './repair-recipes.ts';
import { RECOVERY_RECIPES } from './recovery-recipes.ts';
import type { Asker, Facts } from './oracle.ts';

/**
 * How an operation is asked so that permission alone decides: the body is one that the schemas take, and the tag one of
 * no revision, so that who may is told that it is stale.
 */
export interface Recipe {
  readonly body?: object | ((object: Facts, asker: Asker) => object);
  /** Asked with a file instead of a body. */
  readonly file?: string;
  readonly query?: string;
  /** Values of path parameters that name no object of the matrix and no part of it. */
  readonly params?: Readonly<Record<string, string>>;
  /** The kind of object that the body names, for an operation whose path names none. */
  readonly names?: Kind;
  /** The objects that have what the operation is about; on others it is not asked. */
  readonly on?: readonly string[];
  /** The objects on which the act is open; on others, anybody who sees them may also hear that it is not. */
  readonly openOn?: readonly string[];
  /**
   * `door`: nothing but the role is judged, because there is no object. `sight`: what is asked for is not there, so that
   * those who see the object may hear just that. `credential`: 401 is about another credential than a sign-in.
   */
  readonly judged?: 'door' | 'sight' | 'credential';
}

export type Kind = keyof Objects;

const REASON = { reason: '不办了' };
const PAYEE = { holder: '示范学校', bank: '中国银行', number: '6216610200000000018' };
const NONE = { lineId: 'lin_none', personId: 'per_none', entryId: 'ent_none' };
const DAY = '2025-07-30';
const LINES = [{ program: 'SAFETY', personTimes: 1, budgetFen: 1 }];
const PURPOSE = `purpose=${encodeURIComponent('核对材料')}`;
const PAPER = { ...NONE, kind: 'TRAINING_PROOF' };
/** A body that no schema takes: who gets as far is told so. */
const DOOR: Recipe = { judged: 'door', body: { unknownField: true } };
/** Of a purpose that nothing is due for, so that nothing is drafted. */
const BATCH = { purpose: 'advance' };
const CASE = { partyId: 'pty_school', finding: 'FRAUD', suspectedCrime: false, note: '现场检查' };
const EVIDENCE = { contractSignedOn: '2025-06-20', openEnded: true, employer: '示范公司', insuredMonths: 1 };

const claimList = ({ id }: Facts) => ({ claimIds: [id] });

export const RECIPES: Partial<Readonly<Record<OperationId, Recipe>>> = {
  signIn: { judged: 'credential', body: { username: 'x', password: 'x' } },
  receivePayoutEvent: { judged: 'credential', body: {} },
  confirmIdentity: { judged: 'door', body: { unknownField: true } },
  saveView: { body: { box: 'todo' }, params: { name: 'mine' } },
  deleteSavedView: { params: { name: 'mine' } },
  changePreferences: { body: { singleKeys: true } },
  declareRelations: { body: { partyIds: [] } },
  enterOwnAbsence: DOOR,
  readNotifications: { body: { upTo: `ntf_${'0'.repeat(24)}` } },
  movePracticeClock: DOOR,
  loadPracticeRegister: { ...DOOR, params: { register: 'identity' } },
  setPracticeRegisterAvailability: { ...DOOR, params: { register: 'identity' } },
  resolvePolicy: { query: 'jurisdiction=150600&route=INSTITUTION_PROJECT_TRAINING&on=2025-06-23' },
  getPolicy: { params: { document: 'ordos-2025-plan' }, judged: 'door' },
  listRoutes: { query: 'jurisdiction=150600&on=2025-06-23' },
  getCalendar: { params: { jurisdiction: '150600' }, query: 'year=2025' },
  computeDeadline: { query: 'rule=R-106&from=2025-06-23', judged: 'door' },

  countTasks: { judged: 'door' },

  createClassFiling: DOOR,
  patchClassFiling: { body: { location: '康巴什' } },
  putFilingDocument: { body: { text: '计划' }, params: { kind: 'TEACHING_PLAN' } },
  listFilingDocumentVersions: { params: { kind: 'TEACHING_PLAN' } },
  getFilingDocument: { params: { kind: 'TEACHING_PLAN' } },
  importRoster: { file: '姓名\n' },
  importAttendance: { file: '日期\n' },
  importResults: { file: '日期\n' },
  removeFromRoster: { params: NONE, judged: 'sight' },
  addSupervisionVisit: {
    body: { kind: 'CLASS_PLAN', visitedOn: '2025-06-01', note: '现场' },
    openOn: ['assessed'],
  },
  submitClassFiling: { body: { pledge: true } },
  withdrawClassFiling: { body: REASON },
  requestAdvance: { body: { amountFen: 1, pledge: true } },

  createClaim: { names: 'filing', body: ({ id: filingId }: Facts) => ({ filingId }) },
  searchClaims: { body: { idNumber: '11010519491231002X', purpose: 'review' } },
  submitClaim: { body: { pledge: true }, openOn: ['draft'] },
  importClaimEntries: { file: '姓名\n' },
  removeClaimEntry: { params: NONE, judged: 'sight' },
  putClaimDocument: { body: { text: '证明' }, params: PAPER, judged: 'sight' },
  getClaimDocument: { params: PAPER, judged: 'sight' },
  listClaimDocumentVersions: { params: PAPER, judged: 'sight' },
  readFile: { query: PURPOSE },
  readFileText: { query: PURPOSE },
  putLineDocument: { body: { text: '证明' }, params: PAPER, judged: 'sight' },
  getLineDocument: { params: PAPER, judged: 'sight' },
  resubmitClaim: { body: {}, openOn: [] },
  withdrawClaim: { body: REASON, openOn: ['draft', 'review'] },
  correctPayeeAccount: { body: PAYEE, openOn: [] },
  completeContractCheck: { body: { complete: true }, openOn: ['paid'] },
  sendContractEvidence: {
    body: ({ parts = {} }: Facts) => ({
      ...EVIDENCE,
      insuranceKinds: ['PENSION'],
      lineId: parts['lineId'] ?? 'lin_none',
    }),
    openOn: ['paid'],
  },
  holdClaim: { body: { category: 'CHECK', reason: '核查' }, openOn: ['review', 'paid', 'owing'] },
  releaseHold: { on: ['held'] },
  ...RECOVERY_RECIPES,
  ...REPAIR_RECIPES,
  claimTask: {},
  releaseTask: { openOn: [] },
  transferTask: { body: { to: 'per_none', reason: '休假' } },
  extendTask: { body: { dueOn: DAY, reason: '资料多' } },
  remindTask: {},
  decideInBulk: { ...DOOR, query: 'dryRun=true' },
  readBulkDecision: { judged: 'door', params: { bulkId: 'blk_none' } },
  putTaskDraft: { body: { remark: '待核' } },
  readTaskDraft: { judged: 'sight' },
  deleteTaskDraft: { judged: 'sight' },
  decideTask: { body: { act: 'approve' }, openOn: ['review'] },

  createGrant: { names: 'grantCall', body: ({ id: callId }: Facts) => ({ callId, ...GRANT_BODY }) },
  patchGrant: { body: { designation: { name: '示范基地' } }, openOn: ['draft'] },
  putGrantDocument: { body: { text: '计划' }, params: { kind: 'BUDGET' }, openOn: ['draft'] },
  listGrantDocumentVersions: { params: { kind: 'BUDGET' }, judged: 'sight' },
  readGrantDocument: { params: { kind: 'BUDGET' } },
  submitGrant: { body: { pledge: true }, openOn: ['draft'] },
  resubmitGrant: { body: { pledge: true }, openOn: [] },
  withdrawGrant: { body: REASON },
  withdrawGrantScore: { body: REASON, openOn: [] },
  signGrantAgreement: { body: { pledge: true, separateAccount: true }, openOn: [] },
  requestGrantAcceptance: { body: { report: '建成', spentFen: 0 }, openOn: [] },
  reportGrantYear: { body: { spentFen: 0 }, params: { year: '2026' }, openOn: [] },
  rectifyGrantYear: { body: { spentFen: 0 }, params: { year: '2026' }, openOn: [] },
  makeGrantStatement: { body: { text: '说明' }, openOn: [] },
  putGrantYearDocument: { body: { text: '报告' }, params: { year: '2026' }, openOn: [] },
  readGrantYearDocument: { params: { year: '2026' }, judged: 'sight' },
  relinquishGrant: { body: REASON, openOn: [] },
  correctGrantAccount: { body: { holder: '练习', bank: '中国银行', number: '6216610200000000026' }, openOn: [] },
  suspendGrant: { body: REASON, openOn: [] },
  resumeGrant: { openOn: [] },
  enterGrantRepayment: { body: { amountFen: 1, bankReference: '1' }, openOn: [] },
  confirmGrantRepayment: { params: { repaymentId: 'rcs_none' }, judged: 'sight' },
  rejectGrantRepayment: { params: { repaymentId: 'rcs_none' }, body: REASON, judged: 'sight' },
  withdrawGrantRepayment: { params: { repaymentId: 'rcs_none' }, body: REASON, judged: 'sight' },
  importDesignations: { ...DOOR, body: {} },
  confirmDesignationImport: { openOn: [] },
  setGrantCallQuota: { body: { places: 1, ...REASON } },
  setGrantCallPanel: { body: { experts: ['per_none'] }, openOn: [] },
  changeGrantCallPanel: { body: REASON, openOn: [] },
  closeGrantCallScoring: { body: {}, openOn: [] },
  proposeGrants: { body: { grantIds: ['grt_none'] }, openOn: [] },
  endGrantCall: { body: REASON, openOn: [] },
  cancelGrantCall: { body: REASON },
  createNotice: { names: 'claim', body: claimList },
  confirmNotice: { openOn: ['draft'] },
  rejectNotice: { body: REASON, openOn: ['draft'] },
  withdrawNotice: { body: REASON, openOn: ['published'] },
  readPublicNotice: { judged: 'door' },
  fileObjection: DOOR,

  createPayoutBatch: {
    names: 'claim',
    body: (claim: Facts) => ({ ...claimList(claim), ...BATCH }),
  },
  releasePayoutBatch: { openOn: ['draft'] },
  rejectPayoutBatch: { body: REASON, openOn: ['draft'] },
  readPayoutFile: { query: 'format=csv' },
  enterPayoutResults: {
    body: ({ parts = {} }: Facts) => ({ rows: [{ instructionId: parts['instructionId'] ?? 'pin_none' }] }),
  },
  confirmPayoutResults: { on: ['sent'] },
  ...BANK_FILE_RECIPES,
  matchPayoutEvent: { body: { instructionId: 'pin_none' } },
  confirmPayoutEventMatch: { on: ['toConfirm'] },
  rejectPayoutEventMatch: { on: ['toReject'], body: REASON },
  withdrawPayoutEventMatch: { on: ['toWithdraw'], body: REASON },

  startIntegrityRun: { body: { checks: ['outboxAge'] } },
  readIntegrityRun: { judged: 'door', params: { runId: 'latest' } },
  explainIntegrityFinding: { ...DOOR, params: { findingId: 'fnd_none' } },
  runReconciliation: { body: { day: '2025-06-20' } },
  readReconciliation: { judged: 'door', params: { day: '2025-06-20' } },
  explainDifference: { ...DOOR, params: { day: '2025-06-20', differenceId: 'dif_none' } },
  proposeAccountingClosure: { params: { period: '2025-Q1' } },
  confirmAccountingClosure: { judged: 'door', params: { period: '2025-Q1' } },
  readAuditExport: { query: 'year=2025' },
  reopenAccountingPeriod: { body: REASON, params: { period: '2024-Q4' } },

  reveal: {
    names: 'claim',
    body: ({ id }: Facts, { roles }: Asker) => ({
      resource: `claims/${id}/payee`,
      fields: ['number'],
      purpose: PURPOSES.find(([role]) => roles.includes(role))?.[1] ?? 'review',
      reference: id,
    }),
  },
  createWebhookEndpoint: DOOR,
  changeWebhookEndpoint: { body: { description: '财政' } },
  rotateWebhookSecret: { body: { overlapHours: 0 } },
  deleteWebhookEndpoint: { judged: 'sight' },
  testWebhookEndpoint: {},
  replayWebhookDelivery: {},
  recoverWebhookEndpoint: { body: { since: '2025-05-12T00:00:00Z' } },
  rotateMachineSecret: DOOR,
  openPeriod: DOOR,
  publishDemandCycle: { body: {}, openOn: ['survey'] },
  createDemandEntry: DOOR,
  patchDemandEntry: { body: { post: '焊接' } },
  deleteDemandEntry: {},
  checkDemandEntry: { body: { ok: true } },
  importDemandEntries: { ...DOOR, body: {} },
  createPublicDemandEntry: DOOR,
  showPublicDemandForm: { judged: 'door', query: 'jurisdiction=150600' },
  sendPublicDemandForm: { judged: 'door', query: 'jurisdiction=150600' },
  readPublicDemand: { judged: 'door', query: 'jurisdiction=150600' },

  openCase: {
    names: 'filing',
    body: ({ id: filingId }: Facts) => ({ ...CASE, filingId }),
  },
  closeCase: { body: { outcome: 'UNFOUNDED', reason: '查清' } },
  confirmCaseClosure: { on: ['crime'] },

  submitAnnualPlan: { body: (_plan: Facts, asker: Asker) => ({ organ: organOf(asker), lines: LINES }) },
  reviseAnnualPlan: {
    body: (_plan: Facts, asker: Asker) => ({ organ: organOf(asker), lines: LINES, reason: '调整' }),
    openOn: [],
  },
  splitAnnualPlan: {
    body: { lines: [{ organ: 'HRSS', program: 'URBAN_EMPLOYMENT', personTimes: 1 }], reason: '分解' },
  },
  enterStructureIndicators: { body: { employed: 3, skilled: 2, highSkilled: 1, source: '统计' } },
  putSectorPlan: { body: { forecast: '供需预测', plan: '培养规划' }, params: { organ: 'HRSS' } },
};

/** Each asks for the plan of the own organ; who has none, for that of the HR bureau. */
const organOf = ({ organ }: Asker): string => organ ?? 'HRSS';

/** For what each role reveals. */
const PURPOSES = [
  ['financeMaker', 'payment'],
  ['financeChecker', 'payment'],
  ['auditor', 'audit'],
  ['operator', 'applicantRequest'],
] as const;

/** The kind of object that a parameter of a path names. */
export const KIND_OF_PARAMETER: Readonly<Record<string, Kind>> = {
  filingId: 'filing',
  fileId: 'file',
  claimId: 'claim',
  taskId: 'task',
  noticeId: 'notice',
  batchId: 'batch',
  eventId: 'event',
  bankFileId: 'bankFile',
  caseId: 'case',
  planId: 'plan',
  cycleId: 'cycle',
  recoveryId: 'recovery',
  demandEntryId: 'entry',
  callId: 'grantCall',
  grantId: 'grant',
  importId: 'titleImport',
  endpointId: 'endpoint',
  deliveryId: 'delivery',
  repairId: 'repair',
};

/** Whose row says who knows of an object, and how its ids begin. */
export const KINDS = {
  filing: { reading: 'getClassFiling', prefix: 'fil' },
  file: { reading: 'readFile', prefix: 'fle' },
  claim: { reading: 'getClaim', prefix: 'clm' },
  task: { reading: 'readTask', prefix: 'tsk' },
  notice: { reading: 'readNotice', prefix: 'ntc' },
  batch: { reading: 'readPayoutBatch', prefix: 'pob' },
  event: { reading: 'listUnmatchedPayoutEvents', prefix: 'evt' },
  bankFile: { reading: 'readBankFile', prefix: 'bkf' },
  case: { reading: 'readCase', prefix: 'cas' },
  plan: { reading: 'readAnnualPlan', prefix: 'pln' },
  cycle: { reading: 'getDemandCycle', prefix: 'dmc' },
  recovery: { reading: 'getRecovery', prefix: 'rec' },
  entry: { reading: 'getDemandEntry', prefix: 'dme' },
  grantCall: { reading: 'readGrantCall', prefix: 'gcl' },
  grant: { reading: 'readGrant', prefix: 'grt' },
  titleImport: { reading: 'readDesignationImport', prefix: 'gim' },
  endpoint: { reading: 'readWebhookEndpoint', prefix: 'whe' },
  delivery: { reading: 'readWebhookDelivery', prefix: 'whd' },
  repair: { reading: 'readRepair', prefix: 'rep' },
} as const satisfies Readonly<Record<Kind, { readonly reading: OperationId; readonly prefix: string }>>;
