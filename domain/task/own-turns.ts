/**
 * Acts that a workflow asks of itself in its own loop: the replay asks them again, so nobody waits for their answer. Every
 * other act stays unanswered until its sender got the answer, so that the relay sends it again when a history forgot it.
 */
const OWN_TURNS: readonly string[] = ['begin', 'timerFired', 'publish', 'settle', 'dispatched'];

export function isOwnTurn(kind: string): boolean {
  return OWN_TURNS.includes(kind);
}
