/** How long a password that was said anew counts, in ms of real time (ours: long enough for one batch after another). */
export const CONFIRMED_FOR_MS = 300_000;
