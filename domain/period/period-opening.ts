const MINUTE_MS = 60_000;
/** How far the clocks of two machines may be apart. */
const SLACK_MS = 1_000;

/**
 * When a period counts as opened, and whether that is late for good: more than so many minutes after its nominal
 * instant. A jump of the practice clock passes the instants between as they come, so a period inside one opens on time.
 * Null while its instant has not come.
 */
export function judgeOpening(
  opensAtMs: number,
  {
    nowMs,
    jumpedFromMs,
    lateAfterMinutes,
  }: { readonly nowMs: number; readonly jumpedFromMs: number | null; readonly lateAfterMinutes: number },
): { readonly openedAtMs: number; readonly late: boolean } | null {
  if (opensAtMs > nowMs + SLACK_MS) {
    return null;
  }
  if (jumpedFromMs !== null && opensAtMs > jumpedFromMs) {
    return { openedAtMs: opensAtMs, late: false };
  }
  const openedAtMs = Math.max(opensAtMs, nowMs);
  return { openedAtMs, late: openedAtMs - opensAtMs > lateAfterMinutes * MINUTE_MS };
}
