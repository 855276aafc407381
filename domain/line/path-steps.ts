import type { PipelineCode } from '../codes.ts';
import type { StageDefinition } from '../policy/policy-pack.ts';

/** The part of a stage that says who acts in it. */
export type PathStage = Pick<StageDefinition, 'kind' | 'organ' | 'section'>;

type StepName = 'departmentReview' | 'counterReview' | 'bureauReview' | 'decision' | 'notice' | 'disbursement';

interface PathStep {
  readonly name: StepName;
  readonly isOptional?: true;
  readonly fits: (stage: PathStage) => boolean;
}

const NOTICE: PathStep = { name: 'notice', fits: (stage) => stage.kind === 'notice' };
const DISBURSEMENT: PathStep = {
  name: 'disbursement',
  fits: (stage) => stage.kind === 'disbursement' && stage.organ === 'FINANCE',
};
/** The second review must be in a different section from the first. */
const BUREAU_REVIEW: PathStep = {
  name: 'bureauReview',
  fits: (stage) => stage.kind === 'review' && stage.organ === 'HRSS' && stage.section === 'other',
};

type ReviewedPipeline = Extract<PipelineCode, 'P1_JOINT' | 'P2_EXISTING' | 'P3_INSURANCE'>;

const STEPS: Readonly<Record<ReviewedPipeline, readonly PathStep[]>> = {
  P1_JOINT: [
    { name: 'departmentReview', fits: ({ kind, organ }) => kind === 'review' && organ === 'responsibleDepartment' },
    BUREAU_REVIEW,
    NOTICE,
    DISBURSEMENT,
  ],
  P2_EXISTING: [
    { name: 'counterReview', fits: ({ kind, organ }) => kind === 'review' && organ === 'HRSS' },
    BUREAU_REVIEW,
    NOTICE,
    DISBURSEMENT,
  ],
  P3_INSURANCE: [
    { name: 'decision', fits: ({ kind, organ }) => kind === 'review' && organ === 'HRSS' },
    { ...NOTICE, isOptional: true },
    DISBURSEMENT,
  ],
};

/**
 * Returns the first step of the path that the stages lack or have in the wrong place; undefined if they keep its order.
 * R-091 (003§四(三), seed) for P1: no step may be skipped or swapped. R-106 (ours) for P2: a counter, another section, a
 * notice by the HR bureau alone, Finance. R-107 (ours) for P3: a decision after comparison, a notice that may be off,
 * the payment. A jurisdiction may add reviews after the first one; the steps after the payment, such as the contract
 * check, depend on the route.
 */
export function brokenStep(pipeline: ReviewedPipeline, stages: readonly PathStage[]): StepName | undefined {
  let position = 0;
  for (const step of STEPS[pipeline]) {
    position += reviewsMore(stages, position, step);
    const stage = stages[position];
    if (stage !== undefined && step.fits(stage)) {
      position += 1;
    } else if (step.isOptional !== true) {
      return step.name;
    }
  }
  return undefined;
}

/** Counts a jurisdiction's own reviews before the required step. */
function reviewsMore(stages: readonly PathStage[], position: number, step: PathStep): number {
  const rest = position === 0 ? [] : stages.slice(position);
  const count = rest.findIndex((stage) => stage.kind !== 'review' || step.fits(stage));
  return Math.max(count, 0);
}
