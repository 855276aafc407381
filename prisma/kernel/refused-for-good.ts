/** A rule or a constraint refuses for good: the transaction is undone, and the act is refused with this code. */
export class RefusedForGood extends Error {
  override readonly name = 'RefusedForGood';
  readonly code: string;
  constructor(code: string) {
    super(`Refused for good: ${code}`);
    this.code = code;
  }
}
