import { addDays, dayAt, endOfDayMs } from '../calendar.ts';
import type { NoticeState } from './notice-course.ts';
import type { NoticeClaimFacts, NoticePage } from './notice-page.ts';

/**
 * Returns the instant at which the persons leave the public page of a notice; null while nobody knows it. Objections are
 * taken for as long as the notice runs, so both are over at its end, or earlier when it is withdrawn. Days that an
 * office adds are whole days in Asia/Shanghai.
 */
export function personsLeaveAt(
  notice: { readonly state: NoticeState; readonly endsAtMs: number | null; readonly stateSinceMs: number },
  days: number,
): number | null {
  const overAtMs = notice.state === 'withdrawn' ? notice.stateSinceMs : notice.endsAtMs;
  return overAtMs === null || days === 0 ? overAtMs : endOfDayMs(addDays(dayAt(overAtMs - 1), days));
}

/** The payee of a claim that its person made; the page named it in the same masked way as on the list. */
const THE_PERSON = { zh: '本人', en: 'the person' } as const;

/** Returns the page without its rows and without the masked name of a person who applied alone; counts and sums stay. */
export function withoutPersons(page: NoticePage): NoticePage {
  return { ...page, claims: page.claims.map((claim) => withoutPayeeName(claim, page.items)), items: [] };
}

function withoutPayeeName(claim: NoticeClaimFacts, items: NoticePage['items']): NoticeClaimFacts {
  const isPerson = items.some(({ claimNo, name }) => claimNo === claim.claimNo && name === claim.payee);
  return isPerson ? { ...claim, payee: null, payeeWord: THE_PERSON } : claim;
}
