/** An entry of the projects' directory as it stands before publication. */
export interface TrainingProject {
  /** How many people the posts want. */
  readonly headcount: number | null;
  readonly skillDemand: string;
  readonly content: string;
  readonly classHours: number | null;
  readonly mode: string;
}

/**
 * R-026 (002§4, seed): what a project lacks for publication, in the order of the sentence; none, or it stays a draft.
 * Five facts are named and 等 leaves room: a pack may want more of its own.
 */
export function missingProjectFacts(project: TrainingProject): readonly (keyof TrainingProject)[] {
  const facts = ['headcount', 'skillDemand', 'content', 'classHours', 'mode'] as const;
  return facts.filter((fact) => {
    const value = project[fact];
    return typeof value === 'string' ? value.trim() === '' : value === null || value <= 0;
  });
}
