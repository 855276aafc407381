import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

import { readSecretFile, type TemporalConfig } from '../config.ts';
import { StartError } from '../stack/start-error.ts';

const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;
const DEADLINE_MS = 3_000;
const RETENTION = '30 days';

interface Tls {
  readonly serverNameOverride?: string;
  readonly serverRootCACertificate?: Buffer;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

/** A Temporal that runs: where it is, and what a client shows it. */
export type ReachableTemporal = TemporalConfig & { readonly address: string };

/** The variables from which `readConfig` reads it again. */
export function temporalVariables(temporal: ReachableTemporal): Record<string, string | undefined> {
  return {
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_TLS_CERT: temporal.tlsCertPath,
    TEMPORAL_TLS_KEY: temporal.tlsKeyPath,
    TEMPORAL_TLS_CA: temporal.tlsCaPath,
    TEMPORAL_TLS_SERVER_NAME: temporal.tlsServerName,
    TEMPORAL_API_KEY: temporal.apiKey,
  };
}

/** Options that both the client's `Connection` and the worker's `NativeConnection` take. */
export interface TemporalConnectionOptions {
  readonly address: string;
  readonly tls?: Tls | true;
  readonly apiKey?: string;
}

/** @throws {StartError} when a file for TLS cannot be read. */
export function temporalConnectionOptions(temporal: ReachableTemporal): TemporalConnectionOptions {
  const { address, apiKey } = temporal;
  const tls = tlsOf(temporal);
  return {
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** Creates a missing namespace; does not change an existing one. Throws while the server is not ready. */
export async function ensureNamespace(options: TemporalConnectionOptions, namespace: string): Promise<void> {
  const connection = await Connection.connect({ ...options, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + DEADLINE_MS, async () => {
      await connection.workflowService.describeNamespace({ namespace }).catch(async (error: unknown) => {
        if (grpcCode(error) !== NOT_FOUND) {
          throw error;
        }
        await registerNamespace(connection, namespace);
      });
    });
  } finally {
    await connection.close();
  }
}

/** For a configured server: tries once, and explains its refusal. @throws {StartError} */
export async function ensureGivenNamespace(options: TemporalConnectionOptions, namespace: string): Promise<void> {
  try {
    await ensureNamespace(options, namespace);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      {
        zh: `TEMPORAL_ADDRESS（${options.address}）的命名空间 ${namespace} 无法使用（${reason}）：请检查地址、TEMPORAL_NAMESPACE、证书与 API 密钥。`,
        en: `The namespace ${namespace} at TEMPORAL_ADDRESS (${options.address}) cannot be used (${reason}): check the address, TEMPORAL_NAMESPACE, certificates and API key.`,
      },
      error,
    );
  }
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  const request = { namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION) };
  await connection.workflowService.registerNamespace(request).catch((error: unknown) => {
    if (grpcCode(error) !== ALREADY_EXISTS) {
      throw error;
    }
  });
  await connection.workflowService.describeNamespace({ namespace });
}

function tlsOf(temporal: TemporalConfig): Tls | true | undefined {
  const { tlsCaPath, tlsCertPath, tlsKeyPath, tlsServerName, apiKey } = temporal;
  if (tlsCaPath === undefined && tlsCertPath === undefined && tlsServerName === undefined) {
    return apiKey === undefined ? undefined : true;
  }
  return {
    ...(tlsServerName === undefined ? {} : { serverNameOverride: tlsServerName }),
    ...(tlsCaPath === undefined ? {} : { serverRootCACertificate: readSecretFile(tlsCaPath, 'TEMPORAL_TLS_CA') }),
    ...(tlsCertPath === undefined || tlsKeyPath === undefined
      ? {}
      : {
          clientCertPair: {
            crt: readSecretFile(tlsCertPath, 'TEMPORAL_TLS_CERT'),
            key: readSecretFile(tlsKeyPath, 'TEMPORAL_TLS_KEY'),
          },
        }),
  };
}

function grpcCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
