import type { IsoDate } from '../calendar.ts';
import type { LeadingPurpose } from '../claim/claim-course.ts';
import { isPaidByLine } from '../payout/payable-claim.ts';
import type { Label, RouteDefinition } from '../policy/policy-pack.ts';
import type { PartyKind } from '../policy/route-codes.ts';
import { headcountOf, itemsOfClaim, type LineToPublish, type Naming, type NoticeItem } from './notice-items.ts';
import type { NoticeClaimFacts } from './notice-page.ts';
import { publishedName, starLeaks } from './publish-gate.ts';

/** A claim that a notice is drafted for, with its law. Texts of others are not starred yet. Amounts in fen. */
export interface ClaimToPublish {
  readonly claimNo: string;
  readonly purpose: LeadingPurpose;
  readonly applicant: { readonly name: string; readonly kind: PartyKind };
  readonly route: string;
  readonly routeName: Label;
  /** Null in snapshots that were pinned before the pack had the field. */
  readonly routePayee: RouteDefinition['payee'] | null;
  /** Null as above; means `masked`. */
  readonly noticeNames: RouteDefinition['noticeNames'] | null;
  readonly custodyGroups: readonly string[] | null;
  /** `notice.minorAge`, in years; null if the snapshot lacks it. */
  readonly adultAge: number | null;
  readonly fund: string | null;
  readonly funds: readonly { readonly purpose: string; readonly fund: string }[];
  readonly advanceFen: number;
  /** The number of people in the class. */
  readonly rosterSize: number;
  /** Null for a claim without a class. */
  readonly class: {
    readonly occupationCode: string;
    readonly occupationName: string;
    readonly skillLevel: string;
    readonly classHours: number;
    readonly opensOn: IsoDate;
    readonly endsOn: IsoDate;
  } | null;
}

/** What a notice shows of one claim. */
export interface PublishedClaim {
  readonly facts: NoticeClaimFacts;
  readonly items: readonly NoticeItem[];
}

/**
 * Returns what a notice of this day shows of a claim, under the claim's own law. A single person's claim names
 * its payee in the same way as a person on a list: masked, and not at all if the payee is a minor.
 * @throws RangeError if the law lacks `notice.minorAge`: an age is never assumed
 */
export function publishClaim(
  claim: ClaimToPublish,
  lines: readonly LineToPublish[],
  publishedOn: IsoDate,
): PublishedClaim {
  const naming: Naming = {
    payee: starLeaks(claim.applicant.name),
    noticeNames: claim.noticeNames ?? 'masked',
    custodyGroups: claim.custodyGroups ?? [],
    adultAge: adultAgeOf(claim),
    publishedOn,
  };
  const payee =
    claim.applicant.kind === 'person'
      ? (itemsOfClaim(lines, naming)[0]?.name ?? publishedName(claim.applicant.name))
      : naming.payee;
  return { facts: factsOf(claim, lines, payee), items: itemsOfClaim(lines, { ...naming, payee }) };
}

function adultAgeOf({ adultAge }: ClaimToPublish): number {
  if (adultAge === null) {
    throw new RangeError('PARAMETER_MISSING: notice.minorAge');
  }
  return adultAge;
}

/** Free text of others becomes public here, so everything that the gate would find in it is starred. */
function factsOf(claim: ClaimToPublish, lines: readonly LineToPublish[], payee: string): NoticeClaimFacts {
  const { purpose, class: ofClass } = claim;
  const ownFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const allowanceFen = lines.reduce((sum, line) => sum + line.allowanceFen, 0);
  const fund = fundFor(claim, purpose) ?? claim.fund ?? '';
  const funds = [
    { purpose, fund, amountFen: ownFen },
    { purpose: 'allowance' as const, fund: fundFor(claim, 'allowance') ?? fund, amountFen: allowanceFen },
  ];
  return {
    claimNo: claim.claimNo,
    purpose,
    ...payeeOf(claim, payee),
    route: claim.route,
    routeName: claim.routeName,
    occupation: ofClass === null ? null : { code: ofClass.occupationCode, name: starLeaks(ofClass.occupationName) },
    skillLevel: ofClass?.skillLevel ?? null,
    classHours: ofClass?.classHours ?? null,
    opensOn: ofClass?.opensOn ?? null,
    endsOn: ofClass?.endsOn ?? null,
    // An advance is paid for the people of the class before any of them is certified.
    headcount: purpose === 'advance' ? claim.rosterSize : headcountOf(lines),
    amountFen: ownFen + allowanceFen,
    fund,
    ...(allowanceFen > 0 && { funds }),
    ...(purpose === 'base' && claim.advanceFen > 0 && { advanceFen: claim.advanceFen }),
  };
}

function fundFor({ funds }: ClaimToPublish, purpose: string): string | undefined {
  return funds.find((one) => one.purpose === purpose)?.fund;
}

const EACH_PERSON = { zh: '本人（见名单）', en: 'each person, see the list' } as const;

/** An organisation that applies for persons is the applicant but not the payee; a person who applies is both. */
function payeeOf(
  { applicant: { kind }, routePayee, purpose }: ClaimToPublish,
  applicant: string,
): Pick<NoticeClaimFacts, 'payee' | 'payeeWord' | 'applicant'> {
  const isForOthers = kind !== 'person' && routePayee !== null && isPaidByLine({ payee: routePayee }, purpose);
  return isForOthers ? { payee: null, payeeWord: EACH_PERSON, applicant } : { payee: applicant };
}
