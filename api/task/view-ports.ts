/** The views that each person has saved, as one text; nobody else reads it. */
export interface ViewStore {
  /** Null if the person has never saved one. */
  read(personId: string): Promise<string | null>;
  /** Changes the text, one change after the other. @returns what `change` says besides it */
  change<Said>(
    personId: string,
    change: (former: string | null) => { readonly text: string; readonly said: Said },
  ): Promise<Said>;
}
