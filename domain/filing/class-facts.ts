import type { SharedFee } from '../line/cost-sharing.ts';

export const CLASS_INDUSTRIES = ['COAL', 'BUILDING', 'INDUSTRY_IT', 'OTHER'] as const;

export const ENTREPRENEURSHIP_MODULES = ['IDEA', 'START', 'IMPROVE', 'ONLINE'] as const;

/** What a filing says of its class besides the common fields; absent is not said. Codes, names of bodies, amounts. */
export interface ClassFilingFacts {
  /** Module of entrepreneurship training (C07). */
  readonly module?: (typeof ENTREPRENEURSHIP_MODULES)[number];
  /** The number under which the course is known elsewhere. */
  readonly courseNo?: string;
  /** A project-based purchase, which may have an advance. */
  readonly projectBased?: boolean;
  /** Where the work is, for the routing (R-007, C04). */
  readonly industry?: (typeof CLASS_INDUSTRIES)[number];
  /** The employer is owned by the state. */
  readonly stateOwned?: boolean;
  /** Who trains and who evaluates, by name or credit code, where it is another body than the applicant. */
  readonly trainer?: string;
  readonly evaluator?: string;
  /** The fee of one trainee and who gives which part of it. */
  readonly costSharing?: SharedFee;
  /** Entries of the demand lists that the class serves. */
  readonly demandEntries?: readonly string[];
}
