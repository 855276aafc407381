import { CASE_READERS, OWNERS } from './case-readers.ts';
import { PAPER_READERS } from './paper-readers.ts';
import type { Permissions } from './permission.ts';

/** A filing that nobody is responsible for yet is the HR bureau's, which routes it. */
export const FILING_PERMISSIONS = {
  createClassFiling: OWNERS,
  listClassFilings: CASE_READERS,
  getClassFiling: CASE_READERS,
  diagnoseClassFiling: CASE_READERS,
  readClassFilingTimeline: CASE_READERS,
  patchClassFiling: OWNERS,
  putFilingDocument: OWNERS,
  getFilingDocument: PAPER_READERS,
  listFilingDocuments: CASE_READERS,
  listFilingDocumentVersions: CASE_READERS,
  importRoster: OWNERS,
  getRoster: CASE_READERS,
  removeFromRoster: OWNERS,
  importAttendance: OWNERS,
  getAttendance: CASE_READERS,
  importResults: OWNERS,
  getResults: CASE_READERS,
  addSupervisionVisit: [{ to: ['departmentReviewer'], relation: 'organHere', fields: 'masked' }],
  listSupervisionVisits: CASE_READERS,
  submitClassFiling: OWNERS,
  withdrawClassFiling: OWNERS,
  requestAdvance: OWNERS,
} as const satisfies Permissions;
