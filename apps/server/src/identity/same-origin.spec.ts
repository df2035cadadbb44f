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
    expect(isForgedBySite('GET', { host, 'sec-fetch-site': 'cross-site' }, publicUrl)).toBe(false);
  });
});
