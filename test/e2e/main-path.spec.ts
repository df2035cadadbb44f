import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseDetailView, ProcessView, StartedView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { browserProgram } from './browser.ts';
import { adHocParts } from './ad-hoc-parts.ts';
import { caseStory } from './case-story.ts';
import { otherSignIn } from './other-sign-in.ts';
import { sharedWork } from './shared-work.ts';
import { smallScreens } from './small-screens.ts';
import { Stage, accessible, focused } from './stage.ts';
import type { WebServer } from './web-server.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;

inBrowser('the product in a browser', () => {
  let stage: Stage;
  let server: WebServer;
  let page: Page;

  beforeAll(async () => {
    stage = await Stage.open();
    ({ server } = stage);
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const title = () => page.getByRole('heading', { level: 1 });

  /** Opens a deep link signed out, so that signing in has to lead back to it. */
  const signIn = async (account: string, to: string) => {
    page = await stage.window();
    await page.goto(server.url + to);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.getByLabel('Language').selectOption('en');
    await accessible(page);
    await page.getByLabel('User name').fill(account);
    await page.getByLabel('Password', { exact: true }).fill('demo');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(server.url + to);
  };

  const choose = async (field: string, option: string) => {
    await page.locator('.fjs-form-field-select', { hasText: field }).locator('.fjs-select-display').click();
    await page.locator('.fjs-dropdownlist-item', { hasText: option }).click();
  };

  it('leads on from what does not exist, and says in words of its own that a page did not come', async () => {
    page = await stage.window('front-desk-1');
    for (const path of ['/tasks/unknown', '/cases/unknown', '/ops/jobs/unknown', '/start/unknown']) {
      await page.goto(server.url + path);
      await page.getByRole('heading', { name: 'There is no such page', level: 1 }).waitFor();
      await page.getByText('This does not exist, or you may not see it.').waitFor();
      await accessible(page, 'gone');
    }
    await page.getByRole('link', { name: 'Go to my work' }).click();
    await page.waitForURL('**/work*');
    await page.route('**/assets/cases-page*', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${server.url}/cases`);
    await page.getByRole('alert').getByText('The page could not be loaded, or it failed. What was saved is safe.').waitFor();
    await accessible(page, 'failed');
  });

  it('lets a management representative claim, fill in and complete a task of an improvement', async () => {
    const { instanceId } = await server.ask<StartedView>('admin', 'POST', '/processes/improvement/start', {
      businessKey: 'P-2026-001',
    });
    await signIn('management-representative-1', '/work?view=group');
    const row = page.getByRole('row', { name: 'P-2026-001' });
    await row.waitFor();
    await accessible(page);
    await stage.agreeAll(instanceId);

    await row.getByRole('button', { name: 'Claim: Set improvement goals' }).click();
    await page.getByLabel('Title').waitFor();
    expect(await title().textContent()).toBe('Set improvement goals');
    expect(await focused(page)).toBe('Set improvement goals');
    await accessible(page);

    await page.keyboard.press('Control+Enter');
    const summary = page.getByRole('group', { name: /fields need your attention/ });
    await summary.waitFor();
    expect(await focused(page)).toMatch(/fields need your attention/);
    await accessible(page);
    await summary.getByRole('link', { name: 'Title', exact: true }).click();
    await page.keyboard.type('Shorter queues');
    await page.keyboard.press('Tab');
    await page
      .locator('.fjs-form-field-textfield', { hasText: 'Title' })
      .getByText('Fill in this field.')
      .waitFor({ state: 'hidden' });

    await page.getByLabel('Quality').check();
    await choose('Direction', 'Quality');
    await page.getByLabel('Measured by').fill('Days from receipt to decision');
    await page.getByLabel('Baseline').fill('30');
    await choose('Should be', 'at most');
    await page.getByLabel('Target').fill('20');
    await page.getByLabel('Unit').fill('days');
    await page.getByLabel('To be reached by').fill('31/12/2030');
    await page.getByLabel('Unit').focus();
    await page.getByRole('button', { name: 'Complete' }).click();

    await page.getByRole('status').filter({ hasText: 'Task completed' }).waitFor();
    const { activities, variables } = await server.ask<CaseDetailView>('admin', 'GET', `/cases/${instanceId}`);
    expect(activities.find(({ elementId }) => elementId === 'action1')?.endedAt).toBeDefined();
    expect(variables).toMatchObject({
      title: 'Shorter queues',
      directions: ['quality'],
      goals: [{ metric: 'Days from receipt to decision', comparator: 'at-most', by: '2030-12-31' }],
    });

    await page.goto(`${server.url}/cases/${instanceId}`);
    await page.locator('.position-badge', { hasText: 'Here' }).waitFor();
    expect(await page.locator('.djs-element.position').getAttribute('data-element-id')).toBe('action2');
    await accessible(page);
  });

  sharedWork(() => stage);
  adHocParts(() => stage);
  caseStory(() => stage);
  otherSignIn(() => stage);
  smallScreens(() => stage);

  it('lets an administrator change a model and deploy the next version, which new cases use with its forms', async () => {
    const before = await server.ask<ProcessView>('admin', 'GET', '/processes/improvement');
    await signIn('admin', '/processes');
    await page.getByRole('link', { name: /^Improvement management/ }).click();
    await page.locator('[data-element-id=action1] .djs-hit').first().click();
    await page.getByText('General', { exact: true }).click();
    await page.getByLabel('Name', { exact: true }).fill('Agree the improvement goals');
    await page.getByText('changed, not deployed').waitFor();
    await accessible(page);

    const next = before.version + 1;
    await page.getByRole('button', { name: `Deploy the next version (v${next})` }).click();
    await page.getByText(`Version ${next} is live`).waitFor();
    await accessible(page);

    const after = await server.ask<ProcessView>('admin', 'GET', '/processes/improvement');
    expect(after).toMatchObject({ version: next, institution: before.institution });
    expect(await server.ask<string>('admin', 'GET', `/definitions/${after.definitionId}/xml`)).toContain(
      'name="Agree the improvement goals"',
    );
    const { instanceId } = await server.ask<StartedView>('admin', 'POST', '/processes/improvement/start', {});
    await page.goto(`${server.url}/tasks/${(await stage.openTask(instanceId)).id}`);
    await page.getByRole('heading', { level: 1, name: 'Agree the improvement goals' }).waitFor();
    await page.getByLabel('Title').waitFor();
  });
});
