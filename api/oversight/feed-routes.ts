import { FeedHeaders } from '../../schemas/feed-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { FeedHub } from './feed-hub.ts';

export interface FeedDependencies {
  readonly feed: FeedHub;
}

/** When a person with too many streams may ask again: one of them may have ended. */
const RETRY_SECONDS = 15;

export function feedRoutes({ feed }: FeedDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'readFeed',
      method: 'get',
      path: '/api/v1/feed',
      summary: 'What changes, as it changes: ids and revisions of what one may see',
      headers: FeedHeaders,
      rawAnswers: ['text/event-stream'],
      streams: true,
      problems: ['TOO_MANY_REQUESTS'],
      handle({ caller, headers, sessionToken }) {
        if (!feed.mayOpen(caller.personId)) {
          throw new Problem('TOO_MANY_REQUESTS', {
            retryAfterSeconds: RETRY_SECONDS,
            facts: { seconds: RETRY_SECONDS },
          });
        }
        const lastEventId = headers['last-event-id'] ?? null;
        return Promise.resolve({
          mediaType: 'text/event-stream',
          stream: (output) => feed.open({ caller, token: sessionToken ?? '', lastEventId, output }),
        });
      },
    }),
  ];
}
