import type pg from 'pg';
import { sealFilesOfBefore } from '../../prisma/kernel/file-store.ts';
import { sealAnswersOfBefore } from '../../prisma/kernel/idempotency-store.ts';
import { sealEventsOfBefore } from '../../prisma/payout/inbox-reading.ts';
import { connectDatabase, inTransaction } from '../../prisma/kernel/connection.ts';
import { isBound, KEY_CHECK_PLACE, markBound, readEnvironment } from '../../prisma/kernel/environment-store.ts';
import { reseal } from '../../prisma/kernel/resealing.ts';
import { bindPayees } from '../../prisma/payout/approved-payees.ts';
import type { Sealer, SealingKey } from '../../prisma/kernel/sealing.ts';
import { openUnbound } from '../../prisma/kernel/value-sealer.ts';
import { StartError } from '../stack/start-error.ts';

interface Parts {
  readonly databaseUrl: string;
  readonly sealer: Sealer;
  readonly keys: readonly SealingKey[];
  /** Of the keyed hashes: the payees of before are put on record in the audit (S13, S15). */
  readonly auditKey: Buffer;
  readonly log: (line: string) => void;
}

/**
 * The first start after the upgrade seals every value for its place and marks the environment; from then on values of the
 * former form are refused (S13). With a new key in front of the old one, everything is sealed with it at the next start;
 * then only index and digest need the old one.
 */
export async function sealAnew({ databaseUrl, sealer, keys, auditKey, log }: Parts): Promise<void> {
  const owner = connectDatabase(databaseUrl, { name: 'butie sealing', connections: 2, auditKey });
  try {
    const wasBound = await isBound(owner.pool);
    if (wasBound && keys.length < 2) {
      return;
    }
    const progress = (done: number) => log(`  ${done} …`);
    const uploads = wasBound ? 0 : await sealClearValues(owner.pool, sealer, progress);
    const { sealed, broken } = await reseal(owner.pool, { sealer, keys, takesUnbound: !wasBound, progress });
    const bound = wasBound ? 0 : await bindPayees(owner.pool, sealer, await businessNow(owner.pool));
    await markBound(owner.pool, new Date());
    if (sealed > 0) {
      log(`已重新加密 ${sealed} 项 · ${sealed} values sealed anew with key ${keys[0]?.id}`);
    }
    if (uploads > 0) {
      log(`已加密 ${uploads} 项以明文保存的材料和应答 · ${uploads} papers and answers that were in clear are sealed`);
    }
    if (bound > 0) {
      log(`已登记 ${bound} 件申领的收款账户 · payees of ${bound} claims put on record`);
    }
    if (broken > 0) {
      log(`有 ${broken} 项无法解密，保持原样 · ${broken} values cannot be opened and stay as they are`);
    }
  } finally {
    await owner.close();
  }
}

/** Papers, bodies of bank events and stored answers of before, which were in clear (S5, S9). */
async function sealClearValues(pool: pg.Pool, sealer: Sealer, progress: (done: number) => void): Promise<number> {
  let done = 0;
  for (const sealSome of [sealFilesOfBefore, sealAnswersOfBefore, sealEventsOfBefore]) {
    for (let count = -1; count !== 0;) {
      count = await inTransaction(pool, (client) => sealSome(client, sealer));
      done += count;
      progress(done);
    }
  }
  return done;
}

/** Data sealed with a missing key could not be read; the start reports this once, instead of each read. */
export async function refuseOtherKey(
  pool: pg.Pool,
  { sealer, keys }: Pick<Parts, 'sealer' | 'keys'>,
  keyCheck: Buffer,
): Promise<void> {
  const wasBound = await isBound(pool);
  try {
    if (wasBound) {
      sealer.open(keyCheck, KEY_CHECK_PLACE);
    } else {
      openEither({ sealer, keys }, keyCheck);
    }
  } catch (error) {
    throw new StartError(
      {
        zh: '密钥与数据库不符：请用 BUTIE_KEY 或状态目录中的密钥文件给出建库时的密钥。',
        en: 'The key does not fit the database: give the key it was made with by BUTIE_KEY or the key file of the state folder.',
      },
      error,
    );
  }
}

/** The audit has business time. */
async function businessNow(pool: pg.Pool): Promise<Date> {
  return new Date(Date.now() + ((await readEnvironment(pool))?.clock_offset_ms ?? 0));
}

/** Before the environment is marked, its key check may be of either form. */
function openEither({ sealer, keys }: Pick<Parts, 'sealer' | 'keys'>, keyCheck: Buffer): void {
  try {
    sealer.open(keyCheck, KEY_CHECK_PLACE);
  } catch {
    openUnbound(keys, keyCheck);
  }
}
