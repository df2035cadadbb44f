import { describe, expect, it } from '@jest/globals';
import { clientName } from './client-name.ts';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const linux = 'Mozilla/5.0 (X11; Linux x86_64)';
const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 8)';
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)';
const tablet = 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)';
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('What a browser is called in the list of one’s own', () => {
  it.each([
    [`${windows} Gecko/20100101 Firefox/143.0`, 'Firefox, Windows'],
    [`${windows} ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`, 'Edge, Windows'],
    [`${android} ${webkit} Chrome/140.0 Mobile Safari/537.36 EdgA/140.0`, 'Edge, Android'],
    [`${windows} ${webkit} Chrome/140.0 Safari/537.36 OPR/120.0`, 'Opera, Windows'],
    [`${android} ${webkit} SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36`, 'Samsung Internet, Android'],
    [`${linux} ${webkit} Chrome/140.0 Safari/537.36`, 'Chrome, Linux'],
    [`${linux} ${webkit} HeadlessChrome/140.0 Safari/537.36`, 'Chrome, Linux'],
    [`${phone} AppleWebKit/605.1.15 CriOS/140.0 Mobile/15E148 Safari/604.1`, 'Chrome, iOS'],
    [`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15`, 'Safari, macOS'],
    [`${tablet} AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1`, 'Safari, iOS'],
    [`${mac} something else`, 'macOS'],
    ['Firefox/143.0', 'Firefox'],
    ['Firefox', ''],
    ['MyFirefox/1 MyOPR/1 MyChrome/1 MySafari/1 MyEdg/1 MySamsungBrowser/1', ''],
    ['WindowsX XWindows Androids XAndroid iPhones XiPhone Linuxes XLinux Mac OS Xs XMac OS X', ''],
    ['curl/8.0', ''],
    ['', ''],
  ])('%s: %s', (agent, name) => expect(clientName({ 'user-agent': agent })).toBe(name));

  it('nothing, where it says nothing', () => expect(clientName({})).toBe(''));
});
