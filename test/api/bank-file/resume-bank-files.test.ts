import { expect, it } from 'vitest';
import type { BankFiles } from '../../../api/bank-file/bank-file-ports.ts';
import { keepResumingBankFiles, resumeBankFiles } from '../../../api/bank-file/resume-bank-files.ts';
import { refused } from '../../../domain/verdict.ts';

const unasked = () => Promise.reject(new RangeError('Not asked'));

/** Files that are in force and cannot be read, and what was tried of them. */
function brokenFiles(...ids: readonly string[]) {
  const tried: string[] = [];
  const files: BankFiles = {
    known: unasked,
    enter: unasked,
    find: unasked,
    list: unasked,
    rows: unasked,
    confirm: unasked,
    reject: unasked,
    take: unasked,
    untaken: unasked,
    interrupted: () => Promise.resolve(ids),
    content: (fileId) => {
      tried.push(fileId);
      return Promise.resolve(refused('NOT_SIGNED'));
    },
  };
  return { tried, parts: { files, desk: { inboxChanged: unasked }, log: { warn: () => undefined } } };
}

const at = () => Promise.resolve(new Date('2025-06-24T10:00:00+08:00'));

it('a file whose taking failed is tried again while the process lives, and no more once it ends', async () => {
  const { tried, parts } = brokenFiles('bkf_1');
  const resuming = keepResumingBankFiles(parts, at, 1);
  await expect.poll(() => tried.length).toBeGreaterThan(2);
  resuming.stop();
  expect(new Set(tried)).toEqual(new Set(['bkf_1']));
});

it('a file that was not seen a turn before is left to the request that takes it', async () => {
  const { tried, parts } = brokenFiles('bkf_1', 'bkf_2');
  expect(await resumeBankFiles(parts, at, new Set(['bkf_2']))).toEqual(new Set(['bkf_1', 'bkf_2']));
  expect(tried).toEqual(['bkf_2']);
});
