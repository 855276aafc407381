/** The answer of an Update: the entity's state after the act. Everything else is read from Postgres. */
export interface ActAnswer {
  readonly revision: number;
  readonly state: string;
}
