import { describe, expect, it } from 'vitest';
import { createWebhookGate, isAllowed, openNetworkOf, type Resolve } from '../../main/office/webhook-gate.ts';

const nobody: Resolve = () => Promise.reject(new Error('no name is asked for'));
const live = createWebhookGate({ mode: 'live', open: [], resolve: nobody });
const practice = createWebhookGate({ mode: 'practice', open: [], resolve: nobody });

const faultOf = async (url: string, gate = live): Promise<string | null> => {
  const opened = await gate.open(url);
  return opened.ok ? null : opened.reason;
};

const answers = (...addresses: readonly string[]) =>
  createWebhookGate({ mode: 'live', open: [], resolve: () => Promise.resolve(addresses) });

describe('the gate of endpoints', () => {
  it.each([
    ['http://93.184.216.34/', 'SCHEME'],
    ['ftp://93.184.216.34/', 'SCHEME'],
    ['file:///etc/passwd', 'SCHEME'],
    ['not an address', 'SCHEME'],
    ['https://user@93.184.216.34/', 'USERINFO'],
    ['https://:secret@93.184.216.34/', 'USERINFO'],
    ['https://93.184.216.34:22/', 'PORT'],
    ['https://93.184.216.34:80/', 'PORT'],
    ['https://93.184.216.34:1023/', 'PORT'],
    ['https://nobody.invalid/', 'UNRESOLVED'],
  ])('refuses %s by what it says: %s', async (url, fault) => {
    expect(await faultOf(url)).toBe(fault);
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.9.9.9:8443/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://198.18.0.1/',
    'https://192.0.2.1/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a00:1]/',
    'https://[0:0:0:0:0:ffff:c0a8:101]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[64:ff9b:1::a00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'https://[2001::1]/',
  ])('refuses %s, which is no public address', async (url) => {
    expect(await faultOf(url)).toBe('ADDRESS');
  });

  it('takes public addresses on 443 and from 1024 on', async () => {
    for (const url of [
      'https://93.184.216.34/events',
      'https://93.184.216.34:8443/',
      'https://[2606:2800:220:1::1]/',
      'https://[::ffff:93.184.216.34]/',
      'https://[64:ff9b::5db8:d822]/',
    ]) {
      expect([url, await faultOf(url)]).toEqual([url, null]);
    }
  });

  it('judges every address of a name: one that is not allowed is enough', async () => {
    expect(await faultOf('https://office.example/', answers('93.184.216.34'))).toBeNull();
    expect(await faultOf('https://office.example/', answers('93.184.216.34', '10.0.0.1'))).toBe('ADDRESS');
    expect(await faultOf('https://office.example/', answers('93.184.216.34', '::1'))).toBe('ADDRESS');
    expect(await faultOf('https://office.example/', answers())).toBe('UNRESOLVED');
    const opened = await answers('93.184.216.34', '2606:2800:220:1::1').open('https://office.example/');
    expect(opened).toEqual({
      ok: true,
      value: [
        { address: '93.184.216.34', family: 4 },
        { address: '2606:2800:220:1::1', family: 6 },
      ],
    });
  });

  it('opens this machine in practice, and what the operator names, on its port alone', async () => {
    expect(await faultOf('http://127.0.0.1:9000/', practice)).toBeNull();
    expect(await faultOf('http://[::1]:9000/', practice)).toBeNull();
    expect(await faultOf('http://10.0.0.1:9000/', practice)).toBe('ADDRESS');
    const inner = createWebhookGate({
      mode: 'live',
      open: ['10.20.0.0/16:8443', '10.30.0.0/16', '10.40.0.1/32:80'].map((text) => openNetworkOf(text)),
      resolve: nobody,
    });
    expect(await faultOf('https://10.20.1.1:8443/', inner)).toBeNull();
    expect(await faultOf('https://10.20.1.1/', inner)).toBe('ADDRESS');
    expect(await faultOf('https://10.30.1.1/', inner)).toBeNull();
    expect(await faultOf('https://10.40.0.1:80/', inner)).toBeNull();
    expect(await faultOf('https://93.184.216.34:80/', inner)).toBe('ADDRESS');
    expect(await faultOf('http://10.30.1.1:8080/', inner)).toBe('SCHEME');
  });

  it('reads networks as settings write them', () => {
    expect(openNetworkOf('::1/128:8443')).toEqual({ network: '::1/128', port: 8443 });
    expect(() => openNetworkOf('10.20.0.0')).toThrow(RangeError);
    expect(() => openNetworkOf('10.20.0.0/40')).toThrow(RangeError);
    expect(() => openNetworkOf('10.20.0.0/16:70000')).toThrow(RangeError);
    expect(isAllowed('nothing', 443, [])).toBe(false);
  });
});
