import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAuditFile } from '../../main/office/audit-file.ts';
import { auditHashKeysOf } from '../../main/office/audit-keys.ts';
import { derOf } from '../../main/office/key-text.ts';
import { readConfig } from '../../main/config.ts';
import { StartError } from '../../main/stack/start-error.ts';
import type { AuditReadKeys } from '../../prisma/kernel/audit-digests.ts';
import { connectDatabase } from '../../prisma/kernel/connection.ts';
import { tell } from './audit-report.ts';
import { logFromText, logToText, verifyKeptLog } from '../../prisma/oversight/audit-export.ts';
import { readAuditLog, verifyAuditLog } from '../../prisma/oversight/audit-log-reading.ts';

const USAGE = `npm run audit:verify -- [--database URL | --file FILE] [--export FILE]
  [--public-key FILE] [--hash-key FILE] [--roots FILE]

--database    核对该数据库（缺省 DATABASE_URL） · the database to verify (default DATABASE_URL)
--file        核对导出文件，不需数据库 · verify an export instead, without a database
--export      把记录与根另存为文件 · also write the log and its roots to a file
--public-key  根的公钥（缺省 <状态目录>/audit.public.key） · public half of the key of roots (default: state folder)
--hash-key    散列密钥；没有时只核对散列链与根 · key of the hashes; without it chains and roots alone are judged
--roots       另存的根（缺省 <状态目录>/audit-roots.jsonl） · roots that were kept apart (default: state folder)
`;

/** Verifies the audit without the product: exit code 0 whole, 1 something is wrong, 2 it could not be asked. */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      file: { type: 'string' },
      export: { type: 'string' },
      'public-key': { type: 'string' },
      'hash-key': { type: 'string' },
      roots: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const config = readConfig({ ...process.env, BUTIE_MODE: 'practice' });
  const url = values.database ?? config.databaseUrl;
  if (values.help === true || (values.file === undefined && url === undefined)) {
    process.stdout.write(USAGE);
    return values.help === true ? 0 : 2;
  }
  const made = (name: string) => (existsSync(join(config.home, name)) ? join(config.home, name) : undefined);
  const keys = keysOf(values['public-key'] ?? made('audit.public.key'), values['hash-key'] ?? made('audit-hash.key'));
  const apart = readAuditFile(values.roots ?? join(config.home, 'audit-roots.jsonl'));
  if (values.file !== undefined) {
    return tell(verifyKeptLog(logFromText(readFileSync(values.file, 'utf8')), keys, apart), keys);
  }
  const database = connectDatabase(url ?? '', { name: 'butie audit', connections: 1 });
  try {
    if (values.export !== undefined) {
      writeFileSync(values.export, logToText(await readAuditLog(database.pool)), { mode: 0o600 });
    }
    return tell(await verifyAuditLog(database.pool, keys, apart), keys);
  } finally {
    await database.close();
  }
}

function keysOf(publicKey: string | undefined, hashKey: string | undefined): AuditReadKeys {
  const hashKeys = hashKey === undefined ? [] : auditHashKeysOf({ auditHashKey: undefined, auditHashKeyFile: hashKey });
  const rootKeys =
    publicKey === undefined
      ? []
      : derOf(readFileSync(publicKey, 'utf8')).map((key) => createPublicKey({ key, format: 'der', type: 'spki' }));
  return { hashKeys, rootKeys };
}

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error)}\n`);
  return 2;
});
