import { announced, type Announced } from '../event/announced.ts';
import type { GrantCourse, GrantMessage } from './grant-course.ts';
import type { TitleState } from './grant-state.ts';

/** Returns the event of a grant's act; null when the act causes none. The title begins, ends by revocation, or has its year assessed. */
export function grantEvent(
  grantId: string,
  { state }: Pick<GrantCourse, 'state'>,
  title: { readonly before: TitleState; readonly after: TitleState },
  message: GrantMessage,
): Announced | null {
  const at = new Date(message.atMs);
  if (title.before !== title.after && title.after === 'revoked') {
    return announced('grant.revoked', at, { grantId, state });
  }
  if (title.before === 'none' && title.after === 'designated') {
    return announced('grant.designated', at, { grantId, state });
  }
  const isOfYear = message.kind === 'decide' && (message.stage === 'assessment' || message.stage === 'recheck');
  return isOfYear && message.decision !== 'returnForCorrection'
    ? announced('grant.assessed', at, { grantId, state, year: message.year, outcome: message.decision })
    : null;
}
