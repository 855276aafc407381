import { z } from 'zod';

const ProcessIdentity = z.object({ pid: z.int().positive(), began: z.string() });

/** The data about the embedded servers that the state folder keeps between starts (`servers.json`, owner only). */
export const ServerMemory = z.object({
  /** Ports below 32768, by the name of the program that listens there. */
  ports: z.record(z.string(), z.int()).default({}),
  postgresPassword: z.string().optional(),
  /** The digest of the pinned Temporal modules whose schema both Temporal databases hold completely. */
  temporalSchema: z.string().optional(),
  /** Of the role that owns both Temporal databases. */
  temporalPassword: z.string().optional(),
  /** Paths of the PEM files that a client of the embedded Temporal needs; it is absent when it takes everybody. */
  temporalTls: z.object({ ca: z.string(), cert: z.string(), key: z.string() }).optional(),
  /** The last known processes of a start, so that the next start finds processes that a crash left behind. */
  processes: z.record(z.string(), ProcessIdentity).default({}),
});

export type ServerMemory = z.infer<typeof ServerMemory>;

/** The passwords of butie's own logins to the embedded Postgres (`database-roles.json` of the state folder, owner only). */
export const RolePasswords = z.object({ application: z.string(), owner: z.string() });

export type RolePasswords = z.infer<typeof RolePasswords>;

/** `pg-symlinks.json` of the Postgres package: links from `target` to `source`, from the folder above `native`. */
export const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));
