import { describe, expect, it } from '@jest/globals';
import { isForgedBySite } from './same-origin.ts';

const host = 'gaita.example.org';
const publicUrl = 'https://gaita.example.org';

describe('A writing request', () => {
  it.each([
    ['from the own page', { host, 'sec-fetch-site': 'same-origin', origin: publicUrl }, false],
    ['typed by the person', { host, 'sec-fetch-site': 'none' }, false],
    ['from another site', { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, true],
    ['from a neighbour of the same domain', { host, 'sec-fetch-site': 'same-site' }, true],
    ['of an older browser from the own page', { host, origin: 'https://gaita.example.org' }, false],
    ['of an older browser from another site', { host, origin: 'https://evil.example' }, true],
    ['of an older browser from a sandboxed frame', { host, origin: 'null' }, true],
    ['behind a proxy that renames the host', { host: 'inner:3000', origin: publicUrl }, false],
    ['of a program', { host }, false],
  ])('%s', (_, headers, forged) => {
    expect(isForgedBySite('POST', headers, publicUrl)).toBe(forged);
    expect(isForgedBySite('DELETE', headers, publicUrl)).toBe(forged);
  });

  it('is told from a reading one, which changes nothing', () => {
    const forged = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', ''].filter((method) =>
      isForgedBySite(method, { host, 'sec-fetch-site': 'cross-site' }, publicUrl),
    );
    expect(forged).toEqual(['POST', 'PUT', 'PATCH', '']);
  });

  it('is believed by where the browser says that it comes from, whatever its origin', () => {
    expect(isForgedBySite('POST', { host, 'sec-fetch-site': 'none', origin: 'https://evil.example' }, publicUrl)).toBe(false);
    expect(isForgedBySite('POST', { host, 'sec-fetch-site': '', origin: publicUrl }, publicUrl)).toBe(true);
  });

  it('of an older browser needs the same host or, where one is known, the whole public address', () => {
    const forged = (origin: string, known?: string, at: string | undefined = host) =>
      isForgedBySite('POST', { host: at, origin }, known);
    expect(forged('https://gaita.example.org')).toBe(false);
    expect(forged('https://other.example.org')).toBe(true);
    expect(forged('http://gaita.example.org', publicUrl, 'inner:3000')).toBe(true);
    expect(forged('https://gaita.example.org', `${publicUrl}/office`, 'inner:3000')).toBe(false);
    expect(forged('null', publicUrl, '')).toBe(true);
  });
});
