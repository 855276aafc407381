import type { OperationId } from '../../domain/authority/permissions.ts';

/**
 * Operations by which no money moves: their stored answers are removed after a time (`BUTIE_ANSWER_DAYS`), and a repeat
 * after that runs again. The answers of all others are kept for good, so a new operation keeps its answers unless it is
 * named here.
 */
export const PASSING: ReadonlySet<string> = new Set<OperationId>([
  'addSupervisionVisit',
  'createClaim',
  'createClassFiling',
  'createNotice',
  'fileObjection',
  'importAttendance',
  'importClaimEntries',
  'importDemandEntries',
  'importResults',
  'importRoster',
  'sendContractEvidence',
]);
