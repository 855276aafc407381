import type { Recordings } from '../../activities/recording-ports.ts';
import { recordAnnualPlan } from './plan-recording.ts';
import { recordBatch } from './batch-recording.ts';
import { recordGrantCall } from './call-recording.ts';
import { recordClaim } from './claim-recording.ts';
import { recordDemandCycle } from './demand-cycle-recording.ts';
import { recordFiling } from './filing-recording.ts';
import { recordGrant } from './grant-recording.ts';
import { recordRecovery } from './recovery-recording.ts';
import { recordNotice } from './notice-recording.ts';
import { createSnapshotCache, type RecordingContext } from './recording-context.ts';

/** Creates the recordings of all entities over one database (D2). */
export function createRecordings(parts: Omit<RecordingContext, 'snapshots'>): Recordings {
  const context = { ...parts, snapshots: createSnapshotCache() };
  return {
    recordClaim: (recording) => recordClaim(context, recording),
    recordFiling: (recording) => recordFiling(context, recording),
    recordNotice: (recording) => recordNotice(context, recording),
    recordBatch: (recording) => recordBatch(context, recording),
    recordGrantCall: (recording) => recordGrantCall(context, recording),
    recordGrant: (recording) => recordGrant(context, recording),
    recordAnnualPlan: (recording) => recordAnnualPlan(context, recording),
    recordDemandCycle: (recording) => recordDemandCycle(context, recording),
    recordRecovery: (recording) => recordRecovery(context, recording),
  };
}
