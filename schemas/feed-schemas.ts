import { z } from 'zod';

/** What a browser sends when it opens a stream again; anything that is no id of ours leads to a reset. */
export const FeedHeaders = z.object({ 'last-event-id': z.string().optional() });
