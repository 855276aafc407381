interface Named {
  readonly program: string;
  readonly name: string;
}

/** The name of a programme, as the server gives it; one that no document names stands for itself. */
export function programNameOf(programs: readonly Named[], code: string): string {
  return programs.find(({ program }) => program === code)?.name ?? code;
}
