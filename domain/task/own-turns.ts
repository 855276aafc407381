/**
 * Acts that a workflow sends to itself in its own loop. A replay sends them again, so no other sender waits for their
 * answer. Every other act stays unanswered until its sender received the answer, so that the relay sends it again if a
 * history lost it.
 */
const OWN_TURNS: readonly string[] = ['begin', 'timerFired', 'publish', 'settle', 'dispatched'];

export function isOwnTurn(kind: string): boolean {
  return OWN_TURNS.includes(kind);
}
