/** An entry of the project directory before publication. */
export interface TrainingProject {
  /** The number of people needed for the posts. */
  readonly headcount: number | null;
  readonly skillDemand: string;
  readonly content: string;
  readonly classHours: number | null;
  readonly mode: string;
}

/**
 * R-026 (002§4, seed): returns the facts that a project lacks for publication, in the order of the sentence; while any
 * is missing, the project stays a draft. Five facts are named and 等 leaves room: a pack may require more.
 */
export function missingProjectFacts(project: TrainingProject): readonly (keyof TrainingProject)[] {
  const facts = ['headcount', 'skillDemand', 'content', 'classHours', 'mode'] as const;
  return facts.filter((fact) => {
    const value = project[fact];
    return typeof value === 'string' ? value.trim() === '' : value === null || value <= 0;
  });
}
