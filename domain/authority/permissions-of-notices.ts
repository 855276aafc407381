import type { Permissions } from './permission.ts';

const READERS = [{ to: 'everybody', relation: 'jurisdiction', fields: 'masked' }] as const;
const SIDE = [{ to: 'everybody', relation: 'seat', fields: 'masked' }] as const;
const PUBLIC = [{ to: 'anybody', relation: 'any', fields: 'masked' }] as const;

export const NOTICE_PERMISSIONS = {
  createNotice: [{ to: ['noticeOfficer'], relation: 'seat', fields: 'masked' }],
  listNotices: READERS,
  readNotice: READERS,
  confirmNotice: SIDE,
  rejectNotice: SIDE,
  withdrawNotice: SIDE,
  listPublicNotices: PUBLIC,
  readPublicNotice: PUBLIC,
  fileObjection: PUBLIC,
  readPublicStylesheet: PUBLIC,
} as const satisfies Permissions;
