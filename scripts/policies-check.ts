import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dayAt, parseIsoDate } from '../domain/calendar.ts';
import { policyReport } from './policy-report.ts';

/**
 * `npm run policies:check [-- --folder FOLDER] [--on 2025-06-01] [--practice]`: validates packs without any server and
 * prints what each route still lacks. A folder is read on top of what is shipped, unless it has `defaults/` of its own.
 * Ends with 1 where a pack cannot be used.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    on: { type: 'string' },
    practice: { type: 'boolean', default: false },
  },
});
const report = policyReport({
  policies: fileURLToPath(new URL('../policies/', import.meta.url)),
  ...(values.folder !== undefined && { folder: values.folder }),
  practice: values.practice,
  on: values.on === undefined ? dayAt(Date.now()) : parseIsoDate(values.on),
});
(report.isUsable ? process.stdout : process.stderr).write(`${report.lines.join('\n')}\n`);
process.exitCode = report.isUsable ? 0 : 1;
