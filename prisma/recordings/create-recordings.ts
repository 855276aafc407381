import type { Recordings } from '../../activities/recording-ports.ts';
import { recordBatch } from './batch-recording.ts';
import { recordClaim } from './claim-recording.ts';
import { recordFiling } from './filing-recording.ts';
import { recordNotice } from './notice-recording.ts';
import { createSnapshotCache, type RecordingContext } from './recording-context.ts';

/** Creates the four recordings over one database (D2). */
export function createRecordings(parts: Omit<RecordingContext, 'snapshots'>): Recordings {
  const context = { ...parts, snapshots: createSnapshotCache() };
  return {
    recordClaim: (recording) => recordClaim(context, recording),
    recordFiling: (recording) => recordFiling(context, recording),
    recordNotice: (recording) => recordNotice(context, recording),
    recordBatch: (recording) => recordBatch(context, recording),
  };
}
