import { createSocket } from 'node:dgram';
import { promises as dns } from 'node:dns';
import type { Resolve } from '../../main/office/webhook-gate.ts';

const TYPE_A = 1;
const HEADER_BYTES = 12;
const QUESTION_TAIL_BYTES = 4;

/** A server of names that answers each question for an IPv4 address by the next of its answers; the last one stays. */
export interface NameServer {
  /** Asks it, as the product asks the servers of its machine. */
  readonly resolve: Resolve;
  /** How often it was asked for an IPv4 address. */
  readonly asked: () => number;
  answers(...addresses: readonly string[]): void;
  close(): Promise<void>;
}

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  const state = { answers: new Array<string>(), asked: 0 };
  socket.on('message', (question, from) => {
    const end = endOfQuestion(question);
    const isForA = question.readUInt16BE(end - QUESTION_TAIL_BYTES) === TYPE_A;
    const address = isForA ? nextOf(state.answers) : undefined;
    state.asked += isForA ? 1 : 0;
    socket.send(reply(question.subarray(0, end), address), from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', () => resolve());
  });
  const resolver = new dns.Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    resolve: (host) => resolver.resolve4(host),
    asked: () => state.asked,
    answers(...addresses) {
      state.answers = [...addresses];
    },
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
}

/** The last one stays. */
function nextOf(answers: string[]): string | undefined {
  return answers.length > 1 ? answers.shift() : answers[0];
}

/** Behind the labels of the name, its type and its class. */
function endOfQuestion(question: Buffer): number {
  let at = HEADER_BYTES;
  while (question.readUInt8(at) !== 0) {
    at += question.readUInt8(at) + 1;
  }
  return at + 1 + QUESTION_TAIL_BYTES;
}

function reply(question: Buffer, address: string | undefined): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x81_80, 2);
  head.writeUInt16BE(address === undefined ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  if (address === undefined) {
    return head;
  }
  // A pointer to the name of the question, type, class, no time to live, four bytes.
  const record = Buffer.from([0xc0, 0x0c, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]);
  return Buffer.concat([head, record]);
}
