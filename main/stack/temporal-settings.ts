import { TEMPORAL_ROLE } from './temporal-databases.ts';
import type { TlsPaths } from './temporal-tls.ts';

/** Names under which the state folder remembers Temporal's ports. */
export const SETTINGS_PORTS = [
  'temporalFrontend',
  'temporalMatching',
  'temporalHistory',
  'temporalWorker',
  'temporalFrontendMembership',
  'temporalMatchingMembership',
  'temporalHistoryMembership',
  'temporalWorkerMembership',
] as const;

const HISTORY_SHARDS = 4;
const STORE_CONNECTIONS = 20;
const VISIBILITY_CONNECTIONS = 4;

interface SettingsInput {
  readonly ports: Readonly<Record<(typeof SETTINGS_PORTS)[number], number>>;
  readonly postgres: { readonly port: number; readonly password: string };
  readonly tls: TlsPaths;
  readonly dynamicPath: string;
}

/**
 * The configuration file of the official server: all four services in one process, on this machine's loopback only.
 * Each of its ports asks for a certificate of the authority; it opens none for metrics, profiles or HTTP.
 */
export function serverSettings({ ports, postgres, dynamicPath, tls }: SettingsInput): object {
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `127.0.0.1:${postgres.port}`,
      connectProtocol: 'tcp',
      user: TEMPORAL_ROLE,
      password: postgres.password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: HISTORY_SHARDS,
      datastores: {
        default: store('temporal', STORE_CONNECTIONS),
        visibility: store('temporal_visibility', VISIBILITY_CONNECTIONS),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' }, tls: tlsSettings(tls) },
    services: {
      frontend: rpc(ports.temporalFrontend, ports.temporalFrontendMembership),
      matching: rpc(ports.temporalMatching, ports.temporalMatchingMembership),
      history: rpc(ports.temporalHistory, ports.temporalHistoryMembership),
      worker: rpc(ports.temporalWorker, ports.temporalWorkerMembership),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.temporalFrontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicPath, pollInterval: '10s' },
  };
}

function rpc(grpcPort: number, membershipPort: number): object {
  return { rpc: { grpcPort, membershipPort, bindOnLocalHost: true } };
}

function tlsSettings({ ca, cert, key }: TlsPaths): object {
  const client = { serverName: 'localhost', rootCaFiles: [ca] };
  const server = { certFile: cert, keyFile: key, requireClientAuth: true, clientCaFiles: [ca] };
  return {
    frontend: { server, client },
    internode: { server, client },
    systemWorker: { certFile: cert, keyFile: key, client },
  };
}

/** Settings of the official server that stand in a file of their own. */
export function dynamicSettings({ timeSkipping }: { readonly timeSkipping: boolean }): object {
  return {
    'frontend.WorkflowTimeSkippingEnabled': [{ value: timeSkipping }],
    'system.enableRingpopTLS': [{ value: true }],
    // A run that a workflow continues as may begin at once. With the server's second between two runs, time skipping
    // passes the timers of the new run.
    'history.workflowIdReuseMinimalInterval': [{ value: '0s' }],
  };
}
