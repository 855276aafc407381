import { isDeepStrictEqual } from 'node:util';
import { decide, type Say } from './class-play.ts';
import type { Compared } from './demo-routes.ts';
import { refusalOf } from './route-play.ts';
import type { Answer, Office } from './office-client.ts';
import type { YearsFiles } from './years-files.ts';

type Body = Answer['body'];

/** Where the years are played: over HTTP alone, by the days of the files. */
export interface YearsStage {
  readonly files: YearsFiles;
  readonly office: Office;
  readonly say: Say;
  /** Moves the clock to ten o'clock of a day; a day that has passed is passed. */
  goTo(day: string): Promise<void>;
  read(who: string, path: string): Promise<Body>;
  /** An act on the resource of the path in the revision that is read right before. */
  act(who: string, path: string, body?: object): Promise<Body>;
  /** The refusal of such an act, e.g. `422 AMOUNT_FIXED`. */
  refusal(who: string, path: string, body?: object): Promise<string>;
  /** A decision on the open task of a query. */
  decide(who: string, query: string, decision: object): Promise<void>;
  /** Puts what was seen beside what was counted by hand. */
  compare(what: string, is: unknown, expected: unknown): void;
  /** The same for the fields that the expectation names. */
  compareFields(what: string, is: Readonly<Record<string, unknown>>, expected: object): void;
}

/** The path of the resource that an act concerns: `/api/v1/grants/grt_1` of `/api/v1/grants/grt_1/agreement`. */
function actedOn(path: string): string {
  return /^\/api\/v1\/[\w-]+\/[\w-]+/.exec(path)?.[0] ?? '/api/v1/session';
}

export function openStage(
  { files, office, say }: Pick<YearsStage, 'files' | 'office' | 'say'>,
  compared: Compared[],
): YearsStage {
  const tagOf = async (who: string, path: string): Promise<string> => {
    const { etag } = await (await office.desk(who)).get(actedOn(path));
    return etag ?? '';
  };
  const reached = { day: '' };
  const compare = (what: string, is: unknown, expected: unknown): void => {
    compared.push({ what, is, expected });
  };
  return {
    files,
    office,
    say,
    compare,
    async goTo(day) {
      if (day > reached.day) {
        await office.moveClock({ advanceTo: `${day}T10:00:00+08:00` });
        reached.day = day;
      }
    },
    read: async (who, path) => (await (await office.desk(who)).get(path)).body,
    async act(who, path, body = {}) {
      const desk = await office.desk(who);
      return (await desk.post(path, body, { ifMatch: await tagOf(who, path) })).body;
    },
    async refusal(who, path, body = {}) {
      return refusalOf(await office.desk(who), path, body, await tagOf(who, path));
    },
    decide: (who, query, decision) => decide(office, who, query, decision),
    compareFields(what, is, expected) {
      for (const [field, value] of Object.entries(expected)) {
        compare(`${what}.${field}`, is[field], value);
      }
    },
  };
}

export function differing(compared: readonly Compared[]): readonly Compared[] {
  return compared.filter(({ is, expected }) => !isDeepStrictEqual(is, expected));
}
