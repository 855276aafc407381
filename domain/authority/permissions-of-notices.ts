import { CASE_READERS } from './case-readers.ts';
import type { Permissions } from './permission.ts';

const SIDE = [{ to: ['noticeOfficer'], relation: 'seat', fields: 'masked' }] as const;
const PUBLIC = [{ to: 'anybody', relation: 'any', fields: 'masked' }] as const;

export const NOTICE_PERMISSIONS = {
  createNotice: SIDE,
  listNotices: CASE_READERS,
  readNotice: CASE_READERS,
  diagnoseNotice: CASE_READERS,
  previewNotice: CASE_READERS,
  printNoticeSheet: CASE_READERS,
  listNoticeItems: CASE_READERS,
  confirmNotice: SIDE,
  rejectNotice: SIDE,
  withdrawNotice: SIDE,
  listPublicNotices: PUBLIC,
  readPublicNotice: PUBLIC,
  fileObjection: PUBLIC,
  readPublicStylesheet: PUBLIC,
} as const satisfies Permissions;
