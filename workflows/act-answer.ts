/** What an Update answers: where the entity stands after the act. Everything else is read from Postgres. */
export interface ActAnswer {
  readonly revision: number;
  readonly state: string;
}
