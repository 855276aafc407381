import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilState } from '../../../scripts/demo/class-play.ts';
import { shareClock } from '../../../scripts/demo/demo-clock.ts';
import { figuresOf, type ClaimFigures } from '../../../scripts/demo/demo-figures.ts';
import { claimByFile, loadRegisters, throughTheOffice, type Stage } from '../../../scripts/demo/route-play.ts';
import type { FileLife } from '../../support/body-lives.ts';
import { FILE_LIVES } from '../../support/file-lives.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

let running: RunningOffice;
let files: string;
let figures: ReadonlyMap<string, ClaimFigures | Error>;

beforeAll(async () => {
  running = await runOffice();
  files = mkdtempSync(join(tmpdir(), 'butie-file-lives-'));
  const clock = shareClock(running.office, FILE_LIVES.length);
  const played = FILE_LIVES.map(async (life): Promise<readonly [string, ClaimFigures | Error]> => {
    const stage = { office: clock.office, folder: writeFiles(life), say: () => undefined };
    try {
      const id = await playLife(stage, life).finally(() => clock.leave());
      return [life.number, await figuresOf(running.office, { id, applicant: life.applicant })];
    } catch (error) {
      return [life.number, error instanceof Error ? error : new Error(String(error))];
    }
  });
  figures = new Map(await Promise.all(played));
});
afterAll(async () => {
  rmSync(files, { recursive: true, force: true });
  await running.stop();
});

describe('a route of results, records or modules', () => {
  it.for(FILE_LIVES)('$number $route ends closed, with the amounts that were counted by hand', (life) => {
    expect(figures.get(life.number)).toMatchObject({
      ...life.expected,
      state: 'closed',
      organ: 'HRSS',
      unequal: [],
      allowanceFen: 0,
      advanceFen: 0,
      floatFen: 0,
    });
  });

  it('has no failed workflow task in any history', async () => {
    expect(await failedWorkflowTasks(running)).toEqual([]);
  });
});

/** From the file to the money; a record closes with its submission. */
async function playLife(stage: Stage, life: FileLife): Promise<string> {
  const { route, applicant, documents, payeeAccount, seats } = life;
  await loadRegisters(stage);
  const body = { route, jurisdiction: '150600', ...(payeeAccount === undefined ? {} : { payeeAccount }) };
  const id = await claimByFile(stage, applicant, { body, file: 'entries.csv', documents });
  if (seats === null) {
    await untilState(await stage.office.desk(applicant), id, 'closed');
  } else {
    await throughTheOffice(stage, [id], seats);
  }
  return id;
}

function writeFiles({ number, rows, certificates }: FileLife): string {
  const folder = join(files, number);
  mkdirSync(folder);
  writeFileSync(join(folder, 'entries.csv'), csv(rows));
  if (certificates !== undefined) {
    writeFileSync(join(folder, 'register-certificates.csv'), csv(certificates));
  }
  return folder;
}

function csv(rows: readonly Readonly<Record<string, string>>[]): string {
  const head = Object.keys(rows[0] ?? {});
  return `${[head, ...rows.map((row) => head.map((column) => row[column] ?? ''))].map((cells) => cells.join(',')).join('\n')}\n`;
}
