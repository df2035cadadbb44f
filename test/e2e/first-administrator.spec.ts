import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../apps/server/src/create-app.ts';
import { FirstAdministrator } from '../../apps/server/src/identity/index.ts';
import { Config } from '../../apps/server/src/platform/config.ts';
import { freePort, temporaryFolder } from '../support/throw-away.ts';
import { browserProgram, complaints, openBrowser } from './browser.ts';
import { slowDown } from './slow.ts';
import { accessible, focused } from './stage.ts';
import { builtWeb } from './built-web.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const person = { name: 'Ilze Kalniņa', email: 'ilze@example.org', account: 'ilze', password: 'a long enough password' };

inBrowser('the link of a new production server in a browser', () => {
  const folder = temporaryFolder('first-administrator');
  let app: NestExpressApplication;
  let browser: Browser;
  let link: string;

  beforeAll(async () => {
    const web = await builtWeb();
    const config = new Config({
      PORT: String(await freePort()),
      DATABASE_URL: `sqlite:${join(folder.path, 'gaita.db')}`,
      GAITA_MODE: 'production',
    });
    const processes = fileURLToPath(new URL('../../processes', import.meta.url));
    app = await createApp({ config, processes, web, quiet: true });
    await app.listen(config.port, config.host);
    link = (await app.get(FirstAdministrator).openLink())!;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    folder.remove();
  });

  const open = async (address: string, locale = 'en'): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 800 }, locale })).newPage();
    await slowDown(page);
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const submit = (page: Page) => page.getByRole('button', { name: 'Create the account' }).click();

  it('fits a phone in every language', async () => {
    for (const locale of ['en', 'lv', 'lt', 'bg']) {
      const page = await open(link, locale);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await page.evaluate('document.documentElement.lang')).toBe(locale);
      await page.context().close();
    }
  });

  it('asks for the account and the institution, and leads to sign-in', async () => {
    const page = await open(link);
    const complained = complaints(page);
    await accessible(page);
    await submit(page);
    expect(await focused(page)).toBe('4 fields need your attention');
    await accessible(page, 'mistakes');
    await page.getByRole('link', { name: 'User name' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('first-account');

    for (const [field, text] of Object.entries(person)) await page.locator(`#first-${field}`).fill(text);
    await submit(page);
    await page.getByRole('group', { name: '2 fields need your attention' }).waitFor();
    await page.getByLabel('Name of the institution').fill('Jaunpils novads');
    await page.getByLabel('Short name').fill('jaunpils');
    await submit(page);
    await page.getByText('The account ilze has been created.').waitFor();
    await accessible(page, 'account made');

    await page.getByRole('link', { name: 'Go to sign-in' }).click();
    await page.getByLabel('User name').fill(person.account);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/ops');

    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await accessible(page, 'first steps');
    await page.getByRole('link', { name: 'Create accounts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    await page.getByRole('link', { name: 'Give roles' }).click();
    await page.getByRole('heading', { level: 1, name: 'Who holds which role' }).waitFor();
    await page.getByRole('navigation', { name: 'People and roles' }).getByRole('link', { name: 'Accounts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    await page.goto(new URL('/settings', link).href);
    await page.getByText('E-mail is not set up on this server').waitFor();
    await accessible(page, 'settings without mail');
    expect(complained).toEqual([]);
  });

  it('says that a link without its token does not work', async () => {
    const page = await open(link.split('#')[0]!);
    expect(await focused(page)).toMatch('This link does not work');
    await accessible(page, 'link without a token');
  });
});
