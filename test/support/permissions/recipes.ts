import type { OperationId } from '../../../domain/authority/permissions.ts';
import type { Objects } from './objects.ts';

/**
 * How an operation is asked so that permission alone decides: the body is one that the schemas take, and the tag one of
 * no revision, so that who may is told that it is stale.
 */
export interface Recipe {
  readonly body?: unknown;
  /** Asked with a file instead of a body. */
  readonly file?: string;
  readonly query?: string;
  /** Values of path parameters that name no object of the matrix. */
  readonly params?: Readonly<Record<string, string>>;
  /** The objects on which the act is open; on others, anybody who sees them may also hear that it is not. */
  readonly openOn?: readonly string[];
  /** The operations whose row says who sees the object, for acts that are not open. */
  readonly seenBy?: OperationId;
  /**
   * `door`: nothing but the role is judged, because the object stands in the body or does not exist.
   * `credential`: 401 is about another credential than a sign-in.
   */
  readonly judged?: 'door' | 'credential';
}

const REASON = { reason: '不办了' };
const PAYEE = { holder: '示范学校', bank: '中国银行', number: '6216610200000000018' };
const NONE = {
  lineId: 'lin_none',
  personId: 'per_none',
  entryId: 'ent_none',
  holdId: 'hld_none',
  resultId: 'res_none',
};
const DAY = '2025-07-30';
/** A body that no schema takes: who gets as far is told so. */
const DOOR: Recipe = { judged: 'door', body: { unknownField: true } };

const ofFiling = (recipe: Recipe): Recipe => ({ ...recipe, seenBy: 'getClassFiling' });
const ofClaim = (recipe: Recipe): Recipe => ({ ...recipe, seenBy: 'getClaim' });

export const RECIPES: Partial<Readonly<Record<OperationId, Recipe>>> = {
  signIn: { judged: 'credential', body: { username: 'x', password: 'x' } },
  receivePayoutEvent: { judged: 'credential', body: {} },
  declareRelations: { body: { partyIds: [] } },
  movePracticeClock: DOOR,
  loadPracticeRegister: { ...DOOR, params: { register: 'identity' } },
  setPracticeRegisterAvailability: { ...DOOR, params: { register: 'identity' } },
  resolvePolicy: { query: 'jurisdiction=150600&route=INSTITUTION_PROJECT_TRAINING&on=2025-06-23' },
  getPolicy: { params: { document: 'ordos-2025-plan' }, judged: 'door' },
  listRoutes: { query: 'jurisdiction=150600&on=2025-06-23' },
  getCalendar: { params: { jurisdiction: '150600' }, query: 'year=2025' },
  computeDeadline: { query: 'rule=R-106&from=2025-06-23', judged: 'door' },

  createClassFiling: DOOR,
  patchClassFiling: { body: { location: '康巴什' } },
  putFilingDocument: { body: { text: '计划' }, params: { kind: 'TEACHING_PLAN' } },
  getFilingDocument: { params: { kind: 'TEACHING_PLAN' } },
  importRoster: { file: '姓名\n' },
  importAttendance: { file: '日期\n' },
  importResults: { file: '日期\n' },
  removeFromRoster: { params: NONE, judged: 'door' },
  addSupervisionVisit: ofFiling({
    body: { kind: 'CLASS_PLAN', visitedOn: '2025-06-01', note: '现场' },
    openOn: ['assessed'],
  }),
  submitClassFiling: { body: { pledge: true } },
  withdrawClassFiling: ofFiling({ body: REASON }),
  requestAdvance: { body: { amountFen: 1, pledge: true } },

  createClaim: DOOR,
  submitClaim: ofClaim({ body: { pledge: true }, openOn: ['draft'] }),
  importClaimEntries: { file: '姓名\n' },
  removeClaimEntry: { params: NONE, judged: 'door' },
  putClaimDocument: { body: { text: '证明' }, params: { kind: 'TRAINING_PROOF' }, judged: 'door' },
  getClaimDocument: { params: { kind: 'TRAINING_PROOF' }, judged: 'door' },
  putLineDocument: { body: { text: '证明' }, params: { ...NONE, kind: 'TRAINING_PROOF' }, judged: 'door' },
  getLineDocument: { params: { ...NONE, kind: 'TRAINING_PROOF' }, judged: 'door' },
  resubmitClaim: ofClaim({ body: {}, openOn: [] }),
  withdrawClaim: ofClaim({ body: REASON, openOn: ['draft', 'review'] }),
  correctPayeeAccount: ofClaim({ body: PAYEE, openOn: [] }),
  completeContractCheck: ofClaim({ body: { complete: true }, openOn: [] }),
  sendContractEvidence: DOOR,
  holdClaim: ofClaim({ body: { category: 'CHECK', reason: '核查' }, openOn: ['review'] }),
  releaseHold: { params: NONE, judged: 'door' },
  setOffRecovery: ofClaim({ body: { recoveryClaimId: 'clm_none', amountFen: 1 }, openOn: [] }),
  enterRepayment: ofClaim({ body: { amountFen: 1, bankReference: 'B1' }, openOn: [] }),

  claimTask: {},
  releaseTask: { openOn: [], seenBy: 'readTask' },
  transferTask: { body: { to: 'per_none', reason: '休假' } },
  extendTask: { body: { dueOn: DAY, reason: '资料多' } },
  remindTask: {},
  decideTask: { body: { act: 'approve' } },

  createNotice: DOOR,
  confirmNotice: {},
  rejectNotice: { body: REASON },
  withdrawNotice: { body: REASON, openOn: [], seenBy: 'readNotice' },
  readPublicNotice: { judged: 'door' },
  fileObjection: { ...DOOR },

  createPayoutBatch: DOOR,
  rejectPayoutBatch: { body: REASON },
  readPayoutFile: { query: 'format=csv' },
  enterPayoutResults: { body: { rows: [{ instructionId: 'pin_none' }] } },
  confirmPayoutResults: { params: NONE, judged: 'door' },
  matchPayoutEvent: { body: { instructionId: 'pin_none' } },

  reveal: DOOR,
  openCase: DOOR,
  closeCase: { body: { outcome: 'UNFOUNDED', reason: '查清' } },
};

/** The kind of object that a parameter of a path names. */
export const KIND_OF_PARAMETER: Readonly<Record<string, keyof Objects>> = {
  filingId: 'filing',
  claimId: 'claim',
  taskId: 'task',
  noticeId: 'notice',
  batchId: 'batch',
  eventId: 'event',
  caseId: 'case',
};

/** Lists that show an object to those, and only those, who may read it. */
export const LISTS = [
  { operation: 'listClassFilings', path: '/api/v1/class-filings', kind: 'filing' },
  { operation: 'listClaims', path: '/api/v1/claims', kind: 'claim' },
  { operation: 'listNotices', path: '/api/v1/notices', kind: 'notice' },
  { operation: 'listPayoutBatches', path: '/api/v1/payout-batches', kind: 'batch' },
  { operation: 'listUnmatchedPayoutEvents', path: '/api/v1/unmatched-payout-events', kind: 'event' },
  { operation: 'listCases', path: '/api/v1/cases', kind: 'case' },
] as const satisfies readonly {
  readonly operation: OperationId;
  readonly path: string;
  readonly kind: keyof Objects;
}[];
