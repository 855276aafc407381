import type { SkillLevel } from '../codes.ts';
import type { NamedOccupation } from './demand-words.ts';

/** What a cycle counts: valid checked entries, and those of them that came over from before it. */
export interface CycleCounts {
  readonly carried: { readonly employer: number; readonly worker: number };
  readonly employer: { readonly entries: number; readonly openings: number };
  readonly worker: { readonly entries: number; readonly wantsTraining: number };
}

/** A row of the frozen lists: an employer's entry as it is, or workers' entries as counts by trade, level and banner. */
export type PublishedEntry = PublishedEmployer | PublishedWorkers;

export interface PublishedEmployer {
  readonly id: string;
  readonly jurisdiction: string;
  readonly employer: string;
  readonly post: string;
  readonly occupation: NamedOccupation;
  readonly skillLevel: SkillLevel;
  readonly openings: number | null;
  readonly payFromFen: number;
  readonly payToFen: number;
}

export interface PublishedWorkers {
  readonly jurisdiction: string;
  /** The trade that they have, or the one that they want to learn; null where none was said. */
  readonly occupation: NamedOccupation | null;
  readonly skillLevel: SkillLevel;
  readonly entries: number;
  readonly wantsTraining: number;
}
