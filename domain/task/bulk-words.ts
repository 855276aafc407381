/** Tasks in one bulk, whatever a pack permits: a person looks at each of them before the pledge. */
export const BULK_MOST = 50;
