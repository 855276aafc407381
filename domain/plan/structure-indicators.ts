import type { BasisPoints } from '../money.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { packsFor } from '../policy/resolve-parameter.ts';

/** How many work, are skilled and highly skilled in a year, as the HR bureau enters them. */
export interface StructureFigures {
  readonly employed: number;
  readonly skilled: number;
  readonly highSkilled: number;
}

/** A share that a document asks for by the end of a year. */
export interface ShareTarget {
  readonly measure: 'skilledShare' | 'highSkillShare';
  readonly targetBp: BasisPoints;
  readonly byYear: number;
  readonly document: string;
  readonly clause: string;
}

/** True if each number is a part of the one before it. */
export function areParts({ employed, skilled, highSkilled }: StructureFigures): boolean {
  return highSkilled <= skilled && skilled <= employed;
}

/** the skilled among the employed and the highly skilled among the skilled; null of nobody. */
export function structureShares({ employed, skilled, highSkilled }: StructureFigures): {
  readonly skilledShareBp: BasisPoints | null;
  readonly highSkillShareBp: BasisPoints | null;
} {
  return { skilledShareBp: shareOf(skilled, employed), highSkillShareBp: shareOf(highSkilled, skilled) };
}

/** every share that a document of the jurisdiction asks for, by its year. */
export function shareTargets(library: PolicyLibrary, jurisdiction: string): readonly ShareTarget[] {
  return packsFor(library, jurisdiction)
    .flatMap(({ document, parameters }) =>
      parameters.flatMap(({ key, value, clause }): readonly ShareTarget[] => {
        const [, measure, byYear] = /^target\.(skilledShare|highSkillShare)\.(\d{4})$/.exec(key) ?? [];
        return (measure === 'skilledShare' || measure === 'highSkillShare') && typeof value === 'number'
          ? [{ measure, targetBp: value, byYear: Number(byYear), document: document.id, clause }]
          : [];
      }),
    )
    .toSorted((a, b) => a.byYear - b.byYear || (a.measure < b.measure ? -1 : 1));
}

/** Hundredths of a percent, half up. */
function shareOf(part: number, whole: number): BasisPoints | null {
  return whole === 0 ? null : Math.round((part * 10_000) / whole);
}
