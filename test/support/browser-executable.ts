import { existsSync } from 'node:fs';

/** Debian's package of the same browser that draws no window around the pages: half the processor time (ADR 0062). */
const SHELL = '/usr/bin/chromium-headless-shell';

/**
 * The browser of the tests: CHROMIUM, or Debian's (`chromium-headless-shell`, else `chromium`). Without one nothing is
 * skipped: the tests fail.
 */
export const EXECUTABLE = process.env['CHROMIUM'] ?? (existsSync(SHELL) ? SHELL : '/usr/bin/chromium');
