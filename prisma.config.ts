import { defineConfig } from 'prisma/config';

// `generate` never starts the schema engine, but the command line insists on having one: any existing file satisfies it.
if (process.argv.includes('generate')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
}

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
