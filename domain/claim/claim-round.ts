import type { CertificateKind, SkillLevel } from '../codes.ts';
import type { EntryFacts } from '../intake/entry.ts';
import type { LineState } from '../line/line-state.ts';

/** A line as a round left it: ids, codes, days and amounts in fen; its person by id alone. */
export interface KeptLine {
  readonly lineId: string;
  readonly position: number;
  readonly traineeId: string | null;
  readonly state: LineState;
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly attendedHours: number;
  readonly certificateKind: CertificateKind | null;
  readonly certificateNo: string | null;
  readonly certificateDate: string | null;
  readonly baseFen: number;
  readonly allowanceFen: number;
  readonly floatFen: number;
  /** The keyed index of the account of its person; null without one. */
  readonly account: string | null;
  /** The columns of its own row; null for a line of a class. */
  readonly facts: EntryFacts | null;
  readonly evidence: {
    readonly signedOn: string;
    readonly startsOn: string;
    readonly endsOn: string | null;
    readonly insuredMonths: number;
    readonly insuranceKinds: readonly string[];
  } | null;
}
