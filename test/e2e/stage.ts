import { expect } from '@jest/globals';
import type { StartedView, TaskView, TasksView } from '@gaita/contracts';
import type { Browser, Page } from 'playwright-core';
import { complaints, openBrowser, violations } from './browser.ts';
import { WebServer } from './web-server.ts';

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

  /** A window of somebody who is signed in already, in English; of nobody without an account. */
  async window(account?: string, viewport = { width: 1280, height: 860 }): Promise<Page> {
    const context = await this.browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
    await context.addInitScript(`localStorage['gaita.language'] ??= 'en'`);
    if (account) await context.request.post(`${this.server.url}/api/v1/session`, { data: { account, password: 'demo' } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
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
      await this.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/claim`, {});
      await this.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/complete`, {
        variables: complete[task.elementId],
      });
    }
  }

  async openTask(instanceId: string): Promise<TaskView> {
    const { items } = await this.server.ask<TasksView>('admin', 'GET', `/tasks?instanceId=${instanceId}`);
    if (!items[0]) throw new Error(`The case ${instanceId} has no open task.`);
    return items[0];
  }
}

export const accessible = async (page: Page): Promise<void> => expect(await violations(page)).toEqual([]);

export const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.textContent');
