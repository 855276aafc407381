import { PAPER_READERS } from './paper-readers.ts';
import type { Permissions } from './permission.ts';

const OWN = [{ to: ['applicant'], relation: 'own', fields: 'whole' }] as const;
const READERS = [{ to: 'everybody', relation: 'jurisdiction', fields: 'masked' }] as const;

export const FILING_PERMISSIONS = {
  createClassFiling: OWN,
  listClassFilings: READERS,
  getClassFiling: READERS,
  patchClassFiling: OWN,
  putFilingDocument: OWN,
  getFilingDocument: PAPER_READERS,
  listFilingDocuments: READERS,
  importRoster: OWN,
  getRoster: READERS,
  removeFromRoster: OWN,
  importAttendance: OWN,
  getAttendance: READERS,
  importResults: OWN,
  getResults: READERS,
  addSupervisionVisit: [{ to: ['departmentReviewer'], relation: 'responsibleOrgan', fields: 'masked' }],
  listSupervisionVisits: READERS,
  submitClassFiling: OWN,
  withdrawClassFiling: OWN,
  requestAdvance: OWN,
} as const satisfies Permissions;
