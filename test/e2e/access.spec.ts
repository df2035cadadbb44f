import { mkdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Preferences, SessionView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { browserProgram } from './browser.ts';
import { Stage, accessible, becomes, comesTrue } from './stage.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
const minute = 60_000;
const phone = { width: 360, height: 740 };
/** A folder for pictures of the screens, for who wants to look at them. */
const shots = process.env['GAITA_SHOTS'];
const hostile = `<img src=x onerror="document.title='owned'">`;

inBrowser('access in a browser', () => {
  let stage: Stage;
  let url: string;

  beforeAll(async () => {
    stage = await Stage.open();
    ({ url } = stage.server);
    if (shots) mkdirSync(shots, { recursive: true });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const shoot = async (page: Page, name: string) => {
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  };
  const noSidewaysScroll = async (page: Page) =>
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBeLessThanOrEqual(0);
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const endSessions = (account: string) => stage.server.ask('admin', 'POST', `/accounts/${account}/sign-out`, {});

  it('keeps what was typed while the person signs in again over the page', async () => {
    const account = 'management-representative-1';
    const task = await stage.improvementAt('action3', 'P-ACCESS-15');
    await stage.server.ask(account, 'POST', `/tasks/${task.id}/claim`, {});
    const page = await stage.window(account);
    await page.goto(`${url}/tasks/${task.id}`);
    const input = page.locator('.fjs-form input').first();
    await input.fill('100');
    await endSessions(account);
    await input.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await accessible(page, 'sign in again');
    await shoot(page, 'sign-in-again');
    await dialog.getByLabel('Password', { exact: true }).fill('demo');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await input.inputValue()).toBe('100');
    await input.press('Control+Enter');
    await page.waitForURL((address) => !address.pathname.endsWith(task.id));
  });

  it('does not give the page to somebody else who signs in meanwhile', async () => {
    const task = await stage.improvementAt('action3', 'P-ACCESS-OTHER');
    const page = await stage.window('management-representative-1');
    await page.goto(`${url}/tasks/${task.id}`);
    await button(page, 'Claim').waitFor();
    await endSessions('management-representative-1');
    // The page is told that its session is over.
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    // a colleague signs in in another tab of the same browser
    await page.context().request.post(`${url}/api/v1/session`, { data: { account: 'lawyer-1', password: 'demo' } });
    await page.evaluate(`window.dispatchEvent(new Event('focus'))`);
    await page.getByText('is signed in in this browser now').waitFor();
    await accessible(page, 'signed in as somebody else');
    await shoot(page, 'signed-in-as-somebody-else');
    await page.getByRole('button', { name: /^Leave this page/ }).click();
    await page.waitForURL(`${url}/work**`);
  });

  it('tells two minutes ahead that the session ends', async () => {
    const page = await stage.window('lawyer-1');
    await page.goto(`${url}/work`);
    await heading(page, 'My work').waitFor();
    expect(await page.getByText('Your session ends on').count()).toBe(0);
    // The page may ask at any moment how long the session lasts, so every answer has to tell of the same end; a clock of the page's
    // own would run away from the server's.
    let ends: number | undefined;
    await page.context().route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      const session = (await answer.json()) as SessionView;
      const isAsked = route.request().method() === 'GET' && ends !== undefined;
      await route.fulfill({ response: answer, json: isAsked ? { ...session, endsIn: ends! - Date.now() } : session });
    });
    ends = Date.now() + 2 * minute + 4_000;
    await page.reload();
    await page.getByText('Your session ends on').waitFor();
    expect(ends - Date.now()).toBeLessThanOrEqual(2 * minute);
    expect(ends - Date.now()).toBeGreaterThan(0);
    await accessible(page, 'session ends');
    await shoot(page, 'session-ends');
    await button(page, 'Sign in again now').click();
    ends = undefined;
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill('demo');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByText('Your session ends on').count()).toBe(0);
  });

  it('lets people settle how the product is, on every device of theirs', async () => {
    const page = await stage.window('lawyer-1');
    await page.goto(`${url}/settings`);
    await page.getByLabel('Colours').waitFor();
    await accessible(page);
    await shoot(page, 'settings');
    for (const [theme, name] of [
      ['dark', 'Dark'],
      ['contrast', 'High contrast'],
    ] as const) {
      await page.getByLabel('Colours').selectOption({ label: name });
      await page.getByText('Saved', { exact: true }).waitFor();
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(theme);
      await accessible(page, `colours: ${theme}`);
      await shoot(page, `settings-${theme}`);
    }
    await page.getByLabel('Text size').selectOption('150');
    await page.getByLabel('New tasks for my groups').uncheck({ force: true });
    await page.getByLabel('First page').selectOption('/cases');
    await becomes(async () => {
      const kept = await stage.server.ask<Preferences>('lawyer-1', 'GET', '/session/preferences');
      return [kept.theme, kept.textSize, kept.mailOff, kept.firstView];
    }, ['contrast', 150, ['task-offered'], '/cases']);

    const elsewhere = await stage.window('lawyer-1', phone);
    await elsewhere.goto(url);
    await heading(elsewhere, 'Cases').waitFor();
    expect(await elsewhere.evaluate('document.documentElement.dataset.theme + document.documentElement.style.fontSize')).toBe(
      'contrast150%',
    );
    await stage.server.ask('lawyer-1', 'PUT', '/session/preferences', { theme: 'light', textSize: 100, firstView: null });
    for (const language of ['en', 'lv', 'lt', 'bg']) {
      await elsewhere.goto(`${url}/settings`);
      await elsewhere.locator('#language').selectOption(language);
      await elsewhere.locator(`html[lang=${language}]`).waitFor();
      await elsewhere.locator('#sessions-title').waitFor();
      await accessible(elsewhere);
      await noSidewaysScroll(elsewhere);
      await shoot(elsewhere, `settings-phone-${language}`);
    }
  });

  it('makes tokens, shows them once and revokes them', async () => {
    const page = await stage.window('admin');
    await page.goto(`${url}/settings`);
    await button(page, 'Make a token').click();
    await button(page, 'Make a token').click();
    await page.getByText('This field is required', { exact: false }).or(page.locator('#token-name-error-msg')).first().waitFor();
    await accessible(page, 'token form: mistakes');
    await page.getByLabel('Name', { exact: true }).fill(hostile);
    await page.getByLabel('Read tasks').check({ force: true });
    await shoot(page, 'token-form');
    await button(page, 'Make a token').click();
    const secret = page.locator('#made-token');
    await secret.waitFor();
    const token = await secret.inputValue();
    const asked = (path: string) => fetch(`${url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
    expect([(await asked('/tasks')).status, (await asked('/accounts')).status]).toEqual([200, 403]);
    await accessible(page, 'token made');
    await shoot(page, 'token-made');
    await page.reload();
    await page.getByText(hostile).waitFor();
    expect(await page.content()).not.toContain(token);
    expect(await page.title()).not.toBe('owned');
    await button(page, 'Revoke').click();
    await page.getByRole('button', { name: /for good$/ }).click();
    await page.getByText('There are no tokens.').waitFor();
    expect((await asked('/tasks')).status).toBe(401);
  });

  it('shows where one is signed in and ends it', async () => {
    const [page, other] = [await stage.window('finance-1'), await stage.window('finance-1')];
    await page.goto(`${url}/settings`);
    const table = page.getByRole('table', { name: 'Where you are signed in' });
    await table.getByRole('row').nth(2).waitFor();
    await button(page, 'Sign out everywhere else').click();
    await comesTrue(page, `document.querySelectorAll('[aria-label="Where you are signed in"] tbody tr').length === 1`);
    expect((await other.context().request.get(`${url}/api/v1/session`)).status()).toBe(401);

    await page.getByLabel('Present password').fill('wrong');
    await page.getByLabel('New password').fill('correct horse battery');
    await button(page, 'Change password').click();
    await page.getByText('This is not your present password.').waitFor();
    await accessible(page, 'password: mistakes');
    await page.getByLabel('Present password').fill('demo');
    await button(page, 'Change password').click();
    await page.getByText('Your password was changed.').waitFor();
  });

  it('lets an administrator make an account, whose person sets a password by the link', async () => {
    const page = await stage.window('admin');
    await page.goto(`${url}/people/accounts`);
    await page.getByRole('table', { name: 'Accounts' }).waitFor();
    await accessible(page);
    await shoot(page, 'accounts');
    await button(page, 'New account').click();
    await button(page, 'Create account and link').click();
    await page.locator('.error-summary').waitFor();
    await accessible(page, 'new account: mistakes');
    await shoot(page, 'account-form-errors');
    await page.getByLabel('Name', { exact: true }).fill(`Ilze ${hostile}`);
    await page.getByLabel('E-mail', { exact: true }).fill('ilze@example.org');
    await page.getByLabel('User name', { exact: true }).fill('ilze.ozola');
    await button(page, 'Create account and link').click();
    const link = await page.locator('#password-link').inputValue();
    await accessible(page, 'link for a password');
    await shoot(page, 'account-made');
    await page.getByLabel('Find by name').fill('ilze.o');
    await page.getByText(hostile).waitFor();
    expect(await page.title()).not.toBe('owned');

    await page.getByRole('button', { name: /^Change: Ilze/ }).click();
    const mail = page.getByLabel('E-mail', { exact: true });
    await mail.fill('nowhere');
    await button(page, 'Save changes').click();
    await page.locator('.error-summary').waitFor();
    await accessible(page, 'change an account: mistakes');
    await shoot(page, 'account-change-errors');
    await mail.fill('ilze.ozola@example.org');
    await button(page, 'Save changes').click();
    await page.getByText('ilze.ozola@example.org').waitFor();

    const hers = await stage.window(undefined, phone);
    await hers.goto(link);
    await heading(hers, 'Set your password').waitFor();
    await accessible(hers);
    await noSidewaysScroll(hers);
    await shoot(hers, 'set-password-phone');
    await hers.getByLabel('New password').fill('correct horse battery');
    await button(hers, 'Set password').click();
    await hers.getByRole('link', { name: 'Sign in' }).click();
    await hers.getByLabel('User name').fill('ilze.ozola');
    await hers.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await button(hers, 'Sign in').click();
    await heading(hers, 'My work').waitFor();

    await page.reload();
    await page.getByLabel('Find by name').fill('ilze.o');
    await page.getByRole('button', { name: /^Close account/ }).click();
    await page.getByText('is closed. It can be opened again.').waitFor();
    expect((await hers.context().request.get(`${url}/api/v1/session`)).status()).toBe(401);
    const narrow = await stage.window('admin', phone);
    await narrow.goto(`${url}/people/accounts`);
    await narrow.getByRole('table', { name: 'Accounts' }).waitFor();
    await noSidewaysScroll(narrow);
    await shoot(narrow, 'accounts-phone');
    const spent = await stage.window();
    await spent.goto(link);
    await spent.getByLabel('New password').fill('correct horse battery');
    await button(spent, 'Set password').click();
    await spent.getByText('The link was used').waitFor();
    await accessible(spent, 'link is spent');
  });

  it('speaks four languages where one signs in', async () => {
    const page = await stage.window(undefined, phone);
    await page.goto(`${url}/sign-in`);
    const titles = { lv: 'Pierakstīties', lt: 'Prisijung', bg: 'Вход', en: 'Sign in' };
    for (const [language, title] of Object.entries(titles)) {
      await page.locator('.language-choice select').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await page.locator('h1', { hasText: title }).waitFor();
      await accessible(page);
      await noSidewaysScroll(page);
      await shoot(page, `sign-in-${language}`);
    }
  });
});
