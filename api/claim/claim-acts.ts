import { takesContractEvidence } from '../../domain/claim/claim-course.ts';
import { CHANGEABLE_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { DECISIONS, type ClaimMessage, type Decision } from '../../domain/claim/claim-message.ts';
import { judgeClaimAct } from '../../domain/claim/claim-moves.ts';
import { openActs } from '../../domain/claim/claim-table.ts';
import { mayFind } from '../../domain/recovery/recovery-finding.ts';
import { mayAs } from '../../domain/authority/permissions.ts';
import { actorOf, type Caller } from '../kernel/caller.ts';
import { actViews, type ActView } from '../kernel/act-view.ts';
import { officeNeeded } from '../kernel/closed-act-who.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import type { ProblemCode } from '../kernel/problem.ts';
import type { ClaimRecord } from './claim-record.ts';

export function isOwn(claim: ClaimRecord, caller: Caller): boolean {
  return mayAs(caller.roles, 'createClaim', 'own') && caller.partyId === claim.applicant.id;
}

/** The refusal of an act now, from the table that the workflow enforces; null if the act is open. */
export function refusalOf(claim: ClaimRecord, message: ClaimMessage, caller: Caller): ProblemCode | null {
  if (claim.course === null || claim.plan === null) {
    return 'WRONG_STATE';
  }
  const verdict = judgeClaimAct(claim.course, message, claim.plan);
  if (!verdict.ok) {
    return verdict.reason;
  }
  // A superior jurisdiction only reads; an office is checked with its seat, an operator here.
  const isOperator = message.kind === 'hold' || message.kind === 'release';
  return isOperator && caller.jurisdiction !== claim.jurisdiction ? 'FORBIDDEN' : null;
}

/** Acts on drafts have no workflow: checks the state, then the owner. */
export function draftRefusal(claim: ClaimRecord, caller: Caller): ProblemCode | null {
  if (claim.state !== 'draft') {
    return 'WRONG_STATE';
  }
  return isOwn(claim, caller) ? null : 'FORBIDDEN';
}

/** Supporting documents can be replaced while the claim is with its applicant; resubmission counts them. */
export function documentsRefusal(claim: ClaimRecord, caller: Caller): ProblemCode | null {
  const isOfBase = claim.state === 'draft' || claim.purpose === 'base';
  if (!isOneOf(CHANGEABLE_CLAIM_STATES, claim.state) || !isOfBase || claim.kind === 'advance') {
    return 'WRONG_STATE';
  }
  return isOwn(claim, caller) ? null : 'FORBIDDEN';
}

/** The entries of a claim without a class; a class has its roster instead. */
export function entriesRefusal(claim: ClaimRecord, caller: Caller): ProblemCode | null {
  return claim.filingId === null ? documentsRefusal(claim, caller) : 'WRONG_STATE';
}

/** Evidence is accepted only if the route checks contracts, and only while somebody will judge it. */
export function evidenceRefusal(claim: ClaimRecord, caller: Caller): ProblemCode | null {
  const { course } = claim;
  if (course === null || claim.evidenceDueOn === null || !takesContractEvidence(course)) {
    return 'WRONG_STATE';
  }
  return isOwn(claim, caller) ? null : 'FORBIDDEN';
}

/** What was paid may be found to be owed back; how much of it is left to ask is judged when it is found. */
function findingRefusal(claim: ClaimRecord, caller: Caller): ProblemCode | null {
  if (claim.totals.totalPaidFen === 0) {
    return 'WRONG_STATE';
  }
  return mayFind(actorOf(caller), claim) ? null : 'FORBIDDEN';
}

/** Every act on a claim for the caller, with the reason for each act that the caller cannot do now. */
export function claimActs(claim: ClaimRecord, caller: Caller, language: Language): readonly ActView<'claim'>[] {
  const view = actViews('claim', caller, language);
  const actor = actorOf(caller);
  const asked = { actor, actId: '', atMs: 0, expectedRevision: claim.revision };
  const judged = (message: ClaimMessage) => refusalOf(claim, message, caller);
  return [
    view('submit', draftRefusal(claim, caller)),
    view('withdraw', claim.state === 'draft' ? draftRefusal(claim, caller) : judged({ kind: 'withdraw', ...asked })),
    view('resubmit', judged({ kind: 'resubmit', trainingDataChanged: false, ...asked })),
    view('correctAccount', judged({ kind: 'correctAccount', ...asked })),
    ...(claim.filingId === null ? [view('importEntries', entriesRefusal(claim, caller))] : []),
    view('putDocument', documentsRefusal(claim, caller)),
    view('sendContractEvidence', evidenceRefusal(claim, caller)),
    view('completeContractCheck', judged({ kind: 'contractEvidence', ...asked })),
    ...DECISIONS.map((decision) =>
      view(decision, decisionRefusal(claim, caller, decision), (code) => seatOf(claim, decision, code)),
    ),
    view('hold', judged({ kind: 'hold', actor, actId: '', atMs: 0 })),
    view('releaseHold', judged({ kind: 'release', actor, actId: '', atMs: 0 })),
    view('findRecovery', findingRefusal(claim, caller)),
  ];
}

/** Among several open tasks, the task whose seat the caller may take. */
function decisionRefusal(claim: ClaimRecord, caller: Caller, decision: Decision): ProblemCode | null {
  if (claim.course === null || claim.plan === null) {
    return 'WRONG_STATE';
  }
  const open = openActs(claim.course, claim.plan).filter((act) => act.decisions?.includes(decision) === true);
  const refusals = open.map(({ task, purpose }) =>
    task === undefined
      ? 'WRONG_STATE'
      : refusalOf(
          claim,
          {
            kind: 'decide',
            task,
            purpose,
            decision,
            refusedLines: 0,
            actor: actorOf(caller),
            expectedRevision: claim.revision,
            actId: '',
            atMs: 0,
          },
          caller,
        ),
  );
  return refusals.includes(null) ? null : (refusals[0] ?? 'WRONG_STATE');
}

/** Whose decision it is where the claim stands, for who is refused because of his seat. */
function seatOf({ course, plan }: ClaimRecord, decision: Decision, code: ProblemCode): Sentence | undefined {
  if (course === null || plan === null || !isOneOf(OF_THE_SEAT, code)) {
    return undefined;
  }
  const [open] = openActs(course, plan).filter((act) => act.decisions?.includes(decision) === true);
  const seat = open?.seat;
  return seat?.kind === 'office' ? officeNeeded(seat.organ, seat.role) : undefined;
}

const OF_THE_SEAT: readonly ProblemCode[] = ['FORBIDDEN', 'ROLE_REQUIRED', 'OTHER_ORGAN'];
