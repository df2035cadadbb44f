import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { browserProgram } from './browser.ts';
import { accessible, Stage } from './stage.ts';

const [auditor, dpo, admin] = ['internal-auditor-1', 'data-protection-officer-1', 'admin'];
const phone = { width: 360, height: 740 };
const titles = {
  en: ['Audit', 'Personal data', 'Accessibility statement'],
  lv: ['Audits', 'Personas dati', 'Piekļūstamības paziņojums'],
  lt: ['Auditas', 'Asmens duomenys', 'Prieinamumo pareiškimas'],
  bg: ['Одит', 'Лични данни', 'Декларация за достъпност'],
} as const;

const describeInBrowser = browserProgram ? describe : describe.skip;

describeInBrowser('Audit, personal data and the accessibility statement', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.server.ask('front-desk-1', 'POST', '/processes/residence-declaration/start', { businessKey: 'RD-77' });
  }, 600_000);
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  const open = async (page: Page, path: string) => {
    await page.goto(`${stage.server.url}${path}`);
    await page.locator('h1').waitFor();
  };
  const isWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

  it('lets an auditor filter by keyboard, keep the filter in the address, and verify the chain', async () => {
    const page = await stage.window(auditor);
    await open(page, '/ops');
    await accessible(page);
    await page.getByRole('link', { name: 'Audit' }).press('Enter');
    await page.getByRole('table', { name: 'Entries' }).waitFor();
    await accessible(page);
    await page.getByRole('textbox', { name: 'Account' }).fill('front-desk-1');
    await page.getByLabel('What').selectOption('case-started');
    await page.getByRole('textbox', { name: 'Account' }).press('Enter');
    await page.getByRole('link', { name: 'RD-77' }).waitFor();
    expect(new URL(page.url()).searchParams.get('account')).toBe('front-desk-1');
    await page.reload();
    await page.getByRole('link', { name: 'RD-77' }).waitFor();
    await page.getByRole('cell', { name: 'Case', exact: true }).first().waitFor();
    await page.goto(`${stage.server.url}/ops/audit?act=signed-in`);
    await page
      .getByRole('cell', { name: /^Person\s*Modris Sietiņš$/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Verify the chain' }).press('Enter');
    await page.getByText('The chain is intact.').waitFor();
    await accessible(page, 'verified');
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save the head' }).click();
    const head = await (await saved).path();
    await page.getByLabel('Compare with a saved head (file)').setInputFiles(head);
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText('The chain is intact and holds the saved head.').waitFor();
  }, 600_000);

  it('says to everybody else whose role it needs', async () => {
    const page = await stage.window('front-desk-1');
    await open(page, '/ops/audit');
    expect(await page.getByRole('table', { name: 'Entries' }).count()).toBe(0);
    await accessible(page);
  }, 600_000);

  it('lets one person decide on an erasure and another execute it', async () => {
    const officer = await stage.window(dpo);
    await open(officer, '/ops/personal-data');
    await officer.getByText('No erasure was decided on.').waitFor();
    await accessible(officer, 'no erasure');
    await officer.getByLabel('Who').selectOption('staff');
    await officer.getByLabel('Identifier').fill('survey-analyst-2');
    await officer.getByRole('button', { name: 'Find', exact: true }).click();
    await officer.getByRole('table', { name: 'Places' }).waitFor();
    await accessible(officer, 'person found');
    await officer.getByRole('button', { name: 'Export', exact: true }).click();
    await officer.getByRole('link', { name: 'Save HTML' }).waitFor();
    await officer.getByRole('button', { name: 'Decide on erasure' }).click();
    await officer.getByLabel('Reason').first().fill('Left the office');
    await accessible(officer, 'decide on an erasure');
    await officer.getByRole('dialog').getByRole('button', { name: 'Decide on erasure' }).click();
    await officer.getByText('Waits for an administrator').waitFor();
    expect(await officer.getByRole('button', { name: 'Erase', exact: true }).count()).toBe(0);

    const executor = await stage.window(admin);
    await open(executor, '/ops/personal-data');
    await executor.getByRole('button', { name: /^Erase: decision of / }).click();
    await accessible(executor, 'erase');
    await executor.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click();
    await executor.getByRole('cell', { name: 'Done' }).waitFor();
    await accessible(executor, 'erased');
  }, 600_000);

  it('sets a period and a legal hold', async () => {
    const page = await stage.window(dpo);
    await open(page, '/ops/personal-data');
    await page
      .getByRole('button', { name: /^Set: / })
      .first()
      .click();
    await page.getByLabel('Number', { exact: true }).fill('7');
    await page.getByLabel('Unit').selectOption('Y');
    await page.getByRole('dialog').getByLabel('Ground').fill('Archives act, section 7');
    await accessible(page, 'set a period');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: '7 years' }).waitFor();
    await page.getByLabel('Case number').fill('RD-77');
    await page.getByLabel('Reason').last().fill('A court asks');
    await page.getByRole('button', { name: 'Set legal hold' }).click();
    await page.getByRole('table', { name: 'Legal holds' }).getByRole('link', { name: 'RD-77' }).waitFor();
    await accessible(page, 'legal hold');
  }, 600_000);

  it.each(Object.entries(titles))(
    'speaks %s, on a phone too',
    async (language, [audit, personalData, statement]) => {
      const page = await stage.window(dpo, phone);
      await page.addInitScript(`localStorage['gaita.language'] = '${language}'`);
      for (const [path, title] of [
        ['/ops/audit', audit],
        ['/ops/personal-data', personalData],
        ['/accessibility', statement],
      ] as const) {
        await open(page, path);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await accessible(page);
        expect([path, await isWide(page)]).toEqual([path, false]);
      }
    },
    600_000,
  );

  it('shows the statement to who has not signed in, from the foot of the sign-in', async () => {
    const page = await stage.window();
    await open(page, '/sign-in');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Accessibility' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accessibility statement' }).waitFor();
    await accessible(page);
  }, 600_000);
});
