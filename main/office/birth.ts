import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { planLines } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { newThreads } from '../../api/kernel/threads.ts';
import { createAccountsStore, type AccountsStore } from '../../prisma/people/accounts-store.ts';
import { connectDatabase } from '../../prisma/kernel/connection.ts';
import {
  createEnvironment,
  KEY_CHECK_PLACE,
  readEnvironment,
  writeLawDigests,
} from '../../prisma/kernel/environment-store.ts';
import { setPlanLine } from '../../prisma/kernel/plan-lines.ts';
import { hashPassword } from '../../prisma/people/password-hash.ts';
import { createSealer, type Sealer, type SealingKey } from '../../prisma/kernel/sealing.ts';
import { PracticeClients } from '../../schemas/own-files-schema.ts';
import { readSealingKeys, type Config } from '../config.ts';
import { signInBondsOf } from './act-keys.ts';
import { auditHashKeysOf } from './audit-keys.ts';
import { officeLibrary, PolicyPackError } from './policy-packs.ts';
import { refuseOtherKey, sealAnew } from './sealing-anew.ts';
import { bindSignIns } from './sign-in-keys.ts';
import {
  PRACTICE_ACCOUNTS,
  PRACTICE_JURISDICTION,
  PRACTICE_MACHINE,
  PRACTICE_MACHINE_JURISDICTIONS,
  PRACTICE_PARTIES,
  PRACTICE_PASSWORD,
} from './practice-accounts.ts';
import { StartError } from '../stack/start-error.ts';
import type { Birth } from '../stack/supervisor.ts';

const KEY_CHECK = 'butie';

/**
 * Prepares a migrated database before its first use: writes its mode for good (D20), compares the key, reads the
 * packs, binds passwords, stores plan lines and creates a practice environment once. Repeating it after a crash changes nothing.
 */
export const birth: Birth = async ({ databaseUrl, config, stateFolder, log }) => {
  const library = readPacks(config);
  const keys = readSealingKeys(config);
  const sealer = createSealer(keys, newThreads);
  const bonds = signInBondsOf(config);
  const database = connectDatabase(databaseUrl, { name: 'butie birth', connections: 2 });
  try {
    await writeEnvironment(database.pool, { config, sealer, keys, library });
    const [auditKey] = auditHashKeysOf(config);
    await sealAnew({ databaseUrl, sealer, keys, auditKey, log });
    await bindSignIns(database.pool, bonds, log);
    await storePlanLines(database.pool, library);
    if (config.mode === 'live') {
      return { lines: [] };
    }
    await addPracticeAccounts(createAccountsStore(database.pool, sealer, bonds), stateFolder);
    return { lines: practiceLines(stateFolder) };
  } finally {
    await database.close();
  }
};

function readPacks(config: Config): PolicyLibrary {
  try {
    return officeLibrary(config);
  } catch (error) {
    if (error instanceof PolicyPackError) {
      throw new StartError(
        { zh: `政策包有误：${error.message}`, en: `A policy pack is wrong: ${error.message}` },
        error,
      );
    }
    throw error;
  }
}

async function writeEnvironment(
  pool: pg.Pool,
  parts: {
    readonly config: Config;
    readonly sealer: Sealer;
    readonly keys: readonly SealingKey[];
    readonly library: PolicyLibrary;
  },
): Promise<void> {
  const { config, sealer, library } = parts;
  const now = new Date();
  const offsetMs = config.mode === 'practice' ? Date.parse(config.practiceStart) - now.getTime() : 0;
  const keyCheck = sealer.seal(KEY_CHECK, KEY_CHECK_PLACE);
  await createEnvironment(pool, { mode: config.mode, clockOffsetMs: offsetMs, at: now, keyCheck });
  const row = await readEnvironment(pool);
  if (row === undefined || row.mode !== config.mode) {
    const has = row?.mode ?? '?';
    throw new StartError({
      zh: `数据库属于 ${has} 模式，而 BUTIE_MODE=${config.mode}：模式终身不变，请改用另一个数据库或状态目录。`,
      en: `The database is of mode ${has}, and BUTIE_MODE=${config.mode}: a mode is for life, use another database or state folder.`,
    });
  }
  await refuseOtherKey(pool, parts, row.key_check);
  const digest = createHash('sha256').update(JSON.stringify(library.packs)).digest('hex');
  await writeLawDigests(pool, { policy: digest, calendar: library.calendar.version });
}

/** GB/T 2260: all of China. */
const EVERY_JURISDICTION = '000000';

/** The plan of every jurisdiction that the packs have; a pack's correction takes effect at the next start (R-014, R-016). */
async function storePlanLines(pool: pg.Pool, library: PolicyLibrary): Promise<void> {
  for (const { planLine, personTimes, budgetFen } of planLines(library, EVERY_JURISDICTION)) {
    await setPlanLine(pool, planLine, { personTimes, budgetFen });
  }
}

async function addPracticeAccounts(accounts: AccountsStore, stateFolder: string): Promise<void> {
  for (const { key, kind, name } of PRACTICE_PARTIES) {
    await accounts.addParty({ id: stableId('pty', key), kind, name, jurisdiction: PRACTICE_JURISDICTION });
  }
  const passwordHash = await hashPassword(PRACTICE_PASSWORD);
  for (const { party, jurisdiction = PRACTICE_JURISDICTION, ...account } of PRACTICE_ACCOUNTS) {
    await accounts.addPerson({
      ...account,
      id: stableId('per', account.username),
      passwordHash,
      jurisdiction,
      partyId: party === undefined ? null : stableId('pty', party),
    });
  }
  const machine = { ...PRACTICE_MACHINE, id: stableId('per', PRACTICE_MACHINE.username) };
  await accounts.addPerson({
    ...machine,
    passwordHash: null,
    organ: 'FINANCE',
    section: null,
    jurisdiction: PRACTICE_JURISDICTION,
    partyId: null,
  });
  const { apiKey, webhookSecret } = practiceClient(stateFolder);
  await accounts.addMachineClient({
    id: stableId('cli', machine.username),
    name: machine.username,
    personId: machine.id,
    jurisdictions: PRACTICE_MACHINE_JURISDICTIONS,
    apiKey,
    webhookSecret,
  });
}

/** Practice persons have fixed ids, so a preparation that a crash interrupted continues where it stopped. */
function stableId(prefix: string, key: string): string {
  return `${prefix}_${createHash('sha256').update(`practice ${key}`).digest('hex').slice(0, 24)}`;
}

/** The machine's key and secret, made once and stored beside the database, which has their hashes. */
function practiceClient(stateFolder: string): { readonly apiKey: string; readonly webhookSecret: string } {
  const path = clientsPath(stateFolder);
  if (existsSync(path)) {
    return PracticeClients.parse(JSON.parse(readFileSync(path, 'utf8')))['finance-system'];
  }
  const client = {
    apiKey: `bt_${randomBytes(24).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
  };
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ 'finance-system': client }, null, 2)}\n`, { mode: 0o600 });
  return client;
}

function clientsPath(stateFolder: string): string {
  return join(stateFolder, 'practice-clients.json');
}

function practiceLines(stateFolder: string): readonly string[] {
  const { apiKey, webhookSecret } = practiceClient(stateFolder);
  return [
    `练习账号（密码均为 ${PRACTICE_PASSWORD}） · Practice accounts (password ${PRACTICE_PASSWORD}):`,
    ...PRACTICE_ACCOUNTS.map(
      ({ username, displayName, roles }) => `  ${username.padEnd(20)}${displayName}  ${roles.join(', ')}`,
    ),
    `  ${PRACTICE_MACHINE.username.padEnd(20)}API key ${apiKey}`,
    `  ${''.padEnd(20)}webhook secret ${webhookSecret}`,
    `  ${''.padEnd(20)}${clientsPath(stateFolder)}`,
  ];
}
