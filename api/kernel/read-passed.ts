import { Problem } from './problem.ts';

/** How long one request may take for its act and for what follows from it by itself (api §1). */
const ANSWER_WITHIN_MS = 5_000;
const READ_AGAIN_MS = 50;

/**
 * Carries out an act, and reads the entity once it has left the state that it leaves by itself: an answer shows what the
 * act has caused (L25).
 * @throws Problem WORKER_UNAVAILABLE (503, `Retry-After`) if it has not left it in time: the act is stored, and a repeat
 * with the same key reads on
 */
export async function actAndRead<Entity>(
  act: () => Promise<unknown>,
  read: () => Promise<Entity>,
  isPassing: (entity: Entity) => boolean,
  withinMs: number = ANSWER_WITHIN_MS,
): Promise<Entity> {
  const end = Date.now() + withinMs;
  await act();
  for (;;) {
    const entity = await read();
    if (!isPassing(entity)) {
      return entity;
    }
    if (Date.now() >= end) {
      throw new Problem('WORKER_UNAVAILABLE', { retryAfterSeconds: 1 });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, READ_AGAIN_MS);
    });
  }
}
