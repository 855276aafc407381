/** What a document belongs to: a class filing, a claim, one line of a claim, or a grant and its years. */
export const DOCUMENT_OWNERS = ['filing', 'claim', 'line', 'grant'] as const;
export type DocumentOwnerKind = (typeof DOCUMENT_OWNERS)[number];
