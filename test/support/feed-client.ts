import { z } from 'zod';

/** A block of the stream: an event, or a comment with the place that was reached. */
export interface FeedBlock {
  readonly event: string | null;
  readonly id: string | null;
  readonly comment: string | null;
  readonly data: z.infer<typeof Data> | null;
}

const Data = z.looseObject({ kind: z.string().optional(), id: z.string().optional(), revision: z.int().optional() });

export interface Feed {
  readonly status: number;
  readonly headers: Headers;
  /** All blocks so far. */
  readonly blocks: readonly FeedBlock[];
  /** The first block, from now on or before, that fits. */
  until(fits: (block: FeedBlock) => boolean): Promise<FeedBlock>;
  /** Settles when the stream has ended, by whomever. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the feed as a browser does, and keeps what comes. @param headers Authorization or Cookie, and Last-Event-ID */
export async function openFeed(base: string, headers: Readonly<Record<string, string>>): Promise<Feed> {
  const abort = new AbortController();
  const response = await fetch(`${base}/api/v1/feed`, { headers, signal: abort.signal });
  const blocks: FeedBlock[] = [];
  const waiting = new Set<() => void>();
  const ended = response.ok
    ? read(response, (block) => {
        blocks.push(block);
        for (const look of waiting) {
          look();
        }
      })
    : Promise.resolve();
  return {
    status: response.status,
    headers: response.headers,
    blocks,
    ended,
    until: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = blocks.find(fits);
          if (found !== undefined) {
            waiting.delete(look);
            resolve(found);
          }
        };
        waiting.add(look);
        look();
      }),
    close: () => abort.abort(),
  };
}

async function read(response: Response, onBlock: (block: FeedBlock) => void): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body ?? []) {
      const parts = (text + decoder.decode(bytes, { stream: true })).split('\n\n');
      text = parts.pop() ?? '';
      parts.map(blockOf).forEach(onBlock);
    }
  } catch {
    // The reader has closed it, or the connection broke: it has ended.
  }
}

function blockOf(text: string): FeedBlock {
  const fields = new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const data = fields.get('data');
  return {
    event: fields.get('event') ?? null,
    id: fields.get('id') ?? null,
    comment: fields.get('') ?? null,
    data: data === undefined ? null : Data.parse(JSON.parse(data)),
  };
}

/** What a feed has told of, as `kind id revision`. */
export function told({ blocks }: Pick<Feed, 'blocks'>): readonly string[] {
  return blocks.flatMap(({ data }) => (data?.kind === undefined ? [] : [`${data.kind} ${data.id} ${data.revision}`]));
}
