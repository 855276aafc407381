import type { PayingClaim } from '../../domain/recovery/recovery-steps.ts';
import { RepaymentBody, SetOffBody } from '../../schemas/advance-schemas.ts';
import { ClaimParams, SeenRevisionHeaders } from '../../schemas/claim-schemas.ts';
import { MoneyEntryView } from '../../schemas/money-entry-schemas.ts';
import type { ClaimRecord } from '../claim/claim-record.ts';
import { requireAct, requireClaim, requireSeen, type ActAsked } from '../claim/require-act.ts';
import { actorOf } from '../kernel/caller.ts';
import { ENTRY_PROBLEMS, moneyEntryView } from '../kernel/money-entry.ts';
import { Problem } from '../kernel/problem.ts';
import { grantedOf } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AdvanceDependencies } from './advance-dependencies.ts';
import { requireFinanceOf } from './finance-of.ts';
import { returnDecisions } from './return-decisions.ts';

type AskedWithKey = ActAsked & { readonly idempotencyKey: string };

/** Money that comes back: entered by a maker of Finance, in force once a checker confirms it (R-074, S4). */
export function returnRoutes(deps: AdvanceDependencies): readonly Route[] {
  return [enterRepayment(deps), enterSetOff(deps), ...returnDecisions(deps)];
}

function enterRepayment(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'enterRepayment',
    method: 'post',
    path: '/api/v1/claims/:claimId/repayments',
    summary:
      'Enter what was paid back of an advance, with the reference of the bank; in force once a checker confirms it (R-074)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: RepaymentBody,
    answer: MoneyEntryView,
    status: 201,
    idempotency: 'required',
    problems: [...ENTRY_PROBLEMS, 'IF_MATCH_MISSING', 'STALE', 'BANK_REFERENCE_USED'],
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const { amountFen, bankReference } = body;
      const claim = await requireClaim(deps.claims, asked);
      const { jurisdiction } = claim;
      if (!(await deps.entries.isActKept(caller.personId, idempotencyKey))) {
        requireFinanceOf(claim, caller);
        requireSeen(claim, asked.ifMatch);
      }
      const recoveryId = await deps.recoveries.ofClaim(claimId);
      if (recoveryId === null) {
        throw new Problem('WRONG_STATE');
      }
      const entered = {
        actor: actorOf(caller),
        at,
        idempotencyKey,
        amountFen,
        recoveryId,
        debtorId: claimId,
        jurisdiction,
        from: { bankReference },
      };
      const entry = grantedOf(await deps.entries.enterReturn(entered));
      return { body: moneyEntryView(entry, { caller, language }) };
    },
  });
}

function said({ caller, at }: AskedWithKey, expectedRevision: number) {
  return { actor: actorOf(caller), actId: '', atMs: at.getTime(), expectedRevision };
}

function enterSetOff(deps: AdvanceDependencies): Route {
  return defineRoute({
    operationId: 'setOffRecovery',
    method: 'post',
    path: '/api/v1/claims/:claimId/set-offs',
    summary:
      'Enter that what the same payee owes of an advance is taken from the base that is due here; in force once a checker confirms it (R-074)',
    params: ClaimParams,
    headers: SeenRevisionHeaders,
    body: SetOffBody,
    answer: MoneyEntryView,
    status: 201,
    idempotency: 'required',
    problems: [...ENTRY_PROBLEMS, 'IF_MATCH_MISSING', 'STALE'],
    async handle({ caller, params: { claimId }, headers, body, idempotencyKey, at, language }) {
      const asked = { claimId, caller, at, idempotencyKey, ifMatch: headers['if-match'] };
      const { amountFen, recoveryClaimId: debtorId } = body;
      const paying = await requireClaim(deps.claims, asked);
      const debtor = await deps.claims.find(debtorId, caller, at);
      const recoveryId = debtor?.jurisdiction === paying.jurisdiction ? await deps.recoveries.ofClaim(debtorId) : null;
      if (recoveryId === null) {
        throw new Problem('INVALID', { errors: [{ pointer: '/recoveryClaimId', code: 'UNKNOWN_VALUE' }] });
      }
      const { claim } = await requireAct(deps.claims, asked, ({ revision }) => {
        return { kind: 'setOff', recoveryId, amountFen, ...said(asked, revision) };
      });
      const { jurisdiction } = claim;
      const entered = {
        actor: actorOf(caller),
        at,
        idempotencyKey,
        amountFen,
        recoveryId,
        debtorId,
        jurisdiction,
        from: { paying: payingOf(claim) },
      };
      const entry = grantedOf(await deps.entries.enterReturn(entered));
      return { body: moneyEntryView(entry, { caller, language }) };
    },
  });
}

/** What a set-off reads of the claim that pays. */
export function payingOf({ id, applicant, snapshot, course }: ClaimRecord): PayingClaim {
  return {
    claimId: id,
    payeePartyId: applicant.id,
    paysPersons: snapshot?.routeDefinition.payee === 'person',
    dueFen: course?.payments.base.amountFen ?? 0,
  };
}
