import { randomUUID } from 'node:crypto';

import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { withDatabase } from '../kernel/connection.ts';

/** The catalogue's internal one-byte type `"char"`, which the adapter cannot read, and `text`, which it can. */
const OID_CHAR = 18;
const OID_TEXT = 25;

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

interface RawAnswer {
  readonly fields: { dataTypeID: number }[];
  readonly rows: object;
}

/** The parts of the adapter that are replaced; two of them are private in its declarations. */
type Inside = Pick<Adapter, 'executeScript' | 'queryRaw' | 'underlyingDriver'> & {
  onError(error: unknown): never;
  performIO(query: unknown): Promise<RawAnswer>;
};

/** Connections for the schema engine: one at a time, and a database beside the given one to try migrations in. */
export class MigrationPg extends PrismaPg {
  readonly pool: pg.Pool;
  readonly #url: string;

  constructor(url: string) {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    super(pool);
    this.pool = pool;
    this.#url = url;
  }

  override async connect(): Promise<Adapter> {
    return forMigrations(await super.connect());
  }

  override async connectToShadowDb(): Promise<Adapter> {
    const name = `shadow_${randomUUID().replaceAll('-', '')}`;
    const admin = new pg.Client(this.#url);
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}"`);
    const connectionString = withDatabase(this.#url, name);
    const adapter = forMigrations(await new PrismaPg({ connectionString, max: 1 }).connect());
    // A migration may refer to Prisma's own table, which exists by then in a real database.
    await adapter.executeScript('CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY)');
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.end();
    };
    return adapter;
  }
}

/**
 * Adds what the schema engine needs and the adapter lacks: running a file as a whole (the adapter splits at every
 * semicolon, also inside functions, and runs outside a transaction), and reading `"char"` columns.
 */
function forMigrations(adapter: Adapter): Adapter {
  const inside: object = adapter;
  if (!isInside(inside)) {
    throw new Error(
      'This version of @prisma/adapter-pg looks different inside: mend prisma/migrating/migration-adapter.ts',
    );
  }
  inside.executeScript = async (script) => {
    await inside
      .underlyingDriver()
      .query(withoutRoleMaking(script))
      .catch((error: unknown) => inside.onError(error));
  };
  const charColumns = new WeakMap<object, readonly number[]>();
  const performIO = inside.performIO.bind(inside);
  inside.performIO = async (query) => {
    const answer = await performIO(query);
    const columns = answer.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === OID_CHAR ? [index] : []));
    for (const field of answer.fields.filter(({ dataTypeID }) => dataTypeID === OID_CHAR)) {
      field.dataTypeID = OID_TEXT;
    }
    charColumns.set(answer.rows, columns);
    return answer;
  };
  const queryRaw = inside.queryRaw.bind(inside);
  inside.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(result.rows) ?? []) {
      result.columnTypes[index] = ColumnTypeEnum.Character;
    }
    return result;
  };
  return adapter;
}

/**
 * The first migrations made the application's role themselves. A login that owns the schema and nothing else may not; for
 * it the role was made before (S14, ADR 0030), so that these two steps may fail. A superuser still does them, for databases
 * of tools and tests. The file stays as it was applied everywhere, and so does its checksum.
 */
function withoutRoleMaking(script: string): string {
  return script
    .replace(MADE_ROLE, `${MADE_ROLE} OR insufficient_privilege`)
    .replace(JOINED_ROLE, `${JOINED_ROLE}\nEXCEPTION WHEN insufficient_privilege THEN\n  NULL;`);
}

const MADE_ROLE = `CREATE ROLE butie_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation`;
const JOINED_ROLE = "EXECUTE format('GRANT butie_app TO %I', current_user);";

function isInside(adapter: object): adapter is Inside {
  return ['executeScript', 'queryRaw', 'underlyingDriver', 'onError', 'performIO'].every((name) => name in adapter);
}
