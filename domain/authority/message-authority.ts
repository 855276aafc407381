import type { EntityKind, ShapesOf } from '../entities.ts';

/**
 * What a message counts on (D2). `person`: a row of `act` that the API signed. `entity`: the row of the entity, sweep or
 * register that asks. `personOrEntity`: the first with an actor, the second without. `ownTurn`: nothing but its
 * revision, because the workflow sends it to itself; nobody else may send it.
 */
export type Authority = 'person' | 'entity' | 'personOrEntity' | 'ownTurn';

type AuthorityOf<Kind extends EntityKind> = Readonly<Record<ShapesOf<Kind>['message']['kind'], Authority>>;

const AUTHORITIES: { readonly [Kind in EntityKind]: AuthorityOf<Kind> } = {
  claim: {
    begin: 'ownTurn',
    decide: 'person',
    resubmit: 'person',
    withdraw: 'person',
    // An integrity case holds and releases too, and a hold may end by itself.
    hold: 'personOrEntity',
    release: 'personOrEntity',
    correctAccount: 'person',
    contractEvidence: 'person',
    registerAnswered: 'entity',
    noticeOpening: 'entity',
    noticeClosed: 'entity',
    payoutReleasing: 'entity',
    payoutReported: 'entity',
    setOff: 'person',
    repaid: 'person',
    recovered: 'entity',
    rearm: 'entity',
    timerFired: 'ownTurn',
  },
  filing: {
    begin: 'ownTurn',
    decide: 'person',
    resubmit: 'person',
    withdraw: 'person',
    recordResults: 'person',
    claimOpened: 'entity',
    timerFired: 'ownTurn',
  },
  notice: {
    begin: 'ownTurn',
    confirm: 'person',
    reject: 'person',
    withdraw: 'person',
    publish: 'ownTurn',
    fileObjection: 'entity',
    ruleObjection: 'person',
    settle: 'ownTurn',
  },
  demandCycle: { begin: 'ownTurn', publish: 'person', timerFired: 'ownTurn', push: 'ownTurn' },
  batch: { begin: 'ownTurn', release: 'person', reject: 'person', dispatched: 'ownTurn', settle: 'ownTurn' },
  grantCall: {
    begin: 'ownTurn',
    timerFired: 'ownTurn',
    setQuota: 'person',
    setPanel: 'person',
    changePanel: 'person',
    closeScoring: 'person',
    propose: 'person',
    noticeSettled: 'entity',
    end: 'person',
    cancel: 'person',
  },
  grant: {
    begin: 'ownTurn',
    decide: 'person',
    resubmit: 'person',
    withdraw: 'person',
    score: 'person',
    recuse: 'person',
    withdrawScore: 'person',
    panelChanged: 'entity',
    scoringClosed: 'entity',
    proposed: 'entity',
    notSelected: 'entity',
    noticeOpening: 'entity',
    noticeClosed: 'entity',
    timerFired: 'ownTurn',
    signAgreement: 'person',
    requestAcceptance: 'person',
    reportYear: 'person',
    rectifyYear: 'person',
    relinquish: 'person',
    correctAccount: 'person',
    // An integrity case suspends and resumes too.
    suspend: 'personOrEntity',
    resume: 'personOrEntity',
    payoutReleasing: 'entity',
    payoutReported: 'entity',
    repaid: 'person',
  },
  annualPlan: {
    begin: 'ownTurn',
    submitPlan: 'person',
    revisePlan: 'person',
    decidePlan: 'person',
    splitPlan: 'person',
    timerFired: 'ownTurn',
  },
  recovery: {
    begin: 'ownTurn',
    approve: 'person',
    refuse: 'person',
    sendNotice: 'ownTurn',
    timerFired: 'ownTurn',
    appeal: 'person',
    ruleAppeal: 'person',
    repaid: 'person',
    debtChanged: 'entity',
    proposeInstalments: 'person',
    confirmInstalments: 'person',
    proposeWriteOff: 'person',
    confirmWriteOff: 'person',
  },
};

/** Returns what a message counts on; null for a kind that the entity's workflow does not know. */
export function authorityOf(
  entity: EntityKind,
  { kind, actor }: { readonly kind: string; readonly actor?: unknown },
): Exclude<Authority, 'personOrEntity'> | null {
  const authorities: Readonly<Record<string, Authority>> = AUTHORITIES[entity];
  const authority = Object.hasOwn(authorities, kind) ? (authorities[kind] ?? null) : null;
  if (authority !== 'personOrEntity') {
    return authority;
  }
  return actor === null ? 'entity' : 'person';
}

/**
 * True for an act that a workflow sends to itself. A replay sends it again, so no other sender waits for its answer. Every
 * other act stays unanswered until its sender received the answer, so that the relay sends it again if a history lost it.
 */
export function isOwnTurn(entity: EntityKind, kind: string): boolean {
  return authorityOf(entity, { kind }) === 'ownTurn';
}

/** True for an act that somebody sends to the entity's workflow: no turn of its own, and no submission, which starts it. */
export function isSent(entity: EntityKind, kind: string): boolean {
  const authority = authorityOf(entity, { kind });
  return authority !== null && authority !== 'ownTurn';
}
