export const READ = { insert: false, update: [], delete: false } as const;
/** Facts: written once. */
export const ADD = { insert: true, update: [], delete: false } as const;
/** What is made anew or freed; no fact. */
export const REPLACE = { insert: true, update: [], delete: true } as const;

export function addAndChange<const Columns extends readonly string[]>(...update: Columns) {
  return { insert: true, update, delete: false } as const;
}

export function keep<const Columns extends readonly string[]>(...update: Columns) {
  return { insert: true, update, delete: true } as const;
}
