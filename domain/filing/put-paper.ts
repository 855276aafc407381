/** A version of a paper that was just put. */
interface PutPaper {
  readonly kind: string;
  /** Of its file. */
  readonly id: string;
  readonly version: number;
  readonly sizeBytes: number;
}

/** What the audit calls it: the first version of its kind is put, a later one replaces another. */
export function putAct({ version }: Pick<PutPaper, 'version'>): 'putDocument' | 'documentReplaced' {
  return version > 1 ? 'documentReplaced' : 'putDocument';
}

/** What the audit says of it: no name of a file, which may name people. */
export function putFacts({ kind, id, version, sizeBytes }: PutPaper) {
  return { document: kind, fileId: id, version, bytes: sizeBytes };
}
