import type { Stage } from './route-play.ts';

/** A claim of a life, and the desk of its applicant, who sees the own people unmasked. */
export interface PlayedClaim {
  readonly id: string;
  readonly applicant: string;
}

/** The result of a life: its claims by the names of the expectation, and the other observations. */
export interface PlayedLife {
  readonly claims: Readonly<Record<string, PlayedClaim>>;
  readonly seen?: Readonly<Record<string, unknown>>;
}

/** A whole life of a route, played on the files of `practice/route-<number>`. */
export type Life = (stage: Stage) => Promise<PlayedLife>;
