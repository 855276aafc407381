import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { ROOT } from '../../main/config.ts';

const Service = z.object({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});

const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.null()),
});

const { services, networks, volumes } = Compose.parse(
  parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }),
);

const TLS_HOME = '/home/node/butie/temporal-tls';

function mounting(volume: string): string[] {
  return Object.keys(services).filter((name) => services[name]?.volumes.some((each) => each.startsWith(`${volume}:`)));
}

function holding(secret: string): string[] {
  return Object.keys(services).filter((name) => JSON.stringify(services[name]?.environment ?? {}).includes(secret));
}

function having(variable: string): string[] {
  return Object.keys(services).filter((name) => services[name]?.environment?.[variable] !== undefined);
}

function on(network: string): string[] {
  return Object.keys(services).filter((name) => services[name]?.networks.includes(network));
}

describe('docker-compose.yml', () => {
  it('S11: names the hosts of the API, those of its health checks too, and hands on proxies and token', () => {
    expect(services['api']?.environment).toMatchObject({
      BUTIE_HOSTS: 'api,${BUTIE_HOSTS:-localhost}',
      BUTIE_TRUSTED_PROXIES: '${BUTIE_TRUSTED_PROXIES:-}',
      BUTIE_METRICS_TOKEN: '${BUTIE_METRICS_TOKEN:-}',
    });
  });

  it('S1: has only the butie processes and an operator on the network of Temporal, and no way out of it', () => {
    expect(on('temporal')).toEqual(['temporal', 'migrate', 'api', 'worker', 'temporal-tool']);
    expect([networks['temporal'], networks['database']]).toEqual([{ internal: true }, { internal: true }]);
    expect(Object.keys(services).filter((name) => services[name]?.ports.length !== 0)).toEqual(['api']);
  });

  it('S1: has Temporal ask for certificates on all its ports', () => {
    expect(services['temporal']?.environment).toMatchObject({
      TEMPORAL_TLS_REQUIRE_CLIENT_AUTH: 'true',
      TEMPORAL_TLS_FRONTEND_CERT: '/tls/cert.pem',
      TEMPORAL_TLS_CLIENT1_CA_CERT: '/tls/ca.pem',
      TEMPORAL_TLS_SERVER_CERT: '/tls/cert.pem',
      TEMPORAL_TLS_SERVER_CA_CERT: '/tls/ca.pem',
    });
  });

  it('S1: shows each container the keys that it needs, and the key of the authority to their maker alone', () => {
    expect(mounting('temporal-authority')).toEqual(['prepare-temporal']);
    expect(mounting('temporal-server')).toEqual(['prepare-temporal', 'temporal']);
    expect(mounting('temporal-client')).toEqual(['prepare-temporal', 'migrate', 'api', 'worker', 'temporal-tool']);
    for (const name of ['migrate', 'api', 'worker']) {
      const own = name === 'worker' ? ['audit:/home/node/butie/audit'] : [];
      expect(services[name]?.volumes).toEqual([`temporal-client:${TLS_HOME}/client:ro`, ...own]);
      expect(services[name]?.environment).toMatchObject({
        TEMPORAL_TLS_CA: `${TLS_HOME}/client/ca.pem`,
        TEMPORAL_TLS_CERT: `${TLS_HOME}/client/cert.pem`,
        TEMPORAL_TLS_KEY: `${TLS_HOME}/client/key.pem`,
      });
    }
  });

  it('S1: gives the key that signs acts and binds sign-ins to the API and to the program that binds passwords alone', () => {
    expect(having('BUTIE_ACT_KEY')).toEqual(['migrate', 'api']);
    expect(having('BUTIE_ACT_PUBLIC_KEY')).toEqual(['worker']);
  });

  it('S15: gives the key that signs the roots of the audit, and the file of the roots, to the worker alone', () => {
    expect(having('BUTIE_AUDIT_HASH_KEY')).toEqual(['migrate', 'api', 'worker']);
    expect(having('BUTIE_AUDIT_KEY')).toEqual(['worker']);
    expect(having('BUTIE_AUDIT_PUBLIC_KEY')).toEqual(['api']);
    expect(mounting('audit')).toEqual(['worker']);
  });

  it('S1: lets Temporal enter the database as its own role', () => {
    expect(services['temporal']?.environment).toMatchObject({ POSTGRES_USER: 'temporal' });
    expect(services['temporal-schema']?.environment).toMatchObject({ SQL_USER: 'temporal' });
    for (const name of ['api', 'worker', 'migrate']) {
      expect(services[name]?.environment).not.toHaveProperty('TEMPORAL_DATABASE_PASSWORD');
    }
  });

  it('S14: shows API and worker the login without a way up alone, and the superuser to programs that end', () => {
    expect(holding('POSTGRES_PASSWORD')).toEqual(['postgres', 'prepare-database', 'prepare-temporal']);
    expect(holding('MIGRATE_DATABASE_PASSWORD')).toEqual(['prepare-database', 'migrate']);
    for (const name of ['api', 'worker']) {
      const { DATABASE_URL, ...others } = services[name]?.environment ?? {};
      expect(DATABASE_URL).toMatch(
        /^postgres:\/\/butie_app:\$\{BUTIE_DATABASE_PASSWORD\b[^}]*\}@postgres:5432\/butie$/,
      );
      expect(Object.keys(others).filter((variable) => variable.includes('DATABASE'))).toEqual([]);
    }
  });

  it('starts each container after what it needs, and names only what there is', () => {
    expect(services['temporal-schema']?.depends_on).toHaveProperty('prepare-temporal');
    expect(services['temporal']?.depends_on).toHaveProperty('temporal-schema');
    expect(services['migrate']?.depends_on).toHaveProperty('temporal');
    expect(services['migrate']?.depends_on).toHaveProperty('prepare-database');
    for (const service of Object.values(services)) {
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on)));
      expect(Object.keys(networks)).toEqual(expect.arrayContaining(service.networks));
      const named = service.volumes.map((each) => each.split(':')[0] ?? '');
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
    }
  });
});
