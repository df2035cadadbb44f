import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StartedView, TasksView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { DemoRegistry } from '../../apps/server/src/registry/index.ts';
import { smallModel, userTask } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { Stage, accessible, dayFromNow } from './stage.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
/** Prepared by one role, decided by another: never by the same person. */
const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'decision-maker')]);

inBrowser('people and roles in a browser', () => {
  let stage: Stage;

  beforeAll(async () => {
    // units, posts, absences and gaps, so that every state is on the pages
    stage = await Stage.open(async (app) => {
      expect(await app.get(DemoRegistry).seed()).toBe(true);
    });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const open = async (account: string, path: string, viewport?: { width: number; height: number }): Promise<Page> => {
    const page = await stage.window(account, viewport);
    await page.goto(stage.server.url + path);
    return page;
  };
  const sideways = (page: Page) =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const tasksOf = (account: string, view: string) => stage.server.ask<TasksView>(account, 'GET', `/tasks?view=${view}&limit=200`);

  it('gives a role by the matrix: its tasks appear to the person without a new sign-in', async () => {
    await stage.server.ask<StartedView>('admin', 'POST', '/processes/improvement/start', { businessKey: 'R-2026-001' });
    const clerk = await open('appeal-reviewer-1', '/work?view=group');
    await clerk.getByRole('heading', { level: 1 }).waitFor();
    expect((await tasksOf('appeal-reviewer-1', 'group')).items.some(({ businessKey }) => businessKey === 'R-2026-001')).toBe(
      false,
    );

    const page = await open('personnel-manager-1', '/people');
    await page.getByRole('heading', { level: 1, name: 'Who holds which role' }).waitFor();
    await page.getByRole('button', { name: 'Assign: Representative of management for the SMS' }).waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Assign: Representative of management for the SMS' }).click();
    const dialog = page.getByRole('dialog');
    await accessible(page, 'assign a role');
    await dialog.getByLabel('Person').selectOption('internal-auditor-1');
    await dialog.getByRole('button', { name: 'Assign the role' }).click();
    await dialog.getByText('These roles exclude each other').waitFor();
    await accessible(page, 'assign a role: excluded');
    await dialog.getByLabel('Person').selectOption('appeal-reviewer-1');
    await dialog.getByRole('button', { name: 'Assign the role' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await clerk.reload();
    await clerk.getByText('R-2026-001').first().waitFor();
  });

  it('passes tasks to a substitute for an absence, labelled with whose they are', async () => {
    const task = await stage.improvementAt('action1', 'R-2026-002');
    await stage.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/claim`, {});
    const page = await open('management-representative-1', '/people/me');
    await page.getByRole('heading', { level: 1, name: 'My duties' }).waitFor();
    await page.getByText('You know these duties (version 1)').waitFor();
    await page.getByRole('button', { name: 'Announce an absence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First day away').fill(dayFromNow(0));
    await dialog.getByLabel('Last day away').fill(dayFromNow(3));
    await dialog.getByLabel('Substitute').selectOption('lawyer-1');
    await dialog.getByText(/tasks? goes? over|tasks go over/).waitFor();
    await accessible(page, 'announce an absence');
    await dialog.getByRole('button', { name: 'Announce an absence' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { items } = await tasksOf('lawyer-1', 'substitute');
    expect(items.find(({ businessKey }) => businessKey === 'R-2026-002')?.standsInFor?.account).toBe(
      'management-representative-1',
    );
    const other = await open('lawyer-1', '/people/me');
    await other.getByRole('link', { name: 'Their tasks' }).waitFor();
    await accessible(other, 'substitute');
  });

  it('asks everybody whether they know the duties of their role', async () => {
    const page = await open('finance-2', '/people/me');
    await page.getByText('Not confirmed yet').waitFor();
    await accessible(page, 'duties not confirmed');
    await page.getByRole('button', { name: 'I know these duties' }).click();
    await page.getByText('You know these duties (version 1)').waitFor();
    await accessible(page);
  });

  it('does not let a substitute decide on their own draft, and tells them and the absent person why', async () => {
    const resources = [{ name: 'permit.bpmn', content: permit }];
    await stage.server.ask('admin', 'POST', '/deployments', { name: 'permit', resources });
    const decisionOn = async (businessKey: string, drafter: string) => {
      const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/permit/start', { businessKey });
      await stage.server.ask(drafter, 'POST', `/tasks/${(await stage.openTask(instanceId)).id}/complete`, { variables: {} });
      const decision = await stage.openTask(instanceId);
      await stage.server.ask('decision-maker-2', 'POST', `/tasks/${decision.id}/claim`, {});
      return decision;
    };
    const own = await decisionOn('P-OWN', 'case-handler-1');
    await decisionOn('P-OTHER', 'case-handler-2');

    // the other decision-maker is away already
    const page = await open('decision-maker-2', '/people/me');
    await page.getByRole('button', { name: 'Announce an absence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First day away').fill(dayFromNow(0));
    await dialog.getByLabel('Last day away').fill(dayFromNow(2));
    await dialog.getByLabel('Substitute').selectOption('case-handler-1');
    await dialog.getByText('1 task goes over').waitFor();
    await dialog.getByRole('link', { name: 'decide (P-OWN)' }).waitFor();
    await accessible(page, 'announce an absence: not all goes over');
    await dialog.getByRole('button', { name: 'Announce an absence' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const substitute = await open('case-handler-1', '/work?view=substitute');
    await substitute.getByText('P-OTHER').first().waitFor();
    await substitute.goto(`${stage.server.url}/tasks/${own.id}`);
    await substitute.getByText('This is for somebody else to do.').waitFor();
    await substitute.getByText('You did “draft” (role: Case handler).').waitFor();
    await substitute.getByText('whoever prepares a decision does not take it').waitFor();
    expect(await substitute.getByRole('button', { name: 'Complete' }).count()).toBe(0);
    await accessible(substitute, 'role conflict');
    const claim = (id: string) => stage.server.ask('case-handler-1', 'POST', `/tasks/${id}/claim`, {});
    await expect(claim(own.id)).rejects.toThrow('role-conflict');
  });

  it.each(['en', 'lv', 'lt', 'bg'])(
    'shows every page in %s, on a desk and on a phone, without a sideways scroll',
    async (language) => {
      for (const viewport of [
        { width: 1280, height: 860 },
        { width: 360, height: 740 },
      ]) {
        const page = await open('personnel-manager-1', '/people/me', viewport);
        await page.evaluate(`localStorage['gaita.language'] = '${language}'`);
        for (const path of ['me', 'matrix', 'alignment', 'substitutes', 'posts', 'roles/case-handler', 'conflicts']) {
          await page.goto(`${stage.server.url}/people/${path}`);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.locator('.section, .people-check, .rows, .empty-state, .people-parts, .duty-pair').first().waitFor();
          if (process.env['GAITA_SHOTS'])
            await page.screenshot({
              path: `${process.env['GAITA_SHOTS']}/${path.replace('/', '-')}-${language}-${viewport.width}.png`,
              fullPage: true,
            });
          await accessible(page);
          expect([path, await sideways(page)]).toEqual([path, 0]);
        }
        await page.context().close();
      }
    },
  );

  it.each([
    ['change the days of a role', 'matrix', /^Change: /],
    ['record competences', 'matrix?by=person', /^Competences of /],
    ['required competences', 'roles/case-handler', 'Change the competences'],
    ['change an absence', 'substitutes', /^Change the absence/],
    ['add a post', 'posts', 'Add a post'],
    ['fill a post', 'posts', /^Fill the post: /],
    ['change a unit', 'posts', /^Change the unit: /],
  ])('opens a dialog to %s, on a phone too', async (state, path, opener) => {
    for (const viewport of [
      { width: 1280, height: 860 },
      { width: 360, height: 740 },
    ]) {
      const page = await open('personnel-manager-1', `/people/${path}`, viewport);
      await page.getByRole('button', { name: opener }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor();
      await accessible(page, state);
      expect(await sideways(page)).toBe(0);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.context().close();
    }
  });

  it('asks before somebody leaves a post, which then is vacant', async () => {
    const page = await open('personnel-manager-1', '/people/posts');
    const post = page.getByRole('row').filter({ hasText: 'Executive director' });
    await post.getByRole('button', { name: /leaves the post$/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/leaves the post “Executive director” today/)
      .waitFor();
    await accessible(page, 'leave a post');
    await page.getByRole('dialog').getByRole('button', { name: 'Let them leave the post' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await post.getByText('Vacant').waitFor();
  });

  it('says when nothing fits a search, and why a page did not come', async () => {
    const page = await open('personnel-manager-1', '/people/matrix?q=nobody');
    await page.getByText('Nothing matches the search').waitFor();
    await accessible(page, 'nothing found');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('table').waitFor();
    const failing = await stage.window('personnel-manager-1');
    await failing.route('**/api/v1/registry/absences*', (route) => route.fulfill({ status: 408, json: {} }));
    await failing.goto(`${stage.server.url}/people/substitutes`);
    await failing.getByRole('button', { name: 'Try again' }).waitFor();
    await accessible(failing);
    await failing.unroute('**/api/v1/registry/absences*');
    await failing.getByRole('button', { name: 'Try again' }).click();
    await failing.getByRole('table').waitFor();
  });

  it('writes the next version of a description, and prints it on paper of its own', async () => {
    const page = await open('personnel-manager-1', '/people/roles/expert');
    await page.getByRole('button', { name: 'Change the description' }).click();
    await page.getByLabel('What changes').fill('Also heard in appeals');
    await accessible(page, 'change the description');
    await page.getByRole('button', { name: 'Save the new version' }).click();
    await page.getByText('Also heard in appeals').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const [locator, seen] of [
      [page.getByText('2. Rights, duties, responsibility'), true],
      [page.locator('.page__actions'), false],
      [page.locator('.cds--header'), false],
      [page.locator('.page-foot'), false],
    ] as const)
      expect(await locator.isVisible()).toBe(seen);
    await page.emulateMedia({ media: 'screen' });
    const reader = await open('expert-1', '/people/roles/expert');
    await reader.getByRole('button', { name: 'I know these duties' }).waitFor();
    await accessible(reader, 'to be confirmed');
  });
});
