import { expect, it } from '@jest/globals';
import { accessible } from './stage.ts';
import type { Stage } from './stage.ts';

/** A phone: 360 pixels wide. */
export function smallScreens(stage: () => Stage): void {
  it('shows every screen without scrolling sideways, and a finger claims a task', async () => {
    const task = await stage().improvementAt('action3', 'P-PHONE');
    const page = await stage().window('management-representative-1', { width: 360, height: 740 });
    const fits = async (path: string, ready: string) => {
      await page.goto(stage().server.url + path);
      await page.locator(ready).first().waitFor();
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360]);
      await accessible(page);
    };
    await fits('/work?view=group', '.rows__actions button');
    await fits(`/cases/${task.instanceId}`, '.position-badge');
    await fits('/cases', '.rows__main');
    await fits('/processes', '.rows__main');
    await fits('/processes/improvement/edit', '.diagram__canvas svg .djs-shape');
    await fits('/tasks/unknown', '.lead');
    await fits(`/tasks/${task.id}`, '.task-form input');
    await page.getByRole('button', { name: 'Claim' }).click();
    await page.getByLabel('Part done').fill('100');
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByText('Task completed').waitFor();
  });
}
