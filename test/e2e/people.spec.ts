import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StartedView, TasksView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { DemoRegistry } from '../../apps/server/src/registry/index.ts';
import { smallModel, userTask } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { Stage, accessible } from './stage.ts';

jest.setTimeout(240_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
/** Prepared by one role, decided by another: never by the same person. */
const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'decision-maker')]);
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

inBrowser('people and roles in a browser', () => {
  let stage: Stage;
  let registry: DemoRegistry;

  beforeAll(async () => {
    stage = await Stage.open(async (app) => {
      registry = app.get(DemoRegistry);
    });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  const open = async (account: string, path: string, viewport?: { width: number; height: number }): Promise<Page> => {
    const page = await stage.window(account, viewport);
    await page.goto(stage.server.url + path);
    return page;
  };
  const tasksOf = (account: string, view: string) => stage.server.ask<TasksView>(account, 'GET', `/tasks?view=${view}&limit=200`);

  it('gives a role by the matrix: its tasks appear to the person without a new sign-in', async () => {
    await stage.server.ask<StartedView>('admin', 'POST', '/processes/improvement/start', { businessKey: 'R-2026-001' });
    const clerk = await open('finance-1', '/work?view=group');
    await clerk.getByRole('heading', { level: 1 }).waitFor();
    expect((await tasksOf('finance-1', 'group')).items.some(({ businessKey }) => businessKey === 'R-2026-001')).toBe(false);

    const page = await open('personnel-manager-1', '/people');
    await page.getByRole('heading', { level: 1, name: 'Who holds which role' }).waitFor();
    await page.getByRole('button', { name: 'Assign: Representative of management for the SMS' }).waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Assign: Representative of management for the SMS' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Person').selectOption('internal-auditor-1');
    await dialog.getByRole('button', { name: 'Assign the role' }).click();
    await dialog.getByText('These roles exclude each other').waitFor();
    await accessible(page);
    await dialog.getByLabel('Person').selectOption('finance-1');
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
    await page.getByRole('button', { name: 'I know these duties' }).click();
    await page.getByText('You know these duties (version 1)').waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Announce an absence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First day away').fill(dayAfter(0));
    await dialog.getByLabel('Last day away').fill(dayAfter(3));
    await dialog.getByLabel('Substitute').selectOption('lawyer-1');
    await dialog.getByText(/tasks? goes? over|tasks go over/).waitFor();
    await accessible(page);
    await dialog.getByRole('button', { name: 'Announce an absence' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { items } = await tasksOf('lawyer-1', 'substitute');
    expect(items.find(({ businessKey }) => businessKey === 'R-2026-002')?.standsInFor?.account).toBe(
      'management-representative-1',
    );
    const other = await open('lawyer-1', '/people/me');
    await other.getByRole('link', { name: 'Their tasks' }).waitFor();
    await accessible(other);
  });

  it('does not let a substitute decide on their own draft, and tells them and the absent person why', async () => {
    const resources = [{ name: 'permit.bpmn', content: permit }];
    await stage.server.ask('admin', 'POST', '/deployments', { name: 'permit', resources });
    const decisionOn = async (businessKey: string, drafter: string) => {
      const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/permit/start', { businessKey });
      await stage.server.ask(drafter, 'POST', `/tasks/${(await stage.openTask(instanceId)).id}/complete`, { variables: {} });
      const decision = await stage.openTask(instanceId);
      await stage.server.ask('decision-maker-1', 'POST', `/tasks/${decision.id}/claim`, {});
      return decision;
    };
    const own = await decisionOn('P-OWN', 'case-handler-1');
    await decisionOn('P-OTHER', 'case-handler-2');

    const page = await open('decision-maker-1', '/people/me');
    await page.getByRole('button', { name: 'Announce an absence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First day away').fill(dayAfter(0));
    await dialog.getByLabel('Last day away').fill(dayAfter(2));
    await dialog.getByLabel('Substitute').selectOption('case-handler-1');
    await dialog.getByText('1 task goes over').waitFor();
    await dialog.getByRole('link', { name: 'decide (P-OWN)' }).waitFor();
    await accessible(page);
    await dialog.getByRole('button', { name: 'Announce an absence' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const substitute = await open('case-handler-1', '/work?view=substitute');
    await substitute.getByText('P-OTHER').first().waitFor();
    await substitute.goto(`${stage.server.url}/tasks/${own.id}`);
    await substitute.getByText('This is for somebody else to do.').waitFor();
    await substitute.getByText('You did “draft” (role: Case handler).').waitFor();
    await substitute.getByText('whoever prepares a decision does not take it').waitFor();
    expect(await substitute.getByRole('button', { name: 'Complete' }).count()).toBe(0);
    await accessible(substitute);
    const claim = (id: string) => stage.server.ask('case-handler-1', 'POST', `/tasks/${id}/claim`, {});
    await expect(claim(own.id)).rejects.toThrow('role-conflict');
  });

  it.each(['en', 'lv', 'lt', 'bg'])(
    'shows every page in %s, on a desk and on a phone, without a sideways scroll',
    async (language) => {
      // units, posts, absences and gaps, so that every state is on the pages
      await registry.seed();
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
          const wide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
          expect([path, wide]).toEqual([path, 0]);
        }
        await page.context().close();
      }
    },
  );
});
