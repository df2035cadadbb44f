import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { Language, StartedView, TaskView, TasksView } from '@gaita/contracts';
import type { Browser, Page } from 'playwright-core';
import { complaints, openBrowser, violations } from './browser.ts';
import { slowDown } from './slow.ts';
import { WebServer } from './web-server.ts';

export const desk = { width: 1280, height: 860 };
export const phone = { width: 360, height: 740 };

export const goals = {
  title: 'Shorter queues',
  directions: ['quality'],
  goals: [
    { direction: 'quality', metric: 'Days', baseline: 30, comparator: 'at-most', target: 20, unit: 'days', by: '2030-12-31' },
  ],
};

const complete: { readonly [elementId: string]: object } = {
  action1: goals,
  action2: { planActions: [{ what: 'Inspect at once', owner: 'case-handler-1', due: '2030-05-29' }], planEnd: '2030-06-30' },
  action3: { percentDone: 100 },
  action4: { documentsOutcome: 'not-necessary', documentsReason: 'Nothing changes for them.' },
};

/** The product and a browser, with people who are signed in, for scenarios that one server serves. */
export class Stage {
  private readonly complained: string[] = [];
  private pages: Page[] = [];

  private constructor(
    readonly server: WebServer,
    private readonly browser: Browser,
  ) {}

  static async open(prepare?: Parameters<typeof WebServer.start>[0]): Promise<Stage> {
    const server = await WebServer.start(prepare);
    return new Stage(server, await openBrowser());
  }

  /** A window of somebody who is signed in already, in English unless told; of nobody without an account. */
  async window(account?: string, viewport = desk, language: Language = 'en'): Promise<Page> {
    const context = await this.browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
    await context.addInitScript(`localStorage['gaita.language'] ??= '${language}'`);
    if (account) await context.request.post(`${this.server.url}/api/v1/session`, { data: { account, password: 'demo' } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await slowDown(page);
    const found = complaints(page);
    page.once('close', () => this.complained.push(...found));
    this.pages.push(page);
    return page;
  }

  /** Closes every window; no script may have complained in one. */
  async clear(): Promise<void> {
    await Promise.all(this.pages.map((page) => page.context().close()));
    this.pages = [];
    expect(this.complained.splice(0)).toEqual([]);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  /** An improvement that stands at the action: its open task. */
  async improvementAt(elementId: string, businessKey: string): Promise<TaskView> {
    const { instanceId } = await this.server.ask<StartedView>('admin', 'POST', '/processes/improvement/start', { businessKey });
    for (;;) {
      const task = await this.openTask(instanceId);
      if (task.elementId === elementId) return task;
      await this.agreeAll(instanceId);
      await this.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/claim`, {});
      await this.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/complete`, {
        variables: complete[task.elementId],
      });
    }
  }

  async openTask(instanceId: string): Promise<TaskView> {
    const task = (await this.openTasks(instanceId)).find(({ elementId }) => !elementId.endsWith('.opinion'));
    if (!task) throw new Error(`The case ${instanceId} has no open task.`);
    return task;
  }

  /** Everybody whose agreement the open task needs gives it. */
  async agreeAll(instanceId: string): Promise<void> {
    for (const { id, elementId, candidateGroups } of await this.openTasks(instanceId))
      if (elementId.endsWith('.opinion'))
        await this.server.ask(`${candidateGroups[0]}-1`, 'POST', `/tasks/${id}/complete`, { variables: { opinion: 'agree' } });
  }

  private async openTasks(instanceId: string): Promise<readonly TaskView[]> {
    return (await this.server.ask<TasksView>('admin', 'GET', `/tasks?instanceId=${instanceId}`)).items;
  }
}

/** The day so many days from now where the demo's institutions are. */
export const dayFromNow = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Riga' }).format(Date.now() + days * 86_400_000);

export const accessible = async (page: Page, state?: string): Promise<void> => expect(await violations(page, state)).toEqual([]);

/** Nobody has to scroll the page sideways, once it has taken the size of its window. */
export const fits = (page: Page): Promise<void> =>
  becomes(
    async () => [page.url(), await page.evaluate('document.documentElement.scrollWidth')],
    [page.url(), page.viewportSize()!.width],
  );

/** Asks until the answer is this one. */
export async function becomes<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
  for (let turns = 0; turns < 600; turns++) {
    if (isDeepStrictEqual(await ask(), wanted)) return;
    await wait(100);
  }
  expect(await ask()).toEqual(wanted);
}

/** Single keys do nothing before it is known whether the person wants them, which comes together with their colours. */
export const keysWork = (page: Page): Promise<void> => page.locator('html[data-theme]').waitFor();

/** Asks the page until it is true: its policy lets no text be run as a script later, as the browser's own waiting does. */
export async function comesTrue(page: Page, expression: string): Promise<void> {
  for (let turns = 0; !(await page.evaluate<boolean>(expression)); turns++) {
    expect([turns < 600, expression]).toEqual([true, expression]);
    await page.waitForTimeout(100);
  }
}

export const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.textContent');
