import { setImmediate as turn } from 'node:timers/promises';
import { MAX_HEAD_ROWS, type Grid, type GridRow, type Sheet } from './grid.ts';

/**
 * A part of a million cells that is unpacked in a few milliseconds. As one value the rows would stop the thread that
 * answers requests for as long as they take to cross to it.
 */
const PART_CHARACTERS = 100_000;

/** The table in the form in which it crosses from thread to thread: its first rows, and all rows packed in parts. */
export function packed({ rows, ...grid }: Grid): Sheet {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  let now: string[] = [];
  let characters = 0;
  const endPart = () => {
    parts.push(encoder.encode(`[${now.join()}]`));
    now = [];
    characters = 0;
  };
  for (const row of rows) {
    const text = JSON.stringify(row);
    now.push(text);
    characters += text.length;
    if (characters >= PART_CHARACTERS) {
      endPart();
    }
  }
  if (now.length > 0) {
    endPart();
  }
  return { ...grid, head: rows.slice(0, MAX_HEAD_ROWS), filledRows: rows.length, parts };
}

/** All rows of the table, from the top; between two parts the thread answers others. */
export async function* unpackedRows({ parts }: Sheet): AsyncGenerator<readonly GridRow[], void> {
  const decoder = new TextDecoder();
  for (const part of parts) {
    // True because `packed` wrote it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    yield JSON.parse(decoder.decode(part)) as readonly GridRow[];
    await turn();
  }
}
