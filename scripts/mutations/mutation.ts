/** A guard that is taken out, and the story that must then fail. */
export interface Mutation {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** `file`: below `test/`; its folder says which project of the tests it is in. */
  readonly story: { readonly file: string; readonly title: string };
}

interface Edit {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}
