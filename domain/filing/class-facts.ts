import type { SharedFee } from '../line/cost-sharing.ts';

export const CLASS_INDUSTRIES = ['COAL', 'BUILDING', 'INDUSTRY_IT', 'OTHER'] as const;

export const ENTREPRENEURSHIP_MODULES = ['IDEA', 'START', 'IMPROVE', 'ONLINE'] as const;

/** Additional fields of a class in a filing; absent means not given. Codes, names of organisations, amounts. */
export interface ClassFilingFacts {
  /** Module of entrepreneurship training (C07). */
  readonly module?: (typeof ENTREPRENEURSHIP_MODULES)[number];
  /** The number by which other systems know the course. */
  readonly courseNo?: string;
  /** A project-based purchase, for which an advance is possible. */
  readonly projectBased?: boolean;
  /** The industry of the work, for the routing (R-007, C04). */
  readonly industry?: (typeof CLASS_INDUSTRIES)[number];
  /** The employer is state-owned. */
  readonly stateOwned?: boolean;
  /** The trainer and the evaluator, by name or credit code, if different from the applicant. */
  readonly trainer?: string;
  readonly evaluator?: string;
  /** The fee per trainee and how it is shared. */
  readonly costSharing?: SharedFee;
  /** Entries of the demand lists that the class serves. */
  readonly demandEntries?: readonly string[];
}
