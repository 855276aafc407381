import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../main/config.ts';

export interface PlayedApplication {
  readonly key: string;
  readonly route: string;
  readonly who: string;
  readonly holder: string;
  readonly name: string;
  readonly targets?: readonly [highSkill: number, publicService: number];
  readonly backbonesTarget?: number;
  readonly ownFundsFen: number;
  readonly budgetItems: readonly object[];
  readonly leader?: object;
  readonly returnedOnce?: boolean;
}

type Points = readonly [capacity: number, plan: number, team: number, funding: number];
interface ByExpert {
  readonly expert: string;
  readonly application: string;
}

export interface PlayedCall {
  readonly route: string;
  readonly places: number;
  readonly experts: readonly string[];
  readonly recusals?: readonly (ByExpert & { readonly reason: string })[];
  readonly replacements?: readonly ByExpert[];
  readonly blindProbe?: string;
  readonly scores: Readonly<Record<string, Readonly<Record<string, Points>>>>;
  readonly proposalOn: string;
  readonly refusedProposals: readonly { readonly applications: readonly string[]; readonly code: string }[];
  readonly proposal: readonly string[];
  readonly noticeEndsOn: string;
}

export interface PlayedYear {
  readonly year: number;
  readonly tooEarlyOn?: string;
  readonly overdueOn?: string;
  readonly reportOn: string;
  readonly report: { readonly spentFen: number };
  readonly refusedReports?: readonly { readonly code: string; readonly change: object }[];
  readonly assessOn: string;
  readonly act: string;
  readonly refusedOutcomes?: readonly { readonly act: string; readonly code: string }[];
  readonly rectificationOn?: string;
  readonly rectification?: object;
  readonly recheckOn?: string;
  readonly recheckAct?: string;
}

export interface PlayedEnd {
  readonly decideOn: string;
  readonly recoverFen: number;
  readonly confirmOn: string;
  readonly repayOn: string;
  readonly repayments: readonly number[];
  readonly noMoreOn: string;
}

export interface PlayedTitle {
  readonly application: string;
  readonly acceptance: readonly {
    readonly requestOn: string;
    readonly decideOn: string;
    readonly act: string;
    readonly spentFen: number;
    readonly stateAfter: string;
  }[];
  readonly secondPayOn: string;
  readonly years: readonly PlayedYear[];
  readonly end?: PlayedEnd;
}

export interface PlayedGrants {
  readonly callYear: number;
  readonly opensOn: string;
  readonly applyOn: string;
  readonly cityOn: string;
  readonly closedOn: string;
  readonly panelOn: string;
  readonly designateOn: string;
  readonly agreementOn: string;
  readonly payOn: string;
  readonly finallyOn: string;
  readonly applications: readonly PlayedApplication[];
  readonly bothLevels: { readonly who: string; readonly route: string };
  readonly stranger: string;
  readonly late: Partial<PlayedApplication> & { readonly who: string };
  readonly calls: readonly PlayedCall[];
  readonly lives: readonly PlayedTitle[];
}

/** What a year shows after its report, its assessment and its recheck. */
export interface WantedYear {
  readonly reported: readonly [state: string, isLate: boolean, computed: object];
  readonly days: object;
  readonly assessed: object;
  readonly recheck?: readonly [state: string, computed: object];
  /** What the year shows, and the state of the grant. */
  readonly rechecked?: readonly [year: object, grantState: string];
}

interface WantedGrants {
  readonly routesOpened: readonly string[];
  readonly first: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly ranking: Readonly<Record<string, readonly (readonly [string, number, number, number])[]>>;
  readonly designatedNow: number;
  readonly firstPaidFen: number;
  readonly years: Readonly<Record<string, Readonly<Record<string, WantedYear>>>>;
  readonly end: Readonly<
    Record<string, { readonly proposedFen: number; readonly ended: object; readonly years: readonly number[] }>
  >;
  readonly callsUntilEnd: Readonly<Record<string, number>>;
  readonly report: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface PlayedFiling {
  readonly organ: string;
  readonly who: string;
  readonly on: string;
  readonly returned?: boolean;
  readonly late?: boolean;
  readonly lines: readonly object[];
  readonly reason?: string;
}

export interface PlayedPlan {
  readonly year: number;
  readonly opensOn: string;
  readonly afterDueOn: string;
  readonly totalsOn: string;
  readonly submissions: readonly PlayedFiling[];
  readonly revision: PlayedFiling;
}

interface WantedPlan {
  readonly days: readonly [opensOn: string, dueOn: string];
  readonly required: readonly string[];
  readonly overdue: readonly string[];
  readonly totals: object;
  readonly totalsAfter: object;
  readonly planned: Readonly<Record<string, number>>;
}

export interface PlayedDemand {
  readonly entriesOn: string;
  readonly publishedOn: string;
  readonly laterOn: string;
  readonly entries: readonly {
    readonly who: string;
    readonly ok: boolean;
    readonly checkedAtOnce?: boolean;
    readonly entry: object;
  }[];
  readonly refused: readonly { readonly who: string; readonly why: string; readonly entry: object }[];
  readonly persons: readonly string[];
}

interface WantedDemand {
  readonly cycle: object;
  readonly unchecked: number;
  readonly counts: object;
  readonly recipients: readonly string[];
  readonly next: object;
  readonly carried: object;
  readonly later: readonly number[];
}

/** `practice/years`: what is played, and what was counted by hand. */
export interface YearsFiles {
  readonly grants: PlayedGrants;
  readonly plan: PlayedPlan;
  readonly demand: PlayedDemand;
  readonly wanted: { readonly grants: WantedGrants; readonly plan: WantedPlan; readonly demand: WantedDemand };
}

const read = (name: string) => JSON.parse(readFileSync(join(ROOT, 'practice', 'years', `${name}.json`), 'utf8'));

export function readYears(): YearsFiles {
  return { grants: read('grants'), plan: read('plan'), demand: read('demand'), wanted: read('expected') };
}
