import type { Fault } from '../parts/fault.ts';
import { takeFile } from './client.ts';
import { faultOf } from './problem.ts';

/** How long the browser may take to begin with the file. */
const KEPT_MS = 60_000;

/** Saves what an address of the API answers, under the name that it has there. @returns what went wrong, or null */
export async function saveFile(address: string): Promise<Fault | null> {
  try {
    const { content, name } = await takeFile(address);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
    return null;
  } catch (error) {
    return faultOf(error);
  }
}
