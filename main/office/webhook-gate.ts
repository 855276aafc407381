import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Mode } from '../../domain/codes.ts';
import type { UrlFault } from '../../domain/event/delivery-words.ts';
import { judgeEndpointUrl, type EndpointAddress } from '../../domain/event/endpoint-url.ts';
import { granted, refused, type Verdict } from '../../domain/verdict.ts';

/** A network that the operator opened, on one port or on all. */
export interface OpenNetwork {
  readonly network: string;
  readonly port: number | null;
}

export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** The addresses of a name, now. Rejects, or gives none, where there is no such name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface WebhookGate {
  /**
   * Resolves the host of an address once and judges every answer. What is sent goes to the addresses that are returned,
   * and the name is not asked again.
   */
  open(url: string): Promise<Verdict<readonly CheckedAddress[], UrlFault>>;
}

export interface GateParts {
  readonly mode: Mode;
  readonly open: readonly OpenNetwork[];
  readonly resolve?: Resolve;
}

/** Practice sends to programs of the same machine. */
const PRACTICE: readonly OpenNetwork[] = [
  { network: '127.0.0.0/8', port: null },
  { network: '::1/128', port: null },
];

export function createWebhookGate({ mode, open, resolve = resolveName }: GateParts): WebhookGate {
  const networks = [...open, ...(mode === 'practice' ? PRACTICE : [])];
  const openPorts = networks.flatMap(({ port }) => (port === null ? [] : [port]));
  return {
    async open(url) {
      const judged = judgeEndpointUrl(url, mode, openPorts);
      if (!judged.ok) {
        return judged;
      }
      const addresses = await addressesOf(judged.value, resolve);
      if (addresses.length === 0) {
        return refused('UNRESOLVED');
      }
      return addresses.every((address) => isAllowed(address, judged.value.port, networks))
        ? granted(addresses.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 })))
        : refused('ADDRESS');
    },
  };
}

async function addressesOf({ host }: EndpointAddress, resolve: Resolve): Promise<readonly string[]> {
  if (isIP(host) !== 0) {
    return [host];
  }
  return resolve(host).catch(() => []);
}

/** RFC 6761: this name is this machine; no server of names is asked. */
const LOCALHOST = /(?:^|\.)localhost\.?$/;
const RESOLVER_MS = 4_000;

/** Asks the servers of names, and the machine's own list of hosts only for what they do not know: that takes a thread. */
async function resolveName(host: string): Promise<readonly string[]> {
  if (LOCALHOST.test(host)) {
    return ['127.0.0.1', '::1'];
  }
  const resolver = new dns.Resolver({ timeout: RESOLVER_MS, tries: 1 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  return found.length > 0 ? found : (await dns.lookup(host, { all: true })).map(({ address }) => address);
}

/** Public, or opened by name. An IPv4 address that is written inside an IPv6 one is judged as what it is. */
export function isAllowed(text: string, port: number, networks: readonly OpenNetwork[]): boolean {
  if (!ipaddr.isValid(text)) {
    return false;
  }
  const address = unwrapped(ipaddr.parse(text));
  const isOpen = networks.some(
    ({ network, port: one }) => (one === null || one === port) && isWithin(address, network),
  );
  return isOpen || (isUsualPort(port) && address.range() === 'unicast' && !isOldForm(address));
}

/** A low port that was opened for one network is open there alone. */
function isUsualPort(port: number): boolean {
  return port === 443 || port >= 1_024;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const IPV4_BYTES = 4;
/** RFC 6052 and RFC 8215: the last four bytes are the IPv4 address behind the gateway. */
const NAT64 = ['64:ff9b::/96', '64:ff9b:1::/48'];

function unwrapped(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) {
    return address;
  }
  if (address.isIPv4MappedAddress()) {
    return address.toIPv4Address();
  }
  return NAT64.some((network) => isWithin(address, network))
    ? new ipaddr.IPv4(address.toByteArray().slice(-IPV4_BYTES))
    : address;
}

/** RFC 4291 §2.5.5.1: an IPv4 address after zeros, which no system uses any more. */
function isOldForm(address: Address): boolean {
  return isWithin(address, '::/96');
}

function isWithin(address: Address, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return address.kind() === base.kind() && address.match(base, bits);
}

/** Reads `10.20.0.0/16:8443`, the port being left out for all of them. @throws {RangeError} for what is no network */
export function openNetworkOf(text: string): OpenNetwork {
  const [, network = '', port] = /^(.+\/\d{1,3})(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (!ipaddr.isValidCIDR(network) || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) {
    throw new RangeError(`No network: ${text}`);
  }
  return { network, port: port === undefined ? null : Number(port) };
}
