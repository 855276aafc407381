import type pg from 'pg';
import type { NoticeToPreview } from '../../api/notice/notice-ports.ts';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import { leaksOfPage, noticePageOf } from '../../domain/notice/notice-page.ts';
import { noticePeriod, noticeRule } from '../../domain/notice/notice-period.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { fetchFirst, query } from '../kernel/statements.ts';
import { readNoticeContent } from './notice-page.ts';
import { readTextsOfNotice } from './private-texts.ts';

/**
 * The page of a notice that is not published yet, as it would be if it were published now, with what it must not show.
 * Nothing is refused here: who looks at it is told what is wrong.
 */
export async function previewNotice(
  pool: pg.Pool,
  noticeId: string,
  { at, sealer, calendar }: { readonly at: Date; readonly sealer: Sealer; readonly calendar: WorkingCalendar },
): Promise<NoticeToPreview> {
  const { notice, claims, items, grants } = await readNoticeContent(pool, noticeId);
  const pinned = await fetchFirst(
    pool,
    query.selectFrom('policy_snapshot').select('content').where('id', '=', notice.policyVersion),
  );
  if (pinned === undefined) {
    throw new RangeError(`No snapshot ${notice.policyVersion}`);
  }
  const rule = noticeRule(pinned.content);
  const { endsOn, endsAtMs } = noticePeriod(dayAt(at.getTime()), rule, calendar);
  const times = { publishedAt: at.toISOString(), endsOn, endsAt: new Date(endsAtMs).toISOString() };
  const page = noticePageOf({ ...notice, ...times }, claims, items, grants);
  return {
    page: { ...page, state: 'published', pageHash: null, itemCount: page.items.length, personsLeftAt: null },
    period: { publishedOn: dayAt(at.getTime()), endsOn, days: rule.days, unit: rule.unit },
    numbers: leaksOfPage(page),
    ...(await readTextsOfNotice(pool, noticeId, sealer)),
  };
}
