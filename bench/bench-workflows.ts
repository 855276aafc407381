/** The bundle of the bench's worker: the product's own workflow and the floor beside it. */
export { claimWorkflow } from '../workflows/claim-workflow.ts';
export { floorWorkflow } from './floor-workflow.ts';
