/**
 * What a verification finds. Of an entry: a missing number, another hash of the entry before, another content, a content
 * that no process of ours wrote, or no place in the sequence. Of a chain: it ends too early, is gone, or is not the one
 * that a root covers. Of the sequence: a missing place, a wrong seal, an end before what was sealed, another entry at the
 * place that was kept apart. Of roots: changed, not signed, one missing, another than the copy, other rows than it
 * covers; or a copy that nobody signed.
 */
export const AUDIT_BREAKS = [
  'gap',
  'chain',
  'content',
  'notOurs',
  'notSealed',
  'tailCut',
  'chainMissing',
  'rewritten',
  'sequenceGap',
  'seal',
  'logCut',
  'headChanged',
  'rootChanged',
  'rootNotSigned',
  'rootMissing',
  'rootReplaced',
  'rootDiffers',
  'copyNotSigned',
] as const;
export type AuditFault = (typeof AUDIT_BREAKS)[number];
