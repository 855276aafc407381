import { EXPECTED_FILING_STATES, type FilingState } from '../filing/filing-course.ts';
import { wholeMonths } from '../filing/instalments.ts';
import type { IsoDate } from '../calendar.ts';
import type { SharedFee } from '../line/cost-sharing.ts';
import { parseFen, type Fen } from '../money.ts';
import { rateFor, snapshotList, type PolicySnapshot, type SnapshotOutcome } from '../policy/policy-snapshot.ts';
import type { PartyKind } from '../policy/route-codes.ts';
import {
  advanceOfExpectedFen,
  advanceShareOf,
  expectedFen,
  judgeAdvance,
  judgeAdvanceGround,
  judgeSecondAdvance,
} from './advance.ts';

/** A class for which an advance is requested. */
export interface ClassToAdvance {
  readonly state: FilingState;
  /** A department is responsible for it. */
  readonly isRouted: boolean;
  readonly route: string;
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly occupation: string;
  readonly level: string;
  readonly heads: number;
  readonly classHours: number;
  readonly applicant: PartyKind;
  /** The filing says that the class belongs to a project. */
  readonly isProjectBased: boolean;
  /** Null when no shared fee was filed. */
  readonly shares: SharedFee | null;
}

export type AdvanceRequestRefusal =
  | { readonly code: 'WRONG_STATE' | 'ADVANCE_NOT_ALLOWED' | 'ADVANCE_ALREADY' | 'ALREADY_CLAIMED' }
  | { readonly code: 'ADVANCE_TOO_HIGH'; readonly maxFen: number }
  /** `key`: what the law does not say. */
  | { readonly code: 'ROUTE_NOT_OPEN'; readonly key: string };

export type JudgedAdvance =
  | { readonly ok: true; readonly snapshot: PolicySnapshot; readonly expected: Fen }
  | { readonly ok: false; readonly refusal: AdvanceRequestRefusal };

/**
 * Decides on the request for an advance: the class is still expected, the law of its opening day gives advances, the
 * class has the ground for one, the amount is within the share of what it expects, and no other claim of the class
 * exists. `others`: kinds of the class's claims that have not ended without money.
 */
export function judgeAdvanceRequest(
  filing: ClassToAdvance,
  law: SnapshotOutcome,
  asked: { readonly amountFen: number; readonly others: readonly string[] },
): JudgedAdvance {
  if (!EXPECTED_FILING_STATES.some((state) => state === filing.state) || !filing.isRouted) {
    return refuse({ code: 'WRONG_STATE' });
  }
  const unsaid = law.ok ? unsaidKeys(law.value) : law.missing;
  if (!law.ok || unsaid.length > 0) {
    return refuse({ code: 'ROUTE_NOT_OPEN', key: unsaid.join(', ') });
  }
  const snapshot = law.value;
  if (!hasGround(filing, snapshot)) {
    return refuse({ code: 'ADVANCE_NOT_ALLOWED' });
  }
  const expected = expectedOf(filing, snapshot);
  if (expected === null) {
    return refuse({ code: 'ROUTE_NOT_OPEN', key: `rate.${snapshot.routeDefinition.rateKind}` });
  }
  const maxFen = advanceOfExpectedFen(expected, advanceShareOf(snapshot));
  if (!judgeAdvance(parseFen(asked.amountFen), maxFen).ok) {
    return refuse({ code: 'ADVANCE_TOO_HIGH', maxFen });
  }
  const first = judgeSecondAdvance(asked.others);
  return first.ok ? { ok: true, snapshot, expected } : refuse({ code: first.reason });
}

/**
 * §5.3: a jurisdiction gives no advance unless its parameters give the amount, the routes and the notice. Returns the
 * missing keys.
 */
function unsaidKeys({ parameters, route }: PolicySnapshot): readonly string[] {
  const isSaid = (key: string) => parameters.some((one) => one.key === key);
  const hasRate = isSaid('advance.rate') || isSaid(`advance.rate.${route}`);
  const asked = ['advance.routes', 'advance.projectRoutes', 'advance.enterpriseRoutes'];
  const others = ['advance.needsNotice', 'recovery.reminderDays'];
  return [...(hasRate ? [] : ['advance.rate']), ...[...asked, ...others].filter((key) => !isSaid(key))];
}

/**
 * the class's route is in the list and the applicant is an enterprise, or the class is project-based and the
 * applicant is an institution.
 */
function hasGround(filing: ClassToAdvance, snapshot: PolicySnapshot): boolean {
  const { route } = filing;
  const isProjectBased = filing.isProjectBased || snapshotList(snapshot, 'advance.projectRoutes').includes(route);
  const isKnown = filing.applicant === 'enterprise' || filing.applicant === 'person';
  const applicant = isKnown ? filing.applicant : 'institution';
  const advanceRoutes = snapshotList(snapshot, 'advance.routes');
  const enterpriseRoutes = snapshotList(snapshot, 'advance.enterpriseRoutes');
  return judgeAdvanceGround({ route, advanceRoutes, enterpriseRoutes, applicant, isProjectBased }).ok;
}

/** Null if no rate fits the class. */
function expectedOf(filing: ClassToAdvance, snapshot: PolicySnapshot): Fen | null {
  const { heads, classHours, shares } = filing;
  const rate = rateFor(snapshot, { occupation: filing.occupation, level: filing.level });
  const months = wholeMonths(filing.opensOn, filing.endsOn);
  return rate === undefined ? null : expectedFen({ heads, classHours, months, shares }, rate);
}

function refuse(refusal: AdvanceRequestRefusal): JudgedAdvance {
  return { ok: false, refusal };
}
