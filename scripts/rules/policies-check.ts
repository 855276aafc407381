import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dayAt, isIsoDate } from '../../domain/calendar.ts';
import { policyReport } from './policy-report.ts';

/**
 * `npm run policies:check [-- --folder FOLDER] [--on 2025-06-01] [--practice]`: validates packs without any server and
 * prints what each route still lacks. A folder is added to the shipped packs, unless it has its own `defaults/`.
 * Ends with 1 where a pack cannot be used, with 2 where the command itself is not understood.
 */
const USAGE =
  '用法 · Usage: npm run policies:check -- [--folder FOLDER] [--on 2025-06-01] [--practice]\n' +
  '--on: 按哪一天的规定，默认今天 · the day whose law counts, today by default\n';

const asked = askedOf(process.argv.slice(2));
if (typeof asked === 'string') {
  process.stderr.write(`${asked}\n${USAGE}`);
  process.exitCode = 2;
} else {
  const report = policyReport({ policies: fileURLToPath(new URL('../../policies/', import.meta.url)), ...asked });
  (report.isUsable ? process.stdout : process.stderr).write(`${report.lines.join('\n')}\n`);
  process.exitCode = report.isUsable ? 0 : 1;
}

/** The options of the command, or the error in them. */
function askedOf(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: { folder: { type: 'string' }, on: { type: 'string' }, practice: { type: 'boolean', default: false } },
    });
    const { folder, on, practice } = values;
    if (on !== undefined && !isIsoDate(on)) {
      return `--on ${on}: 不是日期 · is not a day like 2025-06-01`;
    }
    return {
      ...(folder !== undefined && { folder }),
      practice,
      on: on ?? dayAt(Date.now()),
      isToday: on === undefined,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
